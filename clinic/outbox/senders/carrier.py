"""What every carrier promises. Pure, but for the sentence that forbids a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connection

from clinic.outbox.parts import Part


@dataclass(frozen=True)
class Letter:
    """What goes to the carrier: ``ref`` is ours, unguessable, the same at every try."""

    ref: UUID
    channel: str
    address: str
    subject: str
    body: str
    part: Part | None = None


@dataclass(frozen=True)
class Accepted:
    """The carrier has it. ``provider_id`` is the carrier's own name for it, or empty."""

    provider_id: str = ""


@dataclass(frozen=True)
class NotNow:
    """Certainly not accepted; later may do. ``after``: seconds the carrier asked for, 0 if it did not say."""

    code: str
    after: float = 0


@dataclass(frozen=True)
class Refused:
    """Certainly not accepted, and never will be: the address is wrong."""

    code: str


@dataclass(frozen=True)
class NoAnswer:
    """It may have been accepted. Never sent again before the carrier was asked."""

    code: str


Outcome = Accepted | NotNow | Refused | NoAnswer


@dataclass(frozen=True)
class Found:
    """It had been accepted."""

    provider_id: str = ""


@dataclass(frozen=True)
class NotFound:
    """It never was."""


@dataclass(frozen=True)
class CannotTell:
    """This carrier keeps no list one may ask. ``harmless``: the same letter twice is one to its reader."""

    harmless: bool


@dataclass(frozen=True)
class NotReached:
    """The carrier could not be asked just now."""

    code: str


Answer = Found | NotFound | CannotTell | NotReached


class Carrier(Protocol):
    """One try each; neither method raises, retries, or may run inside a transaction."""

    def send(self, letter: Letter) -> Outcome: ...

    def find(self, ref: UUID) -> Answer: ...


class InTransaction(RuntimeError):
    """A carrier was used with a transaction open: it would hold locks for as long as a network may hang."""


def forbid_transaction() -> None:
    if connection.in_atomic_block:
        raise InTransaction("nothing leaves the house inside a transaction")
