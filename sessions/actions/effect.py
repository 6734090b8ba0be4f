"""What the patient feels: tapped when it begins, tapped when it ends, struck out when it was tapped wrongly."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from sessions.actions.session_lock import WrongMoment, lock, of
from sessions.models import UNDER_DRUG, DosingSession, Effect, EffectCode, SessionStatus


@action(Permission.DOSING_MONITOR)
def begin(
    session: DosingSession,
    *,
    code: str,
    intensity: str = Effect.Intensity.MILD,
    words: str = "",
    client_id: UUID,
    by: User,
    at: datetime,
) -> Effect:
    """It begins. An effect that lasts already is the same effect, with the new intensity."""
    session = lock(session)
    before = Effect.objects.of(session.pk).filter(client_id=client_id).first()
    if before is not None:
        return before  # type: ignore[no-any-return]
    if session.status not in UNDER_DRUG:
        raise WrongMoment(_("Effects belong to the time after the dose."))
    if code not in EffectCode.values or intensity not in Effect.Intensity.values:
        raise InvalidInput(_("There is no such effect."), field="code")
    if code == EffectCode.OTHER and not words.strip():
        raise InvalidInput(_("Describe it in a few words."), field="words")
    lasting = Effect.objects.of(session.pk).still_felt().filter(code=code).first()
    if lasting is not None and code != EffectCode.OTHER:
        lasting.intensity = intensity
        lasting.save()
        return lasting  # type: ignore[no-any-return]
    effect = Effect(
        **of(session),
        code=code,
        words=words.strip(),
        intensity=intensity,
        started_at=at,
        observer=by,
        client_id=client_id,
        created_at=at,
    )
    effect.save()
    return effect


@action(Permission.DOSING_MONITOR)
def end(effect: Effect, *, by: User, at: datetime) -> Effect:
    """It has passed. Saying so twice changes nothing."""
    lock(effect.session)
    effect = Effect.objects.select_for_update(of=("self",)).get(pk=effect.pk)
    if effect.struck_at is not None:
        raise DomainError(_("This was struck out. Look at the list again."))
    if effect.ended_at is None:
        effect.ended_at = at
        effect.save()
    return effect


@action(Permission.DOSING_MONITOR)
def correct(
    wrong: Effect,
    *,
    because: str,
    never: bool = False,
    intensity: str | None = None,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    client_id: UUID,
    by: User,
    at: datetime,
) -> Effect:
    """Tapped wrongly: the row is struck out and stays; unless it ``never`` was, another stands in its place.

    What is not given stays as it was. Answers with the row that stands, or the struck one when none does.
    """
    session = lock(wrong.session)
    before = Effect.objects.of(session.pk).filter(client_id=client_id).first()
    if before is not None:
        return before  # type: ignore[no-any-return]
    wrong = Effect.objects.select_for_update(of=("self",)).get(pk=wrong.pk)
    if never and wrong.struck_by_id == by.pk:
        return wrong  # sent twice
    _require_correctable(wrong, session, because)
    start, end = started_at or wrong.started_at, ended_at or wrong.ended_at
    _require_in_order(start, end, at)
    wrong.struck_at, wrong.struck_by, wrong.struck_because = at, by, because.strip()
    wrong.save()
    if never:
        return wrong
    right = Effect(
        **of(session),
        code=wrong.code,
        words=wrong.words,
        intensity=intensity or wrong.intensity,
        started_at=start,
        ended_at=end,
        observer=by,
        client_id=client_id,
        supersedes=wrong,
        created_at=at,
    )
    right.save()
    return right


def _require_correctable(wrong: Effect, session: DosingSession, because: str) -> None:
    if session.status == SessionStatus.CLOSED:
        raise WrongMoment(_("This session is closed."))
    if not because.strip():
        raise InvalidInput(_("Say what was wrong."), field="because")
    if wrong.struck_at is not None:
        raise DomainError(_("This was corrected before. Correct the newer row."))


def _require_in_order(start: datetime, end: datetime | None, at: datetime) -> None:
    if start > at or (end is not None and end > at):
        raise InvalidInput(
            _("This lies in the future."), field="started_at" if start > at else "ended_at"
        )
    if end is not None and end < start:
        raise InvalidInput(_("It ends after it begins."), field="ended_at")
