"""What the patient feels: tapped when it begins, tapped when it ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from sessions.actions.session_lock import WrongMoment, lock, of
from sessions.models import UNDER_DRUG, DosingSession, Effect, EffectCode


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
    if effect.ended_at is None:
        effect.ended_at = at
        effect.save()
    return effect
