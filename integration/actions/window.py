"""The hours after a dose in which integration belongs: opened when the patient goes home, met when it is held."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.scheduling.models import Appointment, Kind
from consent.policies.signing import terms
from integration.events import IntegrationWindowOpened
from integration.models import IntegrationWindow, TherapySession
from patients.models import Course


@action(Permission.DOSING_DISCHARGE)
def open(  # noqa: A001 - the word the clinic uses; called as window.open
    dose_appointment: Appointment,
    *,
    went_home_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> IntegrationWindow:
    """A dose was given and the patient went home then (None: now). One window a dose, whoever asks twice."""
    if dose_appointment.kind != Kind.DOSING or dose_appointment.course_id is None:
        raise DomainError(_("Only a dosing visit of a course has an integration window."))
    course = Course.objects.select_related("site").get(pk=dose_appointment.course_id)
    already = IntegrationWindow.objects.filter(dose_appointment=dose_appointment).first()
    if already is not None:
        return already
    went_home_at = went_home_at or at
    if went_home_at > at:
        raise InvalidInput(_("That lies in the future."), field="went_home_at")
    gate = terms(course.site, at).gate
    window = IntegrationWindow(
        course=course,
        patient_id=course.patient_id,
        site=course.site,
        dose_appointment=dose_appointment,
        went_home_at=went_home_at,
        opens_at=went_home_at + timedelta(hours=gate.integration_opens_hours),
        closes_at=went_home_at + timedelta(hours=gate.integration_closes_hours),
        created_at=at,
    )
    window.save()
    publish(
        IntegrationWindowOpened(
            window_id=window.pk,
            dose_appointment_id=dose_appointment.pk,
            course_id=course.pk,
            patient_id=course.patient_id,
            site_id=course.site_id,
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            at=at,
        )
    )
    return window


@step
def meet(session: TherapySession, at: datetime) -> None:
    """A signed integration session meets the window of its dose; the first one that does keeps it."""
    if session.dose_appointment_id is None or session.completed_at is None:
        return
    found = IntegrationWindow.objects.select_for_update().unmet()
    window = found.filter(dose_appointment=session.dose_appointment_id).first()
    if window is not None:
        window.met_by, window.met_at = session, session.completed_at
        window.save()


@step
def forget(session: TherapySession) -> None:
    """The session that met a window was void: the next signed one meets it, or it is open again."""
    held = IntegrationWindow.objects.select_for_update().filter(met_by=session)
    for window in held:
        other = (
            TherapySession.objects.signed()
            .filter(dose_appointment=window.dose_appointment_id)
            .order_by("completed_at")
            .first()
        )
        window.met_by = other
        window.met_at = other.completed_at if other else None
        window.save()
