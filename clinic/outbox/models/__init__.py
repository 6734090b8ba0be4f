from clinic.outbox.models.contact_point import (
    Channel,
    ContactPoint,
    ContactPointQuerySet,
    OptOut,
    OptOutQuerySet,
)
from clinic.outbox.models.message import Attempt, Message, MessageQuerySet
from clinic.outbox.models.provider import Heartbeat, ProviderHealth, StatusReport

__all__ = [
    "Attempt",
    "Channel",
    "ContactPoint",
    "ContactPointQuerySet",
    "Heartbeat",
    "Message",
    "MessageQuerySet",
    "OptOut",
    "OptOutQuerySet",
    "ProviderHealth",
    "StatusReport",
]
