"""Letting a person go: the set, the therapist's signature, the gate, and the two other ways out of the chair."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.errors import DomainError, InvalidInput
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.models import Escort
from clinic.tasks.actions import task as tasks
from integration.actions import window
from sessions.actions import review_due
from sessions.actions.gate import decide, policy_of
from sessions.actions.infusion import is_open
from sessions.actions.session_lock import WrongMoment, lock, of, tell
from sessions.events import PatientLeft
from sessions.gate import Stage
from sessions.models import UNDER_DRUG, Discharge, DosingSession, SessionStatus, VitalSigns

WATCHED = frozenset({SessionStatus.MONITORING, SessionStatus.DISCHARGE_READY})


@action(Permission.DOSING_DISCHARGE)
def record(
    session: DosingSession,
    *,
    vital_signs: VitalSigns,
    aldrete: list[int],
    padss: list[int],
    oriented: bool,
    steady_gait: bool,
    nausea_controlled: bool,
    can_drink: bool,
    no_suicidal_intent: bool,
    escort: Escort | None,
    escort_matched: bool,
    instructions_given: bool,
    no_driving_acknowledged: bool,
    by: User,
    at: datetime,
) -> Discharge:
    """The monitor's answers on top of one set of vital signs, signed by recording them."""
    session = lock(session)
    if session.status not in WATCHED:
        raise WrongMoment(_("This session is not being watched."))
    if vital_signs.session_id != session.pk or vital_signs.phase != VitalSigns.Phase.MONITORING:
        raise InvalidInput(_("This set is not of this session."), field="vital_signs")
    if Discharge.objects.filter(vital_signs=vital_signs).exists():
        raise DomainError(_("This set was used before. Take another."))
    for field, items in (("aldrete", aldrete), ("padss", padss)):
        if len(items) != 5 or not all(0 <= one <= 2 for one in items):
            raise InvalidInput(_("Five items, 0 to 2 each."), field=field)
    row = Discharge(
        **of(session),
        vital_signs=vital_signs,
        recorded_at=at,
        aldrete=aldrete,
        padss=padss,
        oriented=oriented,
        steady_gait=steady_gait,
        nausea_controlled=nausea_controlled,
        can_drink=can_drink,
        no_suicidal_intent=no_suicidal_intent,
        escort=escort,
        escort_matched=escort_matched,
        instructions_given=instructions_given,
        no_driving_acknowledged=no_driving_acknowledged,
        monitor=by,
        monitor_signed_at=at,
        created_at=at,
    )
    row.save()
    return row


@action(Permission.DOSING_MONITOR)
def sign_as_therapist(discharge: Discharge, *, by: User, at: datetime) -> Discharge:
    """The mental-health professional agrees, signed in as themselves: never the monitor a second time."""
    lock(discharge.session)
    discharge = Discharge.objects.select_for_update(of=("self",)).get(pk=discharge.pk)
    if Role.THERAPIST not in by.roles_at(discharge.site_id):
        raise DomainError(_("The second signature is the therapist's."))
    if discharge.monitor_id == by.pk:
        raise DomainError(_("You signed as the monitor. Somebody else signs as the therapist."))
    if discharge.therapist_signed_at is None:
        discharge.therapist, discharge.therapist_signed_at = by, at
        discharge.save()
    return discharge


@action(Permission.DOSING_DISCHARGE)
def make_ready(session: DosingSession, *, by: User, at: datetime) -> DosingSession:
    """Every criterion is met in one set. A newer set takes it back."""
    session = lock(session)
    if session.status == SessionStatus.DISCHARGE_READY:
        return session
    if session.status != SessionStatus.MONITORING:
        raise WrongMoment(_("This session is not being watched."))
    decide(session, Stage.DISCHARGE, by=by, at=at)
    session.move_to(SessionStatus.DISCHARGE_READY)
    session.save()
    return session


@action(Permission.DOSING_DISCHARGE)
def discharge(session: DosingSession, *, by: User, at: datetime) -> DosingSession:
    """Home with the escort. Asked of the gate again, at the door."""
    session = lock(session)
    if session.status == SessionStatus.MONITORING:
        session = make_ready.step(session, by=by, at=at)
    else:
        decide(session, Stage.DISCHARGE, by=by, at=at)
    return _leave(session, SessionStatus.DISCHARGED, "", by, at)


@action(Permission.DOSING_DISCHARGE)
def left_early(
    session: DosingSession, *, note: str, prescriber_called: bool, by: User, at: datetime
) -> DosingSession:
    """Against advice. The prescriber is called and somebody calls the patient within the hour [POL]."""
    session = lock(session)
    _under_drug(session)
    if not note.strip():
        raise InvalidInput(_("Say how and why the patient left."), field="note")
    if not prescriber_called:
        raise InvalidInput(_("Call the prescriber first."), field="prescriber_called")
    minutes = policy_of(session, at).policy.observation.left_early_call_minutes
    tasks.raise_task.step(
        session.site,
        kind="WELFARE_CALL",
        sentence=_("Call the patient: they left before the observation was over."),
        why=note.strip(),
        patient_id=session.patient_id,
        subject_id=session.pk,
        role=Role.NURSE,
        due_at=at + timedelta(minutes=minutes),
        escalate_at=at + timedelta(minutes=minutes + 15),
        escalate_to_role=Role.PRESCRIBER,
        link=f"/sessions/{session.pk}/",
        key=f"welfare-call:{session.pk}",
        by=by,
        at=at,
    )
    return _leave(session, SessionStatus.LEFT_AMA, note.strip(), by, at)


@action(Permission.DOSING_DISCHARGE)
def transfer(session: DosingSession, *, note: str, by: User, at: datetime) -> DosingSession:
    """Emergency services take over. The adverse event is written as soon as hands are free."""
    session = lock(session)
    _under_drug(session)
    if not note.strip():
        raise InvalidInput(_("Say where to and why."), field="note")
    tasks.raise_task.step(
        session.site,
        kind="ADVERSE_EVENT",
        sentence=_("A patient was taken to hospital. Write the adverse event, grade 3 or above."),
        why=note.strip(),
        patient_id=session.patient_id,
        subject_id=session.pk,
        role=Role.PRESCRIBER,
        due_at=at + timedelta(hours=4),
        link=f"/sessions/{session.pk}/",
        key=f"transfer:{session.pk}",
        by=by,
        at=at,
    )
    return _leave(session, SessionStatus.EMERGENCY_TRANSFER, note.strip(), by, at)


def _under_drug(session: DosingSession) -> None:
    if is_open(session):
        raise WrongMoment(_("Stop the infusion first."))
    if session.status not in UNDER_DRUG:
        raise WrongMoment(_("No drug was given, or the patient has left already."))


@step
def _leave(
    session: DosingSession, status: SessionStatus, note: str, by: User, at: datetime
) -> DosingSession:
    session.left_at, session.left_by, session.left_note = at, by, note[:500]
    session.move_to(status)
    session.save()
    appointments.finish.step(session.appointment, by=by, at=at)
    window.open.step(session.appointment, by=by, at=at)
    review_due.after_session(session, by=by, at=at)
    tell(PatientLeft, session, at, how=status.value)
    return session
