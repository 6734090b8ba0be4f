"""What gives no drug: a lozenge spat out or swallowed, a rescue medicine, a correction. The gate stands before none of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from sessions.actions.dose import plan_sets
from sessions.actions.drug_row import already, write
from sessions.actions.session_lock import WrongMoment, lock
from sessions.models import UNDER_DRUG, DosingSession, DrugEvent, DueSet, SessionStatus
from sessions.models import DrugEventKind as Kind
from sessions.models.drug_event import FIRST

LOZENGE_ENDS = frozenset({Kind.LOZENGE_SPIT, Kind.LOZENGE_SWALLOWED})


@action(Permission.DOSING_GIVE)
def end_lozenge(
    session: DosingSession, *, kind: str, client_id: UUID, by: User, at: datetime
) -> DrugEvent:
    """Spat out or swallowed: it changes how much reaches the blood, so it is written which."""
    session = lock(session)
    if (before := already(session, client_id)) is not None:
        return before
    if kind not in LOZENGE_ENDS:
        raise InvalidInput(_("Spat out, or swallowed?"), field="kind")
    if session.status not in UNDER_DRUG:
        raise WrongMoment(_("No drug is running in this session."))
    return write(session, Kind(kind), client_id=client_id, by=by, at=at)


@action(Permission.DOSING_GIVE)
def rescue(
    session: DosingSession,
    *,
    medicine: str,
    client_id: UUID,
    note: str = "",
    by: User,
    at: datetime,
) -> DrugEvent:
    """A rescue medicine was given."""
    session = lock(session)
    if (before := already(session, client_id)) is not None:
        return before
    if not medicine.strip():
        raise InvalidInput(_("Which medicine, how much, by which way?"), field="medicine")
    return write(
        session,
        Kind.RESCUE_MED,
        client_id=client_id,
        medicine=medicine.strip(),
        note=note.strip(),
        by=by,
        at=at,
    )


@action(Permission.DOSING_GIVE)
def correct(
    event: DrugEvent,
    *,
    because: str,
    happened_at: datetime | None = None,
    body_site: str | None = None,
    client_id: UUID,
    by: User,
    at: datetime,
) -> DrugEvent:
    """A time or place was written wrongly: a new row in place of the old one. How much went in is not changed here."""
    session = lock(event.session)
    if (before := already(session, client_id)) is not None:
        return before
    if session.status == SessionStatus.CLOSED:
        raise WrongMoment(_("This session is closed."))
    if not because.strip():
        raise InvalidInput(_("Say what was wrong."), field="because")
    if DrugEvent.objects.filter(supersedes=event).exists():
        raise DomainError(_("This was corrected before. Correct the newer row."))
    when = happened_at or event.happened_at
    if when > at:
        raise InvalidInput(_("This lies in the future."), field="happened_at")
    if event.kind in FIRST and when != event.happened_at:
        _move_clocks(session, when - event.happened_at, at)
    return write(
        session,
        Kind(event.kind),
        client_id=client_id,
        raises_rate=event.raises_rate,
        by=by,
        at=at,
        happened_at=when,
        order=event.order,
        lot=event.lot,
        mg=event.mg,
        volume=event.volume,
        bag_ml=event.bag_ml,
        rate_ml_per_h=event.rate_ml_per_h,
        body_site=event.body_site if body_site is None else body_site.strip(),
        medicine=event.medicine,
        note=because.strip(),
        given_by=event.given_by,
        supersedes=event,
        corrected_by=by,
    )


@step
def _move_clocks(session: DosingSession, by_much: timedelta, at: datetime) -> None:
    """Every clock of a session counts from its first drug: put right, they all move; sets still to come are drawn anew."""
    if session.first_drug_at is None:
        return
    if session.last_drug_at == session.first_drug_at:
        # Nothing happened to the drug since: its planned end was counted from the start.
        session.last_drug_at += by_much
        if session.planned_stop_at is not None:
            session.planned_stop_at += by_much
    session.first_drug_at += by_much
    session.save()
    to_come = DueSet.objects.of(session.pk).standing().filter(filled_by=None, due_at__gt=at)
    for due in to_come.filter(kind=DueSet.Kind.FULL):
        due.dropped_at = at
        due.save()
    plan_sets(session, at)
