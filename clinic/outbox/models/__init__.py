from clinic.outbox.models.attempt import Attempt, AttemptQuerySet
from clinic.outbox.models.contact_point import (
    Channel,
    ContactPoint,
    ContactPointQuerySet,
    OptOut,
    OptOutQuerySet,
)
from clinic.outbox.models.message import Message, MessageQuerySet
from clinic.outbox.models.provider import Heartbeat, ProviderHealth, StatusReport
from clinic.outbox.models.staff_contact import StaffContact, StaffContactQuerySet

__all__ = [
    "Attempt",
    "AttemptQuerySet",
    "Channel",
    "ContactPoint",
    "ContactPointQuerySet",
    "Heartbeat",
    "Message",
    "MessageQuerySet",
    "OptOut",
    "OptOutQuerySet",
    "ProviderHealth",
    "StaffContact",
    "StaffContactQuerySet",
    "StatusReport",
]
