"""What the calendar does when something happens to a course: visits that may not take place give their time back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.events import AppointmentArrived
from clinic.scheduling.models import Appointment, Kind
from patients.actions import safety_screen
from patients.events import CourseHeld, CourseMoved, PatientDied
from patients.models import Course

# A pause stops new doses, never care (domain/09: keep safety and follow-up).
STOPPED_BY_A_PAUSE = (Kind.DOSING,)
STOPPED_BY_THE_END = (Kind.DOSING, Kind.PREPARATION)
ENDED = frozenset(
    {
        Course.Status.INELIGIBLE,
        Course.Status.COMPLETED,
        Course.Status.DISCONTINUED,
        Course.Status.FOLLOW_UP_CLOSED,
        Course.Status.CLOSED_NO_CONTACT,
    }
)


def release_doses(event: CourseHeld) -> None:
    """The course is paused: its dosing visits to come are called off."""
    _call_off(Q(course_id=event.course_id, kind__in=STOPPED_BY_A_PAUSE), event.at)


def release_visits(event: CourseMoved) -> None:
    """The course is over: what belonged to treatment is called off; integration and follow-up stay."""
    if event.new in ENDED:
        _call_off(Q(course_id=event.course_id, kind__in=STOPPED_BY_THE_END), event.at)


def release_everything(event: PatientDied) -> None:
    """The patient has died: nothing stays booked."""
    _call_off(Q(patient_id=event.patient_id), event.at)


def ask_again(event: AppointmentArrived) -> None:
    """The patient is here: a suicide screen that is owed since an alert is asked now, whatever the course's state."""
    with acting_as(BEAT, at=event.at):  # the desk that says "arrived" reads no alert
        safety_screen.came_in(event.patient_id, event.appointment_id, by=BEAT, at=event.at)


def _call_off(which: Q, at: datetime) -> None:
    standing = (Appointment.Status.HELD, Appointment.Status.BOOKED, Appointment.Status.CONFIRMED)
    found = Appointment.objects.filter(which, status__in=standing, ends_at__gt=at)
    with acting_as(BEAT, at=at):  # a consequence, not the deed of whoever paused the course
        for appointment in found.order_by("pk"):
            actions.cancel.step(
                appointment, reason=Appointment.Reason.COURSE_ON_HOLD, by=BEAT, at=at
            )
