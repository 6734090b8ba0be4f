"""The demo's messages go on the day they were due, into the local sink's own files.

A story told in the past owes messages in the past. Left alone, the first worker would find them all too late and
ask the desk to call forty people. So each story sends its own as it goes along, through the engine's own steps:
the same check, the same words, the same marks; only the carrier writes to the sink's folder instead of calling it
(the sink is not running yet while the demo is told).
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings

from clinic.accounts.system import BEAT
from clinic.embedded.sink.store import Store
from clinic.outbox.actions import delivery
from clinic.outbox.models import Channel, Message
from clinic.outbox.parts import Part
from clinic.outbox.senders.carrier import Accepted, Letter
from clinic.outbox.senders.email import message_id

BATCH = 50


def as_file(part: Part) -> dict[str, str]:
    """As the sink keeps what came with a mail."""
    kind = "; ".join(
        [f"text/{part.kind}", *(f'{name}="{value}"' for name, value in part.parameters)]
    )
    return {"name": part.name, "type": kind, "text": part.text}


@cache
def _store() -> Store:
    """The folder ``manage.py up`` gives to the sink."""
    return Store(settings.SINK_DIR)


def post_due(patient_id: UUID, *, until: datetime) -> int:
    """Send what this patient was owed up to ``until``, each at the moment it was due. Answers how many went."""
    sent = 0
    while True:
        waiting = Message.objects.of_patient(patient_id).filter(state=Message.State.PENDING)
        first = waiting.filter(next_attempt_at__lt=until).order_by("next_attempt_at").first()
        if first is None or first.next_attempt_at >= first.not_after:
            return sent
        at = first.next_attempt_at
        claim = delivery.claim(limit=BATCH, patient_id=patient_id, by=BEAT, at=at)
        sent += sum(_hand_over(each, claim.token, at) for each in claim.ids)


def _hand_over(message: UUID, token: UUID, at: datetime) -> bool:
    letter = delivery.prepare(message_id=message, token=token, by=BEAT, at=at)
    if letter is None:
        return False
    kept = Accepted(_keep(letter))
    return delivery.settle(message_id=message, token=token, outcome=kept, by=BEAT, at=at)


def _keep(letter: Letter) -> str:
    """Into the sink's ledger, as if it had come over the wire; the carrier's own id for it."""
    store = _store()
    if letter.channel == Channel.SMS:
        ref = str(letter.ref)
        text = store.texts.add(key=ref, to=letter.address, body=letter.body, ref=ref, callback="")
        return str(text["id"])
    made = message_id(letter.ref)
    store.mails.add(
        key=made,
        sender=settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        subject=letter.subject,
        message_id=made,
        headers={},
        text=letter.body,
        attachments=[letter.part.name] if letter.part else [],
        files=[as_file(letter.part)] if letter.part else [],
    )
    return made
