"""A patient answered a text. A stop is honoured in the same moment, for the number, whoever's it is."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.events import publish
from clinic.outbox.actions.contact_point import silence
from clinic.outbox.events import PatientAnswered
from clinic.outbox.models import Channel, ContactPoint, OptOut
from clinic.outbox.replies import Reply, understand

HOW = {Reply.STOP: OptOut.How.REPLY, Reply.WRONG: OptOut.How.WRONG_PERSON}


@action(Permission.CONTACT_POINT_EDIT, anywhere=True)
def take(*, address: str, body: str, by: Actor, at: datetime) -> Reply:
    """Understand it and act. What only a person can answer is told to whoever listens, without its words."""
    reply = understand(body)
    if reply in HOW:
        silence(Channel.SMS, address, how=HOW[reply], site=None, at=at)
    if reply is not Reply.STOP:
        points = ContactPoint.objects.current().filter(kind=Channel.SMS, address=address)
        for point in points.order_by("pk"):
            publish(
                PatientAnswered(
                    patient_id=point.patient_id, site_id=point.site_id, reply=reply, at=at
                )
            )
    return reply
