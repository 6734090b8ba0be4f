"""Owing a message, no longer owing it, trying once more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.ids import uuid7
from clinic.core.nudge import nudge
from clinic.core.states import require_move
from clinic.outbox.models import Message

# Owed again for the very same time (moved away and back): revived, unless the patient may have it already.
POST = """
INSERT INTO outbox_message (id, created_at, ref, site_id, patient_id, staff_id, topic, subject_id, kind, version,
    channel, occurrence, before_event, due_at, not_after, next_attempt_at, state, reason, attempts, provider_id, last_error)
VALUES {rows}
ON CONFLICT ON CONSTRAINT one_message_per_cause_kind_and_channel DO UPDATE
SET state = 'PENDING', reason = '', attempts = 0, due_at = EXCLUDED.due_at, not_after = EXCLUDED.not_after,
    next_attempt_at = EXCLUDED.next_attempt_at
WHERE outbox_message.state IN ('CANCELLED', 'EXPIRED') AND outbox_message.sent_at IS NULL
  AND outbox_message.reason <> 'NOT_CONFIRMED'
"""
ROW = f"({', '.join(['%s'] * 16)}, 'PENDING', '', 0, '', '')"


class TooLateToSend(DomainError):
    """Its last useful moment has gone by."""

    code = "too-late-to-send"


@dataclass(frozen=True)
class Owed:
    """A promise to write: what, about which occurrence, from when to when. See Message for the words.

    ``patient_id`` is None for a message to one of the staff: then ``staff_id`` says to whom.
    """

    site_id: UUID
    patient_id: UUID | None
    topic: str
    subject_id: UUID
    kind: str
    channel: str
    occurrence: datetime
    before_event: bool
    due_at: datetime
    not_after: datetime
    version: int = 0
    staff_id: UUID | None = None


@step
def post(owed: Sequence[Owed], *, at: datetime) -> int:
    """Write down what is owed, in the transaction of its cause. Answers how many are new or revived."""
    if not owed:
        return 0
    values: list[Any] = []
    for each in owed:
        values += (uuid7(), at, uuid4(), each.site_id, each.patient_id, each.staff_id, each.topic)
        values += (each.subject_id, each.kind, each.version, each.channel, each.occurrence)
        values += (each.before_event, each.due_at, each.not_after, each.due_at)
    with connection.cursor() as cursor:
        cursor.execute(POST.format(rows=", ".join([ROW] * len(owed))), values)
        count = int(cursor.rowcount)
    if any(each.due_at <= at for each in owed):
        nudge("outbox.dispatch")
    return count


@step
def cancel_for(
    subject_id: UUID,
    *,
    reason: Message.Reason,
    kinds: Collection[str] | None = None,
    but_not: Collection[str] = (),
) -> int:
    """No longer owed. Answers how many were still waiting.

    One that is in a sender's hand is stopped there by its check; one whose fate is unknown is asked about first.
    """
    waiting = Message.objects.about(subject_id).filter(state=Message.State.PENDING)
    if kinds is not None:
        waiting = waiting.filter(kind__in=kinds)
    return waiting.exclude(kind__in=but_not).update(state=Message.State.CANCELLED, reason=reason)


@step
def bring_back(
    subject_id: UUID,
    *,
    occurrence: datetime,
    since: datetime,
    reasons: Collection[str],
    at: datetime,
) -> int:
    """What was taken off for one of `reasons` since that moment is owed again, exactly as it was. Answers how many."""
    taken_off = Message.objects.about(subject_id).filter(
        occurrence=occurrence,
        state=Message.State.CANCELLED,
        reason__in=reasons,
        next_attempt_at__gte=since,
        not_after__gt=at,
        sent_at=None,
    )
    return taken_off.update(state=Message.State.PENDING, reason="")


@step
def cancel_all(patient_id: UUID, *, reason: Message.Reason) -> int:
    """Nothing at all is owed to this person any more. Answers how many were still waiting."""
    waiting = Message.objects.of_patient(patient_id).filter(state=Message.State.PENDING)
    return waiting.update(state=Message.State.CANCELLED, reason=reason)


@action(Permission.MESSAGE_RETRY)
def retry(message: Message, *, by: Actor, at: datetime) -> Message:
    """Somebody mended the cause (a number, the provider): try again now, if it is still of use."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state == Message.State.PENDING and message.next_attempt_at <= at:
        return message
    if at >= message.not_after:
        raise TooLateToSend(_("Its time has gone by. Call instead."))
    if message.state != Message.State.PENDING:
        if message.state in {Message.State.CANCELLED, Message.State.EXPIRED}:
            raise DomainError(_("It is not needed any more."))
        require_move(Message.MOVES, message.state, Message.State.PENDING, what=_("message"))
    message.state, message.reason = Message.State.PENDING, ""
    message.attempts, message.next_attempt_at = 0, at
    message.save(update_fields=["state", "reason", "attempts", "next_attempt_at"])
    return message
