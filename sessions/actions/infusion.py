"""The pump: faster, slower, paused, on again, off."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from clinic.drug_log.actions import ledger
from clinic.policy.terms import ArithmeticTerms
from sessions.actions.dose import plan_sets
from sessions.actions.drug_row import already, write
from sessions.actions.gate import policy_of
from sessions.actions.session_lock import WrongMoment, lock
from sessions.dosing.dose import infused_mg
from sessions.dosing.drug_event import infused_ml
from sessions.dosing.weight import to_step
from sessions.models import DosingSession, DrugEvent, SessionStatus
from sessions.models import DrugEventKind as Kind

PUMP = (
    Kind.INFUSION_START,
    Kind.RATE_CHANGE,
    Kind.INFUSION_PAUSE,
    Kind.INFUSION_RESUME,
    Kind.INFUSION_STOP,
)
# A pump that is stopped this close to its planned end has run out.
RUN_OUT = timedelta(minutes=1)


@action(Permission.DOSING_GIVE)
def change_rate(
    session: DosingSession,
    *,
    rate_ml_per_h: Decimal,
    client_id: UUID,
    note: str = "",
    by: User,
    at: datetime,
) -> DrugEvent:
    """A slower pump is always allowed; a faster one asks the gate first and restarts the observation."""
    session = _running(session)
    if (before := already(session, client_id)) is not None:
        return before
    now = running_rate(session)
    if now is None:
        raise WrongMoment(_("The infusion is not running."))
    if rate_ml_per_h <= 0:
        raise InvalidInput(_("To stop the pump, stop the infusion."), field="rate_ml_per_h")
    faster = rate_ml_per_h > now
    event = write(
        session,
        Kind.RATE_CHANGE,
        client_id=client_id,
        raises_rate=faster,
        rate_ml_per_h=rate_ml_per_h,
        note=note.strip(),
        by=by,
        at=at,
    )
    _goes_on(session, rate_ml_per_h, at, restarts=faster)
    return event


@action(Permission.DOSING_GIVE)
def pause(
    session: DosingSession, *, client_id: UUID, note: str = "", by: User, at: datetime
) -> DrugEvent:
    """The pump stands still; the bag still hangs."""
    session = _running(session)
    if (before := already(session, client_id)) is not None:
        return before
    if running_rate(session) is None:
        raise WrongMoment(_("The infusion is not running."))
    return write(
        session, Kind.INFUSION_PAUSE, client_id=client_id, note=note.strip(), by=by, at=at
    )


@action(Permission.DOSING_GIVE)
def resume(session: DosingSession, *, client_id: UUID, by: User, at: datetime) -> DrugEvent:
    """The pump goes on at the rate it had: more drug, so the gate is asked."""
    session = _running(session)
    if (before := already(session, client_id)) is not None:
        return before
    rows = pump_rows(session)
    if rows[-1].kind != Kind.INFUSION_PAUSE:
        raise WrongMoment(_("The infusion is not paused."))
    rate = next(row.rate_ml_per_h for row in reversed(rows) if row.rate_ml_per_h)
    event = write(
        session, Kind.INFUSION_RESUME, client_id=client_id, rate_ml_per_h=rate, by=by, at=at
    )
    _goes_on(session, rate, at, restarts=True)
    return event


@action(Permission.DOSING_GIVE)
def stop(
    session: DosingSession, *, client_id: UUID, because: str = "", by: User, at: datetime
) -> DrugEvent:
    """The infusion is over. Before its planned end a reason is asked, and only what ran in counts as given."""
    session = _running(session)
    if (before := already(session, client_id)) is not None:
        return before
    planned = session.planned_stop_at
    early = running_rate(session) is None or (planned is not None and at < planned - RUN_OUT)
    if early and not because.strip():
        raise InvalidInput(_("Say why the infusion ends early."), field="because")
    event = write(
        session, Kind.INFUSION_STOP, client_id=client_id, note=because.strip(), by=by, at=at
    )
    _account(session, early, by, at)
    session.last_drug_at = session.planned_stop_at = at
    if early:
        session.stopped_because = because.strip()[:240]
        session.move_to(SessionStatus.ABORTED)
        session.save()
    session.move_to(SessionStatus.MONITORING)
    session.save()
    plan_sets(session, at)
    return event


def _running(session: DosingSession) -> DosingSession:
    """The locked session of an infusion. A retry after the stop finds its row, so the state is asked later."""
    session = lock(session)
    if session.status != SessionStatus.DOSING and not pump_rows(session):
        raise WrongMoment(_("The infusion is not running."))
    return session


@step
def _goes_on(session: DosingSession, rate: Decimal, at: datetime, *, restarts: bool) -> None:
    """When the bag will be empty at this rate, and what that does to the due sets."""
    start = pump_rows(session)[0]
    left = (start.bag_ml or Decimal(0)) - infused_ml([r.event for r in pump_rows(session)], at)
    session.planned_stop_at = at + timedelta(seconds=int(max(left, Decimal(0)) / rate * 3600))
    if restarts:
        session.last_drug_at = at
    session.save()
    plan_sets(session, at)


@step
def _account(session: DosingSession, early: bool, by: User, at: datetime) -> None:
    """Into the drug log goes what ran in; the rest of the bag is still to be wasted before a witness."""
    start = pump_rows(session)[0]
    arithmetic = policy_of(session, at).policy.arithmetic
    volume, mg = _ran_in(session, start, arithmetic, at) if early else (start.volume, start.mg)
    others = DrugEvent.objects.of(session.pk).filter(kind=Kind.SUPPLEMENTAL)
    session.given_mg = (mg or Decimal(0)) + sum((o.mg or Decimal(0) for o in others), Decimal(0))
    if volume and start.lot is not None:
        ledger.administer.step(
            start.lot,
            quantity=volume,
            session_id=session.pk,
            patient_id=session.patient_id,
            by=by,
            at=at,
        )


def _ran_in(
    session: DosingSession, start: DrugEvent, arithmetic: ArithmeticTerms, at: datetime
) -> tuple[Decimal, Decimal]:
    drug_ml, bag_ml = start.volume or Decimal(0), start.bag_ml or Decimal(0)
    ran = min(infused_ml([r.event for r in pump_rows(session)], at), bag_ml)
    volume = to_step(drug_ml * ran / bag_ml, arithmetic.ledger_step_ml)
    return volume, infused_mg(start.mg or Decimal(0), bag_ml - drug_ml, drug_ml, ran, arithmetic)


def pump_rows(session: DosingSession) -> list[DrugEvent]:
    """The pump's events as they happened, corrections in place."""
    rows = DrugEvent.objects.of(session.pk).filter(kind__in=PUMP, superseded_by=None)
    return list(rows.select_related("lot__product", "lot__site").in_order())


def running_rate(session: DosingSession) -> Decimal | None:
    """mL/h at which the pump runs now; None when it is paused, stopped or was never on."""
    rows = pump_rows(session)
    if not rows or rows[-1].kind in {Kind.INFUSION_PAUSE, Kind.INFUSION_STOP}:
        return None
    return rows[-1].rate_ml_per_h


def is_open(session: DosingSession) -> bool:
    """Started and not stopped: nobody leaves with a bag hanging."""
    rows = pump_rows(session)
    return bool(rows) and rows[-1].kind != Kind.INFUSION_STOP
