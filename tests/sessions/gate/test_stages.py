"""What is asked at which stage, of which route, and what is said about it: to clinicians, and to the front desk."""

from __future__ import annotations

from dataclasses import replace

from sessions.gate import Stage, judge, may_go_on, registry
from sessions.gate.facts import SessionFacts
from tests.sessions.gate.changed import HARD, INFO, RX, WARN, D, newer
from tests.sessions.gate.rows import answer
from tests.sessions.gate.visit import (
    FORM,
    HOME,
    HOME_AT,
    NOW,
    POLICY,
    READY,
    TREATMENT,
    ago,
    consent,
    with_,
)


def test_nothing_on_record_opens_nothing() -> None:
    """Unknown never passes: at the dose, every guard of a bare visit says no."""
    bare = SessionFacts("a", "p", "c", "s", "America/Denver", "US-NM", NOW, "IV", session_id="d")
    verdicts = judge(bare, POLICY, stage=Stage.DOSE, at=NOW)
    passing = {v.id for v in verdicts if not v.blocks}
    # No earlier dose is on record, and no risk that asks for a plan: the missing screen is G28's to refuse.
    assert passing == {"G08", "G14"}


def test_the_guards_of_each_stage() -> None:
    """Written by hand from the domain's tables: a guard that slips out of a stage is seen here."""
    early = {"G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G10", "G11a", "G13", "G15"}
    early |= {"G11b", "G12", "G14"}
    day = {f"G{n}" for n in range(20, 34)} | {"L"}
    expected = {
        Stage.CONFIRM: early,
        Stage.CHECK_IN: early,
        Stage.CLEAR: early | day,
        Stage.DOSE: early | day | {"G34"},
        Stage.CONTINUE: {"G03", "G05", "G11a", "G15", "G33", "G34", "L", "M01"},
        Stage.DISCHARGE: {"G40", "G41", "G42"},
        Stage.CLOSE: {"G43"},
    }
    found = {s: {g.id for g in registry.GUARDS.values() if s in g.stages} for s in Stage}
    assert found == expected


def test_no_signed_policy_is_one_hard_stop() -> None:
    (verdict,) = judge(READY, None, stage=Stage.DOSE, at=NOW)
    assert (verdict.id, verdict.level, verdict.blocks) == ("POLICY", HARD, True)
    assert verdict.mend is not None
    assert verdict.mend.kind == "policy.sign"


def test_a_route_the_clinic_does_not_offer() -> None:
    facts = replace(READY, route="NASAL")
    (verdict,) = judge(facts, POLICY, stage=Stage.DOSE, at=NOW)
    assert (verdict.id, verdict.level) == ("ROUTE", HARD)


def test_nobody_asked_is_no_permission() -> None:
    assert not may_go_on([])


def test_an_escort_is_a_warning_when_booking_and_a_stop_at_check_in() -> None:
    facts = replace(READY, escort=None)
    assert answer(facts, "G10", Stage.CONFIRM) is WARN
    assert may_go_on(judge(facts, POLICY, stage=Stage.CONFIRM, at=NOW))
    assert answer(facts, "G10", Stage.CHECK_IN) is HARD


def test_while_only_planned_the_visit_day_counts() -> None:
    """A screening good today and too old on the day of the visit stops the booking."""
    facts = with_(READY, screening__signed_at=ago(days=60), starts_at=ago(days=-31))
    assert answer(facts, "G01", Stage.CONFIRM) is HARD
    assert answer(replace(facts, starts_at=ago(days=-30)), "G01", Stage.CONFIRM) is None


def test_lozenges_ask_less_of_the_stomach_and_nothing_of_the_equipment() -> None:
    forms = (
        replace(FORM, routes=("SL_RDT",)),
        replace(FORM, type="ROUTE_ANNEX_SL", routes=("SL_RDT",)),
    )
    lozenge = tuple(replace(TREATMENT, form=form) for form in forms)
    facts = with_(
        replace(
            READY, route="SL_RDT", consents=lozenge, consent_forms=tuple(c.form for c in lozenge)
        ),
        order__route="SL_RDT",
        order__ordered_mg=D(100),
        order__actual_mg=D(100),
        order__mg_per_ml=None,
        intake__solids_at=ago(hours=4),
        pregnancy_test__tested_at=ago(hours=72),
        time_out__people=("nurse",),
        equipment=None,
    )
    assert may_go_on(judge(facts, POLICY, stage=Stage.DOSE, at=NOW))
    assert answer(facts, "G33") is INFO
    assert answer(with_(facts, intake__solids_at=ago(hours=3.9)), "G21") is RX
    assert answer(with_(facts, pregnancy_test__tested_at=ago(hours=72.1)), "G25") is HARD


def test_sentences_say_the_fact_first() -> None:
    stale = [v for v in judge(newer(ago(days=4)), POLICY, stage=Stage.DOSE, at=NOW) if v.blocks]
    assert " ".join(v.sentence for v in stale) == (
        "Consent is out of date. Version 3 was signed. Version 4 applies since 20 Nov 2026."
    )
    fasting = with_(READY, intake__solids_at=ago(hours=5, minutes=20), intake__fatty=False)
    sentence = next(
        v.sentence for v in judge(fasting, POLICY, stage=Stage.DOSE, at=NOW) if v.id == "G21"
    )
    assert sentence == (
        "Last solid food 5 h 20 min ago. The rule is 6 h. A prescriber can allow it with a reason."
    )


def test_a_consent_withdrawn_mid_session_stops_more_drug() -> None:
    facts = consent(HOME, state="WITHDRAWN")
    assert "G05" in {
        v.id for v in judge(facts, POLICY, stage=Stage.CONTINUE, at=HOME_AT) if v.blocks
    }
