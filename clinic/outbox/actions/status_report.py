"""What the provider says became of a text, however often and in whatever order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.outbox.actions import lost
from clinic.outbox.models import Message, StatusReport

State = Message.State
# Only upward: sent, then delivered. "Failed" stands unless "delivered" comes after all.
ACCEPTED, DELIVERED, FAILED = "sent", "delivered", "failed"
RANK = {ACCEPTED: 1, FAILED: 2, DELIVERED: 3}
STATE_RANK = {State.SENT: 1, State.FAILED: 2, State.DELIVERED: 3}
BECOMES = {ACCEPTED: State.SENT, DELIVERED: State.DELIVERED, FAILED: State.FAILED}


@action(Permission.MESSAGE_SEND, anywhere=True)
def note_status(*, ref: UUID, provider_id: str, status: str, by: Actor, at: datetime) -> bool:
    """Move the message up to what this says. False: no such message, or nothing new.

    A report is proof that the provider took the text, so it also settles one that is being sent or in doubt.
    """
    message = Message.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if message is None or status not in RANK:
        return False
    _report, new = StatusReport.objects.get_or_create(
        channel=message.channel,
        provider_id=provider_id,
        status=status,
        defaults={"at": at},
    )
    state = State(message.state)
    if not new or RANK[status] <= STATE_RANK.get(state, 0):
        return False
    if BECOMES[status] not in Message.MOVES[state]:
        return False
    message.state = BECOMES[status]
    message.sent_at = message.sent_at or message.handed_over_at or at
    message.provider_id = message.provider_id or provider_id
    message.reason = Message.Reason.NOT_DELIVERED if status == FAILED else ""
    message.lease_token = message.lease_until = None
    message.save()
    if status == FAILED:
        lost.tell(message, at)
    return True
