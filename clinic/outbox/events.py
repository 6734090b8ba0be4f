"""What the outbox tells the packages above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class MessageDidNotGo(Event):
    """Nothing more will be tried: a person must decide whether to call."""

    required: ClassVar[bool] = True

    message_id: UUID
    patient_id: UUID
    site_id: UUID
    topic: str
    at: datetime


@dataclass(frozen=True)
class StaffMessageDidNotGo(Event):
    """One of the staff was not reached. Their task stands on their home all the same."""

    message_id: UUID
    staff_id: UUID
    site_id: UUID
    topic: str
    at: datetime


@dataclass(frozen=True)
class PatientAnswered(Event):
    """A text came back that asks for a person: START, WRONG or OTHER. Its words stay with the provider."""

    required: ClassVar[bool] = True

    patient_id: UUID
    site_id: UUID
    reply: str
    at: datetime
