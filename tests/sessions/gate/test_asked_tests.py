"""Which tests are asked before a dose: by age, route, heart and drug, and by what the clinic's policy names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sessions.gate import Level, Stage, judge, may_go_on
from sessions.gate.facts import SessionFacts, TestFact
from tests.sessions.gate.changed import BY_MOUTH, HARD, RX
from tests.sessions.gate.rows import answer
from tests.sessions.gate.visit import NOW, POLICY, READY, ago, made, untested


def test_a_query_the_law_asks_for_bends_for_no_prescriber() -> None:
    """A clinic whose policy names it: HARD, beside the RX finding about everything else."""
    terms = replace(POLICY.workup, required=("PDMP", "ECG"))
    policy = replace(POLICY, workup=terms)
    facts = replace(READY, tests=())
    found = [v for v in judge(facts, policy, stage=Stage.DOSE, at=NOW) if v.id == "G12"]
    assert [(v.level, v.cause) for v in found] == [(HARD, "PDMP.MISSING"), (RX, "ECG.MISSING")]
    assert [v.overridable for v in found] == [False, True]
    fresh = replace(READY, tests=(*READY.tests, TestFact("q", "PDMP", ago(days=30))))
    assert may_go_on(judge(fresh, policy, stage=Stage.DOSE, at=NOW))
    stale = replace(READY, tests=(*READY.tests, TestFact("q", "PDMP", ago(days=31))))
    assert not may_go_on(judge(stale, policy, stage=Stage.DOSE, at=NOW))


def test_missing_tests_are_named_in_one_sentence() -> None:
    facts = replace(READY, tests=tuple(t for t in made(181, "URINALYSIS") if t.kind != "ECG"))
    [found] = [v for v in judge(facts, POLICY, stage=Stage.DOSE, at=NOW) if v.id == "G12"]
    assert found.sentence == "ECG not on record. Urinalysis of 27 May is older than 180 days."
    assert found.desk_sentence == "A test is still to be made or is too old."


def test_an_unknown_age_asks_for_the_ecg() -> None:
    """Unknown never passes: without a birth date on record nobody is young."""
    young = replace(BY_MOUTH, tests=untested("ECG"))
    assert answer(young, "G12") is None
    assert answer(replace(young, birth_date=None), "G12") is RX


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        (BY_MOUTH, None),
        (replace(BY_MOUTH, birth_date=date(1976, 11, 25)), None),
        (replace(BY_MOUTH, birth_date=date(1976, 11, 24)), RX),
        (replace(BY_MOUTH, qt_drug=True), RX),
        (replace(BY_MOUTH, exclusions=READY.exclusions), RX),
        (replace(BY_MOUTH, route="IM"), RX),
    ],
)
def test_an_ecg_is_asked_by_age_route_heart_and_drug(
    facts: SessionFacts, level: Level | None
) -> None:
    """The last of them for its airway, not for its ECG: a muscle is no vein."""
    without = {"ECG", "AIRWAY", "STOP_BANG"}
    assert answer(replace(facts, tests=untested(*without)), "G12") is level
    assert answer(facts, "G12") is None
