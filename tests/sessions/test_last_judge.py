"""The database refuses a dose the gate has not passed, whoever writes it and by whatever path.

Negative control: `test_without_the_trigger_the_same_row_goes_in` switches the trigger off as the owner.
"""

import re
from datetime import timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from clinic.core.actor import acting_as
from clinic.core.ids import uuid7
from patients.actions import screening
from sessions.actions.session_lock import of
from sessions.models import DrugEvent, GateDecision, Order

ROOT = Path(__file__).resolve().parents[2]


def row(chair, session, decision, **changed) -> DrugEvent:
    made = Order.objects.filter(session=session).latest("signed_at")
    given = {
        "kind": "INFUSION_START",
        "happened_at": chair.at(35),
        "client_id": uuid7(),
        "decision": decision,
        "order": made,
        "lot": chair.lot(),
        "mg": made.actual_mg,
        "volume": made.volume,
        "bag_ml": D("50.7"),
        "rate_ml_per_h": D("76.1"),
        "given_by": chair.nurse,
        "created_at": chair.at(35),
        **changed,
    }
    return DrugEvent(**of(session), **given)


def decision_for(chair, session, **changed) -> GateDecision:
    """A forged decision: what somebody at a shell might try."""
    real = GateDecision.objects.filter(session=session, stage="CLEAR").latest("judged_at")
    every = [*real.verdicts, {"id": "G34", "level": "PASS", "blocks": False, "resolved_by": None}]
    given = {
        "stage": "DOSE",
        "passed": True,
        "verdicts": every,
        "policy_version": real.policy_version,
        "judged_at": chair.at(35),
        "judged_for": "user:x",
        "holds_until": chair.at(40),
        "created_at": chair.at(35),
        **changed,
    }
    return GateDecision(**of(session), **given)


def refused(chair, save) -> str:
    """The name of the constraint that stopped it; empty when nothing did."""
    try:
        with transaction.atomic(), acting_as(chair.nurse, at=chair.at(35)):
            save()
            transaction.set_rollback(True)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


def test_no_row_that_gives_drug_without_a_passing_decision_of_this_session(chair):
    session = chair.cleared()
    cleared = GateDecision.objects.get(session=session, stage="CLEAR")
    judge = "drug_goes_in_behind_the_gate"
    assert refused(chair, row(chair, session, None).save) == judge
    assert refused(chair, row(chair, session, cleared).save) == judge, "another stage"
    assert refused(chair, decision_for(chair, session, passed=False).save) == ""

    def late():
        made = decision_for(chair, session, holds_until=chair.at(35))
        made.save()
        row(chair, session, made, happened_at=chair.at(36)).save()

    def early():
        made = decision_for(chair, session, judged_at=chair.at(36), holds_until=chair.at(40))
        made.save()
        row(chair, session, made).save()

    def resumed():
        made = decision_for(chair, session)
        made.save()
        row(chair, session, made, kind="INFUSION_RESUME").save()

    def faster():
        row(chair, session, None, kind="RATE_CHANGE", raises_rate=True).save()

    for attempt in (late, early, resumed, faster):
        assert refused(chair, attempt) == judge, attempt.__name__


def test_a_decision_cannot_say_passed_when_its_verdicts_do_not(chair):
    session = chair.cleared()
    real = decision_for(chair, session).verdicts
    blocked = [*real, {"id": "G99", "level": "HARD", "blocks": True, "resolved_by": None}]
    hidden = [*real, {"id": "G99", "level": "HARD", "blocks": False, "resolved_by": None}]
    alone = [*real, {"id": "G99", "level": "RX", "blocks": False, "resolved_by": None}]
    shut = "a_passed_decision_has_no_open_verdict"
    assert refused(chair, decision_for(chair, session, verdicts=real).save) == ""
    for verdicts in (blocked, hidden, alone, []):
        assert refused(chair, decision_for(chair, session, verdicts=verdicts).save) == shut
    for guard in ("G05", "G12", "G22", "G34"):
        fewer = [v for v in real if v["id"] != guard]
        found = refused(chair, decision_for(chair, session, verdicts=fewer).save)
        assert found == "a_passed_decision_asked_every_guard", guard


def test_one_decision_is_one_dose_and_one_session_has_one_first_dose(chair):
    session = chair.dosing()
    decision = DrugEvent.objects.get(session=session).decision
    assert refused(chair, row(chair, session, decision).save) in {
        "one_first_dose_per_session",
        "dosing_drugevent_decision_id_key",
    }
    forged = decision_for(chair, session)

    def second():
        forged.save()
        row(chair, session, forged).save()

    assert refused(chair, second) == "one_first_dose_per_session"


def test_a_correction_adds_no_drug(chair):
    session = chair.dosing()
    first = DrugEvent.objects.get(session=session)
    more = row(chair, session, None, supersedes=first, note="Wrong", mg=D(50))
    assert refused(chair, more.save) == "a_correction_is_of_the_same_event"


def test_the_program_cannot_change_or_remove_what_was_given(chair):
    session = chair.dosing()
    for table in ("dosing_drugevent", "dosing_gatedecision", "dosing_vitalsigns", "dosing_order"):
        for sql in (f"UPDATE {table} SET created_at = now()", f"DELETE FROM {table}"):
            with (
                pytest.raises(Exception, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)
    assert DrugEvent.objects.filter(session=session).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_trigger_the_same_row_goes_in(chair, owner_connection):
    session = chair.cleared()
    early = row(chair, session, GateDecision.objects.get(session=session, stage="CLEAR"))
    assert refused(chair, early.save) == "drug_goes_in_behind_the_gate"
    switch = "ALTER TABLE dosing_drugevent {} TRIGGER drug_goes_in_behind_the_gate"
    owner_connection.execute(switch.format("DISABLE"))
    owner_connection.commit()
    try:
        assert refused(chair, early.save) == ""
    finally:
        owner_connection.execute(switch.format("ENABLE"))
        owner_connection.commit()


def test_a_drug_event_is_written_in_one_place_only():
    """Every path that gives drug goes through `drug_row.write`: nobody else makes the row."""
    makers = [
        str(path.relative_to(ROOT))
        for folder in ("sessions", "clinic", "patients", "consent", "integration")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"\bDrugEvent\(\s*\n|\bDrugEvent\(\*\*|dosing_drugevent", path.read_text())
    ]
    assert makers == ["sessions/actions/drug_row.py"]


def test_every_recorded_fact_can_be_taken_back_and_then_the_gate_is_shut(chair):
    """Void that record and the gate closes (each in its own savepoint of one cleared visit)."""
    from clinic.accounts.actions import staff
    from clinic.accounts.models import Licence
    from consent.actions import consent as consents
    from consent.models import Consent
    from integration.actions import therapy_session as therapy
    from integration.models import TherapySession
    from patients.actions import care_team, measure
    from patients.models import CareTeamMember, MeasureResponse, Screening
    from sessions.actions import check
    from sessions.actions.gate import verdicts_of
    from sessions.gate import Stage
    from sessions.models import PreDoseCheck

    session = chair.cleared()
    at, patient = chair.at(34), session.patient
    assert not [v for v in verdicts_of(session, Stage.DOSE, at) if v.blocks]

    def void_check(kind):
        return lambda: check.void(
            PreDoseCheck.objects.get(session=session, kind=kind, voided_at=None),
            because="Recorded by mistake",
            by=chair.nurse,
            at=at,
        )

    def void_measure(code):
        return lambda: measure.void(
            MeasureResponse.objects.get(patient=patient, instrument__code=code, status="COMPLETE"),
            because="Recorded by mistake",
            by=chair.nurse,
            at=at,
        )

    def suspend(user, kind):
        return lambda: staff.suspend_licence(
            Licence.objects.get(user=user, kind=kind),
            site=chair.site,
            by=chair.hours.calendar.manager,
            at=at,
        )

    ways = {
        "G22": void_check("WEIGHT"),
        "G21": void_check("INTAKE"),
        "G25": void_check("PREGNANCY"),
        "G27": void_check("SOBRIETY"),
        "G30": void_check("MEDICATIONS"),
        "G31": void_check("MENTAL_STATE"),
        "G20": void_check("TIME_OUT"),
        "G28": void_measure("SUICIDE_SCREEN"),
        "G32": void_measure("URINARY-1"),
        "G13": void_measure("PHQ-9"),
        "G05": lambda: consents.withdraw(
            Consent.objects.get(course=session.course, type="KAP_TREATMENT", state="SIGNED"),
            by=chair.nurse,
            at=at,
        ),
        "G01": lambda: screening.void(
            Screening.objects.get(course=session.course, status="SIGNED"),
            because="Wrong patient",
            by=chair.prescriber,
            at=at,
        ),
        "G06": lambda: therapy.void(
            TherapySession.objects.get(course=session.course),
            reason="Recorded on the wrong visit.",
            by=chair.therapist,
            at=at,
            authenticated_at=at,
        ),
        "G07": lambda: care_team.end(
            CareTeamMember.objects.get(patient=patient, role="THERAPIST"),
            because="Moved away",
            by=chair.walk.desk,
            at=at,
        ),
    }
    for guard, take_back in ways.items():
        point = transaction.savepoint()
        take_back()
        shut = {
            v.id for v in verdicts_of(session, Stage.DOSE, at + timedelta(seconds=1)) if v.blocks
        }
        assert guard in shut, guard
        transaction.savepoint_rollback(point)
        session.refresh_from_db()
    assert suspend
