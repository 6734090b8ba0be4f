"""Closing: the rest is wasted before a witness, the drug adds up, the record is complete."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import LedgerLine, Lot
from sessions.actions import review_due
from sessions.actions.gate import decide
from sessions.actions.session_lock import lock, tell
from sessions.events import SessionClosed
from sessions.gate import Stage
from sessions.models import DosingSession, SessionStatus


@action(Permission.DOSING_GIVE)
def waste(
    session: DosingSession, *, lot: Lot, quantity: Decimal, reason: str, by: User, at: datetime
) -> LedgerLine:
    """What was drawn and not given. A second signed-in person witnesses it in the drug log."""
    session = lock(session)
    return ledger.waste.step(
        lot,
        quantity=quantity,
        session_id=session.pk,
        patient_id=session.patient_id,
        reason=reason,
        by=by,
        at=at,
    )


@action(Permission.DOSING_GIVE)
def return_unopened(
    session: DosingSession, *, lot: Lot, quantity: Decimal, by: User, at: datetime
) -> LedgerLine:
    """Taken out and never opened: back into the cupboard."""
    session = lock(session)
    return ledger.return_unopened.step(
        lot,
        quantity=quantity,
        session_id=session.pk,
        patient_id=session.patient_id,
        by=by,
        at=at,
    )


@action(Permission.DOSING_CLOSE)
def close(session: DosingSession, *, by: User, at: datetime) -> DosingSession:
    """The end of a session. Refused while a hundredth of a millilitre is missing or a waste unseen (G43)."""
    session = lock(session)
    if session.status == SessionStatus.CLOSED:
        return session
    decide(session, Stage.CLOSE, by=by, at=at)
    session.closed_at, session.closed_by = at, by
    session.move_to(SessionStatus.CLOSED)
    session.save()
    review_due.after_session(session, by=by, at=at)
    tell(SessionClosed, session, at)
    return session
