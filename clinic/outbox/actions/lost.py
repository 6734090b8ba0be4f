"""Saying that nothing more will be tried."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.action import step
from clinic.core.events import publish
from clinic.outbox.events import MessageDidNotGo, StaffMessageDidNotGo
from clinic.outbox.models import Message


@step
def tell(message: Message, at: datetime) -> None:
    """Whoever can tell a person hears of it, in this transaction."""
    if message.patient_id is not None:
        publish(
            MessageDidNotGo(
                message_id=message.pk,
                patient_id=message.patient_id,
                site_id=message.site_id,
                topic=message.topic,
                at=at,
            )
        )
    elif message.staff_id is not None:
        publish(
            StaffMessageDidNotGo(
                message_id=message.pk,
                staff_id=message.staff_id,
                site_id=message.site_id,
                topic=message.topic,
                at=at,
            )
        )
