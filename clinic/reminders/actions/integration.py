"""After a dose, integration within 72 hours: when nothing is booked for it, a person is told [M16]."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.scheduling import events as calendar
from clinic.scheduling.models import Appointment, Kind
from clinic.tasks.actions.task import complete_for_cause, raise_task
from integration.events import IntegrationWindowOpened
from integration.models import IntegrationWindow

ESCALATES_BEFORE_CLOSING = timedelta(hours=24)


def window_opened(event: IntegrationWindowOpened) -> None:
    """She went home after a dose."""
    _look(_window(event.window_id), event.at)


def calendar_changed(event: calendar.AppointmentEvent) -> None:
    """An integration visit was booked, moved or called off: look again at this course's open windows."""
    if event.kind != Kind.INTEGRATION:
        return
    courses = Appointment.objects.filter(pk=event.appointment_id).values("course_id")
    waiting = IntegrationWindow.objects.unmet().filter(course_id__in=courses)
    for window in waiting.filter(closes_at__gt=event.at).select_related("site"):
        _look(window, event.at)


def _look(window: IntegrationWindow, at: datetime) -> None:
    """Raise the task, or close it, by whether a visit stands inside the window."""
    visits = Appointment.objects.expected().filter(
        course_id=window.course_id,
        kind=Kind.INTEGRATION,
        starts_at__gte=window.went_home_at,
        starts_at__lt=window.closes_at,
    )
    key = f"integration:{window.pk}"
    if visits.exists():
        outcome = _("A visit was booked.")
        complete_for_cause.step(key=key, outcome=outcome, by=BEAT, at=at)
        return
    hours = int((window.closes_at - window.went_home_at).total_seconds() // 3600)
    raise_task.step(
        window.site,
        kind="BOOK_INTEGRATION",
        sentence=_("Book an integration visit."),
        why=_("Nothing is booked in the %(hours)s hours after the dose.") % {"hours": hours},
        patient_id=window.patient_id,
        subject_id=window.pk,
        role=Role.THERAPIST,
        due_at=max(window.opens_at, at),
        escalate_at=max(window.closes_at - ESCALATES_BEFORE_CLOSING, at),
        escalate_to_role=Role.PRESCRIBER,
        link=f"/courses/{window.course_id}/",
        key=key,
        by=BEAT,
        at=at,
    )


def _window(window_id: UUID) -> IntegrationWindow:
    return IntegrationWindow.objects.select_related("site").get(pk=window_id)
