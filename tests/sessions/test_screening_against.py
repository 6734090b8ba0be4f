"""Found not eligible while treatment runs: the dose that is starting, the patient in the chair, what goes on after."""

import threading
import time

import pytest

from clinic.core.ids import uuid7
from clinic.scheduling.models import Appointment
from clinic.tasks.models import Task
from patients.actions import fact, screening, screening_decision
from patients.actions.screening_rows import as_read
from patients.models import Course, MeasureDue
from sessions.actions import discharge, infusion
from sessions.actions.gate import GateRefused
from sessions.models import DrugEvent
from tests.patients.actions.test_screening import found
from tests.patients.actions.test_screening_against import AGAINST, waiting
from tests.sessions.test_race import NoLock, at_once

ENDS = {"then": "DISCONTINUE", "because": "NEW_CONTRAINDICATION"}


def reopened(chair, session, minute):
    """Theophylline is found in her bag, and the row says so."""
    at = chair.at(minute)
    fact.confirm_medication(session.patient, name="Theophylline", by=chair.nurse, at=at)
    sheet = session.course.screenings.get()
    row = {"X13": found("ACTIVE", "In her bag")}
    screening.record_findings(sheet, findings=row, base=as_read(sheet), by=chair.nurse, at=at)
    return sheet


def against(chair, sheet, minute, **then):
    now = chair.walk.later(hours=23, minutes=minute)
    return now.sign(sheet, read=now.news(sheet), **AGAINST, **then)


@pytest.mark.django_db
@pytest.mark.parametrize(("ends", "status"), [(False, "PAUSED"), (True, "DISCONTINUED")])
def test_in_the_chair_no_more_drug_and_watching_goes_on(chair, ends, status):
    """Without ``course_held_in_chair`` nobody at the chair is told: red."""
    session = chair.dosing()
    infusion.pause(session, client_id=uuid7(), by=chair.nurse, at=chair.at(39))
    sheet = reopened(chair, session, 40)
    against(chair, sheet, 41, **(ENDS if ends else waiting(chair.walk)))
    session.refresh_from_db()
    assert session.status == "DOSING"
    assert Course.objects.get(pk=session.course_id).status == status
    told = Task.objects.get(kind="COURSE_HELD_IN_CHAIR")
    assert (told.subject_id, told.role) == (session.pk, "NURSE")
    chair.vitals(session, 42, moaas=4, dissociation=4)
    with pytest.raises(GateRefused) as refusal:
        infusion.resume(session, client_id=uuid7(), by=chair.nurse, at=chair.at(43))
    assert ("G11a", status) in causes(refusal.value)
    for minute in (45, 55, 65, 75):
        chair.vitals(session, minute, moaas=4, dissociation=5)
    chair.stop(session, minute=76, because="Not eligible any more")
    chair.home_set(session, minute=140)
    gone = discharge.discharge(session, by=chair.nurse, at=chair.at(141))
    assert gone.status == "DISCHARGED"


@pytest.mark.django_db
def test_doses_are_called_off_and_follow_up_questions_run_on(chair):
    session = chair.home()
    later = chair.booked(session.course, starts_at=chair.at(60 + 24 * 60))
    sheet = reopened(chair, session, 300)
    against(chair, sheet, 310, **ENDS)
    assert Appointment.objects.get(pk=later.pk).status == "CANCELLED"
    due = MeasureDue.objects.unanswered().filter(course=session.course)
    assert {"MONTH_1", "MONTH_3", "MONTH_6"} <= set(due.values_list("moment", flat=True))
    assert not due.filter(moment="BEFORE_DOSE").exists()


def causes(refused):
    return {(each["id"], each["cause"]) for each in refused.details["verdicts"]}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locks", [True, False])
def test_a_dose_that_starts_while_it_is_signed_waits_for_it(chair, monkeypatch, locks):
    """Two connections: the course is paused and not committed yet when the nurse starts the dose.

    Without the course's lock in ``gate.decide`` the dose is judged by a course that still allows dosing (the
    second run shows it): only the reopened screening stands in its way then.
    """
    session = chair.cleared()
    sheet = reopened(chair, session, 31)
    paused = threading.Event()
    real = screening_decision.decide

    def slow(*args, **kwargs):
        real(*args, **kwargs)
        paused.set()
        time.sleep(1)

    monkeypatch.setattr("patients.actions.screening.decide", slow)
    if not locks:
        monkeypatch.setattr("sessions.actions.gate.Course", NoLock())
    lot = chair.lot()

    def give():
        assert paused.wait(timeout=20)
        return chair.start(session, minute=35, lot=lot)

    signed, given = at_once(lambda: against(chair, sheet, 34, **waiting(chair.walk)), give)
    assert signed.status == "SIGNED", signed
    assert isinstance(given, GateRefused), given
    assert (("G11a", "PAUSED") in causes(given)) is locks
    assert not DrugEvent.objects.filter(session=session).exists()
    assert Course.objects.get(pk=session.course_id).status == "PAUSED"
