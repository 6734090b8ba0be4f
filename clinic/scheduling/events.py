"""What the calendar tells the packages above it, inside the transaction that did it. Ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class AppointmentEvent(Event):
    """Something happened to one visit. `kind` is the visit's kind, such as DOSING."""

    appointment_id: UUID
    patient_id: UUID
    site_id: UUID
    kind: str
    at: datetime


@dataclass(frozen=True)
class AppointmentBooked(AppointmentEvent):
    """A visit was promised to a patient. `undo`: it stands again, because calling it off was undone.

    `new`: the row just written, where it stands for a visit that was never there before; it spares handlers a reading.
    """

    undo: bool = False
    new: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class AppointmentConfirmed(AppointmentEvent):
    """Nothing that takes long to mend stands in the way of the visit."""


@dataclass(frozen=True)
class AppointmentMoved(AppointmentEvent):
    """`appointment_id` is the new row, `old_id` the one it replaces. `new_time` is False for other people or room.

    `undo`: it is back where it was before a change that was undone.
    """

    old_id: UUID
    new_time: bool
    undo: bool = False


@dataclass(frozen=True)
class AppointmentCancelled(AppointmentEvent):
    """Called off. A handler may refuse (a dose was given) by raising a DomainError. `was` is the status before.

    `undo`: booking it was undone at once, before anybody was told.
    """

    was: str
    reason: str
    undo: bool = False


@dataclass(frozen=True)
class AppointmentArrived(AppointmentEvent):
    """The patient is here."""


@dataclass(frozen=True)
class AppointmentUnarrived(AppointmentEvent):
    """The arrival was a mistake. A handler may refuse (care has begun) by raising a DomainError."""


@dataclass(frozen=True)
class AppointmentMissed(AppointmentEvent):
    """The patient did not come."""


@dataclass(frozen=True)
class AppointmentFinished(AppointmentEvent):
    """The visit is over and the patient has left."""


@dataclass(frozen=True)
class EscortPromised(AppointmentEvent):
    """Somebody promised to take the patient home."""

    escort_id: UUID


@dataclass(frozen=True)
class ChangeUndoing(Event):
    """A change is about to be undone; its visits are locked. A handler may refuse by raising a DomainError."""

    change_id: UUID
    at: datetime


@dataclass(frozen=True)
class ChangeUndone(Event):
    """A change was undone: every visit of it stands again as it stood before."""

    change_id: UUID
    at: datetime


@dataclass(frozen=True)
class HoldEnded(AppointmentEvent):
    """A time that was kept while somebody talked was let go. Nobody was promised anything."""


@dataclass(frozen=True)
class OfferEvent(Event):
    """Something happened to an offer of a freed time. `way` is how the person is asked, such as MESSAGE."""

    offer_id: UUID
    patient_id: UUID
    site_id: UUID
    way: str
    starts_at: datetime
    at: datetime


@dataclass(frozen=True)
class OfferMade(OfferEvent):
    """Somebody in line is asked, until `expires_at`."""

    expires_at: datetime


@dataclass(frozen=True)
class OfferEnded(OfferEvent):
    """Answered, run out, taken back or lost: `status` says which."""

    status: str
