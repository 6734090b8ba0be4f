"""Opening, holding, resuming and calling off a session: all before the drug."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.models import Appointment, Kind
from sessions.actions.session_lock import WrongMoment, lock, tell
from sessions.events import SessionCalledOff
from sessions.models import (
    BEFORE_DOSE,
    DosingSession,
    Order,
    PreDoseCheck,
    SessionStatus,
    VitalSigns,
)

RECHECK_MINUTES = 15  # a hold is looked at again after this, unless somebody says otherwise [POL]
ARRIVAL_TAKEN_BACK = "ARRIVAL_TAKEN_BACK"


@step
def begin(appointment: Appointment, *, actor_id: str, at: datetime) -> DosingSession:
    """The patient is here for a dose: the checks begin. Arriving again after a mistake takes up the same session."""
    course = appointment.course
    if appointment.kind != Kind.DOSING or course is None:
        raise DomainError(_("This visit is not a dosing visit of a course."))
    session = DosingSession.objects.filter(appointment=appointment).first()
    if session is not None and session.cancelled_because == ARRIVAL_TAKEN_BACK:
        session.move_to(SessionStatus.PRE_DOSE)
        session.cancelled_at, session.cancelled_because = None, ""
        session.opened_at, session.opened_by = at, actor_id
        session.save()
        return session
    if session is not None:
        return session
    given = DosingSession.objects.dosed().filter(course=course).count()
    session = DosingSession(
        site_id=appointment.site_id,
        patient_id=appointment.patient_id,
        appointment=appointment,
        course=course,
        route=appointment.route or course.route,
        number=given + 1,
        opened_at=at,
        opened_by=actor_id,
        created_at=at,
    )
    session.save()
    return session


@action(Permission.DOSING_CHECK)
def open_session(appointment: Appointment, *, by: Actor, at: datetime) -> DosingSession:
    """Begin the checks of a visit whose patient has arrived. Twice is once."""
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if appointment.status != Appointment.Status.ARRIVED:
        raise WrongMoment(_("The patient has not arrived. The visit starts at the front desk."))
    return begin(appointment, actor_id=by.actor_id, at=at)


@step
def take_back_arrival(appointment: Appointment, *, at: datetime) -> None:
    """The arrival was a mistake. Refused once anybody has recorded anything."""
    session = DosingSession.objects.select_for_update().filter(appointment=appointment).first()
    if session is None:
        return
    begun = any(
        model.objects.filter(session=session).exists()
        for model in (PreDoseCheck, VitalSigns, Order)
    )
    if begun or session.status != SessionStatus.PRE_DOSE:
        raise WrongMoment(_("Care has begun. Call the session off instead."))
    session.move_to(SessionStatus.CANCELLED)
    session.cancelled_at, session.cancelled_because = at, ARRIVAL_TAKEN_BACK
    session.save()


@step
def appointment_called_off(appointment: Appointment, *, because: str, at: datetime) -> None:
    """The visit was cancelled: so is the session, up to the moment of administration and no further."""
    session = DosingSession.objects.select_for_update().filter(appointment=appointment).first()
    if session is None or session.status == SessionStatus.CANCELLED:
        return
    if session.status not in BEFORE_DOSE:
        raise WrongMoment(_("Drug was given at this visit. It cannot be called off any more."))
    session.move_to(SessionStatus.CANCELLED)
    session.cancelled_at, session.cancelled_because = at, because
    session.save()
    tell(SessionCalledOff, session, at)


@action(Permission.DOSING_CHECK)
def hold(
    session: DosingSession,
    *,
    because: str,
    recheck_minutes: int = RECHECK_MINUTES,
    by: Actor,
    at: datetime,
) -> DosingSession:
    """A check failed for now: wait, and look again at a stated time."""
    session = lock(session)
    if not because.strip():
        raise InvalidInput(_("Say what the patient is waiting for."), field="because")
    if session.status == SessionStatus.CLEARED:
        session.move_to(SessionStatus.PRE_DOSE)
        session.save()
    session.move_to(SessionStatus.HELD)
    session.held_at, session.held_because = at, because.strip()
    session.recheck_at = at + timedelta(minutes=recheck_minutes)
    session.save()
    return session


@action(Permission.DOSING_CHECK)
def resume(session: DosingSession, *, by: Actor, at: datetime) -> DosingSession:
    """Look again: back to the checks."""
    session = lock(session)
    session.move_to(SessionStatus.PRE_DOSE)
    session.save()
    return session


@action(Permission.DOSING_CHECK)
def call_off(
    session: DosingSession,
    *,
    because: str,
    reason: str = Appointment.Reason.CLINICAL_HOLD,
    by: Actor,
    at: datetime,
) -> DosingSession:
    """No dose today. The patient may say so up to the moment of administration."""
    session = lock(session)
    if not because.strip():
        raise InvalidInput(_("Say why there is no dose today."), field="because")
    if session.status not in BEFORE_DOSE:
        raise WrongMoment(_("Drug was given at this visit. It cannot be called off any more."))
    session.move_to(SessionStatus.CANCELLED)
    session.cancelled_at, session.cancelled_because = at, because.strip()
    session.save()
    appointments.cancel.step(
        session.appointment, reason=reason, note=because.strip()[:500], by=by, at=at
    )
    tell(SessionCalledOff, session, at)
    return session


@step
def fall_back(session: DosingSession) -> None:
    """A fact changed under a clearance: the session is cleared no longer. The caller holds the lock."""
    if session.status == SessionStatus.CLEARED:
        session.move_to(SessionStatus.PRE_DOSE)
        session.save()
