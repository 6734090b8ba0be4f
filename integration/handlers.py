"""What therapy does when something happens below it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError
from clinic.scheduling.events import AppointmentBooked, AppointmentMoved, AppointmentUnarrived
from clinic.scheduling.models import Appointment, Kind
from consent.events import CapacityJudged, ConsentSigned
from integration.actions import therapy_session
from integration.models import TherapySession
from patients.actions import course as courses
from patients.events import CourseMoved, MeasureAnswered
from patients.models import Course, CourseStatus


def start_preparing(event: AppointmentBooked | AppointmentMoved) -> None:
    """The first preparation visit of a consented course is booked (domain/01 1.1)."""
    if event.kind != Kind.PREPARATION:
        return
    visit = Appointment.objects.filter(pk=event.appointment_id).values_list("course", flat=True)
    course_id = visit.first()
    if course_id is not None:
        _start(course_id, event.at)


def start_preparing_when_consented(event: CourseMoved) -> None:
    """The visit was booked before the last consent was signed."""
    if event.new != CourseStatus.CONSENTED:
        return
    waiting = Appointment.objects.standing().filter(
        course=event.course_id, kind=Kind.PREPARATION, left_at=None
    )
    if waiting.exclude(status=Appointment.Status.HELD).exists():
        _start(event.course_id, event.at)


def _start(course_id: UUID, at: datetime) -> None:
    with acting_as(BEAT, at=at):  # a consequence, not the deed of whoever booked or signed
        course = courses.lock(Course(pk=course_id))
        if course.status == CourseStatus.CONSENTED:
            courses.start_preparing.step(course, by=BEAT, at=at)


def perhaps_ready(event: MeasureAnswered | ConsentSigned | CapacityJudged) -> None:
    """What came in may have been the last thing the course waited for (domain/01 T3)."""
    # A questionnaire need not name its course: the open one at the site waits for it.
    waiting = Course.objects.filter(
        patient=event.patient_id, site=event.site_id, status=CourseStatus.PREPARING
    )
    for course in waiting:
        with acting_as(BEAT, at=event.at):
            therapy_session.consider(course, by=BEAT, at=event.at)


def refuse_while_a_session_runs(event: AppointmentUnarrived) -> None:
    """An arrival is not taken back once therapy has begun."""
    begun = TherapySession.objects.filter(appointment=event.appointment_id)
    if begun.exclude(status=TherapySession.Status.VOIDED).exists():
        raise DomainError(_("The session has begun. Void it first."))
