"""Recording a set: refused when it cannot be, saved once however often it is sent, and its alerts told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.errors import DomainError, InvalidInput
from clinic.policy.terms import ClinicalPolicy
from clinic.tasks.actions import task as tasks
from sessions.actions import due_set
from sessions.actions.dosing_session import fall_back
from sessions.actions.gate import policy_of
from sessions.actions.order import route_terms
from sessions.actions.session_lock import WrongMoment, lock, of, tell
from sessions.dosing.alerts import Alert, AlertLevel, raised_by
from sessions.dosing.reading import Reading, Sign, out_of_range, pressures_crossed
from sessions.events import AlertRaised
from sessions.models import BEFORE_DOSE, UNDER_DRUG, DosingSession, SessionStatus, VitalSigns

Numbers = Mapping[str, Any]
# A tablet's clock, or a set written down a little later, may lie this far back.
LATE_ENTRY = timedelta(hours=12)
AHEAD = timedelta(minutes=2)


@action(Permission.DOSING_MONITOR)
def record(
    session: DosingSession,
    *,
    client_id: UUID,
    numbers: Numbers,
    signs: list[str] | None = None,
    taken_at: datetime | None = None,
    device: str = "",
    by: User,
    at: datetime,
) -> VitalSigns:
    """One set. `numbers` by field name; `signs` None says nobody asked. `taken_at` is when, if not now."""
    session = lock(session)
    before = VitalSigns.objects.of(session.pk).filter(client_id=client_id).first()
    if before is not None:
        return before  # type: ignore[no-any-return]
    if session.status not in BEFORE_DOSE | UNDER_DRUG:
        raise WrongMoment(_("The patient has left. Nothing can be measured any more."))
    return _keep(session, client_id, numbers, signs, _when(taken_at, at), device, None, "", by, at)


@action(Permission.DOSING_MONITOR)
def correct(
    wrong: VitalSigns,
    *,
    client_id: UUID,
    numbers: Numbers,
    signs: list[str] | None = None,
    because: str,
    by: User,
    at: datetime,
) -> VitalSigns:
    """A typed number was wrong: a new set in place of the old one, which stays, struck through."""
    session = lock(wrong.session)
    before = VitalSigns.objects.of(session.pk).filter(client_id=client_id).first()
    if before is not None:
        return before  # type: ignore[no-any-return]
    if session.status == SessionStatus.CLOSED:
        raise WrongMoment(_("This session is closed."))
    if not because.strip():
        raise InvalidInput(_("Say what was wrong."), field="because")
    if VitalSigns.objects.filter(supersedes=wrong).exists():
        raise DomainError(_("This was corrected before. Correct the newer set."))
    return _keep(
        session, client_id, numbers, signs, wrong.taken_at, "", wrong, because.strip(), by, at
    )


def _when(taken_at: datetime | None, at: datetime) -> datetime:
    if taken_at is None:
        return at
    if not at - LATE_ENTRY <= taken_at <= at + AHEAD:
        raise InvalidInput(_("That is not the time of this set."), field="taken_at")
    return taken_at


@step
def _keep(
    session: DosingSession,
    client_id: UUID,
    numbers: Numbers,
    signs: list[str] | None,
    taken_at: datetime,
    device: str,
    wrong: VitalSigns | None,
    because: str,
    by: User,
    at: datetime,
) -> VitalSigns:
    policy = policy_of(session, at).policy
    reading = _reading(numbers, signs, taken_at)
    require_possible(reading, policy)
    started = session.first_drug_at
    monitoring = started is not None and taken_at >= started
    earlier = list(
        VitalSigns.objects.of(session.pk).standing().filter(taken_at__lt=taken_at).in_order()
    )
    alerts = _alerts(reading, earlier, policy) if monitoring else []
    due = None
    if monitoring and wrong is None:
        due = due_set.for_reading(session, route_terms(policy, session), taken_at)
    row = VitalSigns(
        **of(session),
        phase=VitalSigns.Phase.MONITORING if monitoring else VitalSigns.Phase.PRE_DOSE,
        taken_at=taken_at,
        due=due,
        client_id=client_id,
        signs=None if signs is None else sorted(set(signs)),
        alerts=[_as_json(alert) for alert in alerts],
        entry=VitalSigns.Entry.DEVICE if device else VitalSigns.Entry.MANUAL,
        device=device,
        observer=by,
        supersedes=wrong,
        correction=because,
        created_at=at,
        **{name: value for name, value in numbers.items() if value is not None},
    )
    row.save()
    if not monitoring:
        fall_back(session)
    elif session.status == SessionStatus.DISCHARGE_READY:
        session.move_to(SessionStatus.MONITORING)
        session.save()
    _tell(session, row, alerts, by, at)
    return row


def _reading(numbers: Numbers, signs: list[str] | None, taken_at: datetime) -> Reading:
    try:
        seen = None if signs is None else frozenset(Sign(one) for one in signs)
        reading = Reading(taken_at, signs=seen, **numbers)
    except (TypeError, ValueError):
        raise InvalidInput(_("There is no such reading.")) from None
    if not any(value is not None for value in numbers.values()):
        raise InvalidInput(_("An empty set is no set. Type at least one number."))
    return reading


def require_possible(reading: Reading, policy: ClinicalPolicy) -> None:
    """Refuse a slip of the finger before any rule sees it."""
    for slip in out_of_range(reading, policy.vitals):
        raise InvalidInput(
            _("%(value)s cannot be. It lies between %(low)s and %(high)s.")
            % {"value": slip.value, "low": slip.low, "high": slip.high},
            field=slip.name,
        )
    if pressures_crossed(reading):
        if reading.sbp is None or reading.dbp is None:
            raise InvalidInput(
                _("A blood pressure has two numbers."),
                field="dbp" if reading.dbp is None else "sbp",
            )
        raise InvalidInput(_("BP dia must be lower than BP sys (%d).") % reading.sbp, field="dbp")


def _alerts(reading: Reading, earlier: list[VitalSigns], policy: ClinicalPolicy) -> list[Alert]:
    before = [row for row in earlier if row.phase == VitalSigns.Phase.PRE_DOSE]
    baseline = before[-1].reading if before else None
    during = [row.reading for row in earlier if row.phase == VitalSigns.Phase.MONITORING]
    return raised_by(reading, during, baseline, policy.alerts)


def _as_json(alert: Alert) -> dict[str, Any]:
    return {
        "signal": alert.signal,
        "level": alert.level.name,
        "value": alert.value,
        "bound": alert.bound,
        "confirmed": alert.confirmed,
        "repeat_by": alert.repeat_by.isoformat() if alert.repeat_by else None,
    }


@step
def _tell(
    session: DosingSession, row: VitalSigns, alerts: list[Alert], by: User, at: datetime
) -> None:
    """A repeat is drawn into the schedule; a confirmed warning or anything critical becomes somebody's task."""
    for alert in alerts:
        if alert.repeat_by is not None:
            due_set.repeat_pressure(session, due_at=alert.repeat_by, at=at)
    loud = [
        a
        for a in alerts
        if a.level is AlertLevel.CRITICAL or (a.level is AlertLevel.WARN and a.confirmed)
    ]
    if not loud:
        return
    worst = max(a.level for a in loud)
    critical = worst is AlertLevel.CRITICAL
    tasks.raise_task.step(
        session.site,
        kind="VITALS_CRITICAL" if critical else "VITALS_WARN",
        sentence=_("Vital signs are critical. Go to the chair now.")
        if critical
        else _("Vital signs warn. A prescriber looks."),
        patient_id=session.patient_id,
        subject_id=session.pk,
        role=Role.PRESCRIBER,
        due_at=at + timedelta(minutes=1 if critical else 5),
        link=f"/sessions/{session.pk}/flowsheet/",
        key=f"vitals:{row.pk}",
        by=by,
        at=at,
    )
    signals = tuple(sorted(a.signal for a in loud))
    tell(AlertRaised, session, at, level=worst.name, signals=signals)
