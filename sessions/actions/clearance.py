"""A prescriber clears a session, allows one finding, or a clinician acknowledges a warning."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from sessions.actions.gate import decide, policy_of, verdicts_of
from sessions.actions.order import require_prescriber
from sessions.actions.session_lock import WrongMoment, lock, of
from sessions.gate import Level, Stage, Verdict
from sessions.models import (
    BEFORE_DOSE,
    Acknowledgement,
    Clearance,
    DosingSession,
    Order,
    Override,
    SessionStatus,
)


class NothingToAnswer(DomainError):
    """No open finding of that guard asks for this."""

    code = "nothing-to-answer"


@action(Permission.DOSING_CLEAR)
def clear(session: DosingSession, *, by: User, at: datetime) -> Clearance:
    """Every check was looked at: the dose may be given, for the policy's minutes. Clearing again renews it."""
    session = lock(session)
    if session.status == SessionStatus.CLEARED:
        session.move_to(SessionStatus.PRE_DOSE)
        session.save()
    require_prescriber(by, session, at)
    decision = decide(session, Stage.CLEAR, by=by, at=at)
    order = (
        Order.objects.of(session.pk)
        .filter(kind=Order.Kind.FIRST)
        .order_by("-signed_at", "-pk")
        .first()
    )
    if order is None:
        raise WrongMoment(_("There is no signed order."))
    session.move_to(SessionStatus.CLEARED)
    session.save()
    clearance = Clearance(
        **of(session),
        order=order,
        decision=decision,
        signed_at=at,
        prescriber=by,
        created_at=at,
    )
    clearance.save()
    return clearance


def _stage(session: DosingSession) -> Stage:
    return Stage.CLEAR if session.status in BEFORE_DOSE else Stage.CONTINUE


def _finding(
    session: DosingSession, guard: str, finding: str, level: Level, at: datetime
) -> Verdict:
    """The open verdict that is to be answered, exactly as the person saw it."""
    for verdict in verdicts_of(session, _stage(session), at):
        if (verdict.id, verdict.finding, verdict.level) == (
            guard,
            finding,
            level,
        ) and verdict.blocks:
            return verdict
    raise NothingToAnswer(_("This changed since you opened the page. Look again."))


@action(Permission.DOSING_OVERRIDE, fresh=True)
def override(
    session: DosingSession, *, guard: str, finding: str, reason: str, by: User, at: datetime
) -> Override:
    """Answer for one RX finding of this session: with a reason, a valid licence and a password typed just now."""
    session = lock(session)
    least = policy_of(session, at).policy.gate.override_reason_min
    if len(reason.strip()) < least:
        raise InvalidInput(
            _("Why is this safe today? At least %d characters.") % least, field="reason"
        )
    require_prescriber(by, session, at)
    verdict = _finding(session, guard, finding, Level.RX, at)
    answer = Override(
        **of(session),
        guard=verdict.id,
        finding=verdict.finding,
        sentence=verdict.sentence,
        reason=reason.strip(),
        prescriber=by,
        given_at=at,
        authenticated_at=at,
        created_at=at,
    )
    answer.save()
    return answer


@action(Permission.DOSING_CHECK)
def acknowledge(
    session: DosingSession, *, guard: str, finding: str, by: User, at: datetime
) -> Acknowledgement:
    """A warning was read by somebody licensed."""
    session = lock(session)
    verdict = _finding(session, guard, finding, Level.WARN, at)
    read = Acknowledgement(
        **of(session),
        guard=verdict.id,
        finding=verdict.finding,
        sentence=verdict.sentence,
        user=by,
        given_at=at,
        created_at=at,
    )
    read.save()
    return read
