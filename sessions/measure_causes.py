"""What makes questionnaires due, or due no more: each handler plans anew in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.policy.events import PolicySigned
from clinic.scheduling import events as calendar
from clinic.scheduling.models import Appointment, Kind
from patients.events import CourseMoved, MeasureAnswered, MeasureVoided, PatientDied
from patients.measures.windows import BLADDER_QUESTION as BLADDER
from patients.models import CourseStatus, MeasureDue, MeasureResponse
from sessions.actions import bladder, measure_replan
from sessions.actions.measure_due import replan
from sessions.events import DoseStarted, SessionCalledOff


def course_moved(event: CourseMoved) -> None:
    """Asked from screening on; the end of a course ends some and begins the follow-up of others."""
    if (event.old, event.new) == (CourseStatus.READY, CourseStatus.ACTIVE):
        return  # by the first dose, which is told of next
    if event.new != CourseStatus.REFERRED:
        replan(event.patient_id, also={event.course_id}, at=event.at)


def answered(event: MeasureAnswered) -> None:
    """What it answers is due no more; a bladder complaint asks for more than it answers."""
    if not event.is_complete:
        return
    with acting_as(BEAT, at=event.at):  # consequences, not deeds of whoever answered
        if event.instrument == BLADDER:
            _bladder_question(event)
        elif event.instrument == bladder.CHECKLIST:
            bladder.checklist_answered(event.patient_id, at=event.at)
        replan(event.patient_id, at=event.at)


def _bladder_question(event: MeasureAnswered) -> None:
    response = MeasureResponse.objects.select_related("site").get(pk=event.response_id)
    if response.total:
        bladder.complaint(response.pk, response.patient_id, response.site, at=event.at)


def voided(event: MeasureVoided) -> None:
    """What it answered is to be answered again, also in a course whose follow-up is closed."""
    rows = MeasureDue.objects.filter(answered_by=event.response_id)
    courses = set(rows.values_list("course_id", flat=True))
    replan(event.patient_id, also=courses, at=event.at)


def dose_given(event: DoseStarted) -> None:
    """What was to be answered before it no longer can be; what comes after counts from here."""
    replan(event.patient_id, at=event.at)


def called_off(event: SessionCalledOff) -> None:
    replan(event.patient_id, at=event.at)


def visit_booked(event: calendar.AppointmentBooked) -> None:
    """A dosing visit was promised. Behind another that comes first, it changes nothing yet."""
    if event.kind != Kind.DOSING:
        return
    visit = event.new or Appointment.objects.get(pk=event.appointment_id)
    if not _comes_later(visit, event.at):
        replan(event.patient_id, at=event.at)


def _comes_later(visit: Appointment, at: datetime) -> bool:
    if visit.course_id is None:
        return True
    before = Appointment.objects.expected().filter(course=visit.course_id, kind=Kind.DOSING)
    return before.filter(starts_at__gte=at, starts_at__lt=visit.starts_at).exists()


def visit_off(event: calendar.AppointmentEvent) -> None:
    """A dosing visit was called off or missed."""
    if event.kind == Kind.DOSING:
        replan(event.patient_id, at=event.at)


def visit_moved(event: calendar.AppointmentMoved) -> None:
    if event.new_time and event.kind == Kind.DOSING:
        replan(event.patient_id, at=event.at)


def policy_signed(event: PolicySigned) -> None:
    """Everybody of the site is asked by the new policy: too many for this transaction, so it is owed from here on."""
    with acting_as(BEAT, at=event.at):
        measure_replan.ask(event.site_id, event.version_id, at=event.at)


def died(event: PatientDied) -> None:
    replan(event.patient_id, at=event.at)
