"""A dosing visit from arrival to closing, by its verbs."""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from clinic.core.errors import InvalidInput, NotAllowed
from clinic.core.ids import uuid7
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import LedgerLine
from clinic.tasks.models import Task
from integration.models import IntegrationWindow
from patients.models import Course
from sessions.actions import closing, discharge, dose, dosing_session, infusion
from sessions.actions.gate import GateRefused
from sessions.actions.session_lock import WrongMoment
from sessions.models import DosingSession, DrugEvent, DueSet, GateDecision


def test_arriving_begins_the_checks(chair):
    session = chair.arrived()
    assert (session.status, session.number, session.route) == ("PRE_DOSE", 1, "IV")
    assert session.opened_by == chair.walk.desk.actor_id


def test_an_infusion_from_arrival_to_closing(chair):
    session = chair.home()
    session.refresh_from_db()
    assert (session.status, session.given_mg, session.kg) == ("DISCHARGED", D("36.00"), D("72.0"))
    assert session.policy_version is not None
    course = Course.objects.get(pk=session.course_id)
    assert (course.status, course.first_dose_at) == ("ACTIVE", chair.at(35))
    assert IntegrationWindow.objects.get(dose_appointment=session.appointment).opens_at
    closed = closing.close(session, by=chair.nurse, at=chair.at(150))
    assert closed.status == "CLOSED"
    lines = LedgerLine.objects.filter(session_id=session.pk).order_by("happened_at", "pk")
    assert [(line.kind, line.quantity) for line in lines] == [
        ("DRAW", D("0.72")),
        ("ADMINISTER", D("0.72")),
    ]
    stages = (
        GateDecision.objects.filter(session=session)
        .order_by("judged_at", "pk")
        .values_list("stage", flat=True)
    )
    assert list(stages) == ["CLEAR", "DOSE", "DISCHARGE", "CLOSE"]


def test_the_whole_answer_of_the_gate_is_kept_with_the_dose(chair):
    session = chair.dosing()
    event = DrugEvent.objects.get(session=session)
    kept = {v["id"]: v for v in event.decision.verdicts}
    assert len(kept) > 23
    assert kept["G22"]["evidence"][0]["kg"] == "72.0"
    assert event.decision.policy_version.number == 1
    assert not any(v["blocks"] for v in event.decision.verdicts)


def test_due_sets_are_drawn_before_they_happen(chair):
    session = chair.dosing()
    minutes = (
        DueSet.objects.filter(session=session).order_by("minute").values_list("minute", flat=True)
    )
    assert list(minutes) == [10, 20, 30, 40, 55, 70, 85, 100]


def test_an_infusion_that_ends_early_gives_what_ran_in(chair):
    session = chair.dosing()
    with pytest.raises(InvalidInput, match="why"):
        chair.stop(session, 55)
    chair.stop(session, 55, because="The patient asked to stop.")
    session.refresh_from_db()
    assert session.status == "MONITORING"
    assert session.stopped_because == "The patient asked to stop."
    assert session.given_mg == D("18.01")
    standing = DueSet.objects.filter(session=session, dropped_at=None).order_by("minute")
    assert [row.minute for row in standing][:4] == [10, 20, 35, 50]
    custody = LedgerLine.objects.custody([session.pk])[session.pk]
    assert [(c.drawn, c.given, c.open) for c in custody] == [(D("0.72"), D("0.36"), D("0.36"))]


def test_a_session_closes_only_when_the_rest_is_wasted_before_a_witness(chair):
    session = chair.dosing()
    chair.stop(session, 55, because="The patient asked to stop.")
    chair.home_set(session, 160)
    session = discharge.discharge(session, by=chair.nurse, at=chair.at(161))
    with pytest.raises(GateRefused, match=r"0\.36 is drawn and not accounted for"):
        closing.close(session, by=chair.nurse, at=chair.at(162))
    line = closing.waste(
        session,
        lot=chair.lot(),
        quantity=D("0.36"),
        reason="Rest of the bag",
        by=chair.nurse,
        at=chair.at(163),
    )
    with pytest.raises(GateRefused, match="no second person"):
        closing.close(session, by=chair.nurse, at=chair.at(164))
    ledger.witness(line, by=chair.second, at=chair.at(165))
    assert closing.close(session, by=chair.nurse, at=chair.at(166)).status == "CLOSED"


def test_a_paused_pump_goes_on_only_past_the_gate(chair):
    session = chair.dosing()
    infusion.pause(session, client_id=uuid7(), by=chair.nurse, at=chair.at(45))
    with pytest.raises(GateRefused, match="recent set"):
        infusion.resume(session, client_id=uuid7(), by=chair.nurse, at=chair.at(55))
    chair.vitals(session, 56, moaas=4, dissociation=4)
    event = infusion.resume(session, client_id=uuid7(), by=chair.nurse, at=chair.at(57))
    assert (event.kind, event.decision.stage) == ("INFUSION_RESUME", "CONTINUE")
    session.refresh_from_db()
    assert session.planned_stop_at > chair.at(86)
    assert session.last_drug_at == chair.at(57)


def test_a_critical_set_stops_more_drug(chair):
    session = chair.dosing()
    infusion.pause(session, client_id=uuid7(), by=chair.nurse, at=chair.at(45))
    chair.vitals(session, 50, sbp=185, dbp=112)
    with pytest.raises(GateRefused, match="critical"):
        infusion.resume(session, client_id=uuid7(), by=chair.nurse, at=chair.at(51))
    assert Task.objects.filter(kind="VITALS_CRITICAL", subject_id=session.pk).exists()


def test_a_raised_pressure_draws_its_repeat(chair):
    session = chair.dosing()
    row = chair.vitals(session, 65, sbp=161, dbp=98)
    assert row.due.minute == 30
    assert row.alerts[0]["confirmed"] is False
    assert DueSet.objects.get(session=session, kind="REPEAT").minute == 35
    chair.vitals(session, 70, sbp=162, dbp=98)
    assert Task.objects.filter(kind="VITALS_WARN", subject_id=session.pk).count() == 1


def test_nobody_goes_home_before_the_time(chair):
    session = chair.watched()
    chair.home_set(session, 130)
    with pytest.raises(GateRefused, match="Observation ends at 10:15"):
        discharge.discharge(session, by=chair.nurse, at=chair.at(131))


def test_a_newer_set_takes_readiness_back(chair):
    session = chair.watched()
    chair.home_set(session, 136)
    session = discharge.make_ready(session, by=chair.nurse, at=chair.at(136))
    assert session.status == "DISCHARGE_READY"
    chair.vitals(session, 138, sbp=170, dbp=100)
    session.refresh_from_db()
    assert session.status == "MONITORING"


def test_leaving_against_advice_has_its_own_way(chair):
    session = chair.watched()
    with pytest.raises(InvalidInput, match="prescriber"):
        discharge.left_early(
            session, note="Walked out", prescriber_called=False, by=chair.nurse, at=chair.at(90)
        )
    session = discharge.left_early(
        session, note="Walked out", prescriber_called=True, by=chair.nurse, at=chair.at(90)
    )
    assert session.status == "LEFT_AMA"
    call = Task.objects.get(kind="WELFARE_CALL", subject_id=session.pk)
    assert call.due_at == chair.at(90) + timedelta(hours=1)


def test_nobody_leaves_with_a_bag_hanging(chair):
    session = chair.dosing()
    with pytest.raises(WrongMoment, match="Stop the infusion"):
        discharge.transfer(session, note="To the emergency room", by=chair.nurse, at=chair.at(50))
    chair.stop(session, 50, because="Chest pain")
    assert (
        discharge.transfer(
            session, note="To the emergency room", by=chair.nurse, at=chair.at(51)
        ).status
        == "EMERGENCY_TRANSFER"
    )


def test_a_patient_may_withdraw_until_the_drug_is_in(chair):
    session = chair.cleared()
    session = dosing_session.call_off(
        session, because="The patient changed her mind.", by=chair.nurse, at=chair.at(32)
    )
    assert session.status == "CANCELLED"
    session.appointment.refresh_from_db()
    assert session.appointment.status == "CANCELLED"


def test_after_the_drug_there_is_no_calling_off(chair):
    session = chair.dosing()
    with pytest.raises(WrongMoment, match="cannot be called off"):
        dosing_session.call_off(session, because="Too late", by=chair.nurse, at=chair.at(40))


def test_a_hold_waits_and_looks_again(chair):
    session = chair.arrived()
    session = dosing_session.hold(
        session, because="Blood pressure", by=chair.nurse, at=chair.at(10)
    )
    assert (session.status, session.recheck_at) == ("HELD", chair.at(25))
    assert dosing_session.resume(session, by=chair.nurse, at=chair.at(25)).status == "PRE_DOSE"


def test_a_changed_fact_takes_the_clearance_away(chair):
    session = chair.cleared()
    chair.check(session, "MENTAL_STATE", 33, psychotic=False, manic=False)
    session.refresh_from_db()
    assert session.status == "PRE_DOSE"
    with pytest.raises(GateRefused):
        chair.start(session, 34)
    chair.clear(session, 34)
    assert chair.start(session, 35).mg == D("36.00")


def test_a_clearance_runs_out(chair):
    session = chair.cleared()
    with pytest.raises(GateRefused) as refused:
        chair.start(session, 91)
    assert "EXPIRED" in {v["cause"] for v in refused.value.details["verdicts"]}


def test_a_retry_never_doubles(chair):
    session = chair.cleared()
    once = uuid7()
    first = chair.start(session, client_id=once)
    assert chair.start(session, 36, client_id=once) == first
    assert DrugEvent.objects.filter(session=session).count() == 1
    sent = uuid7()
    one = chair.vitals(session, 40, client_id=sent)
    assert chair.vitals(session, 41, client_id=sent) == one


def test_the_wrong_vial_is_refused(chair):
    session = chair.cleared()
    with pytest.raises(dose.WrongProduct):
        chair.start(session, lot=chair.lot(strength=100, number="DEMO-9"))


def test_a_therapist_gives_no_drug(chair):
    session = chair.cleared()
    with pytest.raises(NotAllowed):
        chair.start(session, by=chair.therapist)


def test_taking_the_arrival_back_before_anything_was_recorded(chair):
    from clinic.scheduling.actions import appointment as visits

    session = chair.arrived()
    visit = visits.un_arrive(session.appointment, by=chair.walk.desk, at=chair.at(1))
    session.refresh_from_db()
    assert session.status == "CANCELLED"
    again = chair.arrived(visit, minute=2)
    assert (again.pk, again.status) == (session.pk, "PRE_DOSE")
    chair.check(again, "MENTAL_STATE", psychotic=False, manic=False)
    with pytest.raises(WrongMoment, match="Care has begun"):
        visits.un_arrive(again.appointment, by=chair.walk.desk, at=chair.at(6))


def test_the_planned_doses_used_up_ask_for_a_review(chair):
    session = chair.home()
    course = Course.objects.get(pk=session.course_id)
    assert (course.planned_doses, course.status) == (6, "ACTIVE")
    assert DosingSession.objects.dosed().filter(course=course).count() == 1
