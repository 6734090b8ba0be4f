"""What happened in therapy, for whoever stands higher. Ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class TherapyEvent(Event):
    """Something happened to one therapy session. ``kind`` is PREPARATION or INTEGRATION."""

    session_id: UUID
    course_id: UUID
    patient_id: UUID
    site_id: UUID
    kind: str
    at: datetime


@dataclass(frozen=True)
class TherapySigned(TherapyEvent):
    """It was held and signed; it counts from now on."""


@dataclass(frozen=True)
class TherapyVoided(TherapyEvent):
    """It no longer counts. ``was_signed`` says whether it ever did."""

    was_signed: bool


@dataclass(frozen=True)
class IntegrationWindowOpened(Event):
    """A dose was given and the patient went home: integration is due between the two instants."""

    window_id: UUID
    dose_appointment_id: UUID
    course_id: UUID
    patient_id: UUID
    site_id: UUID
    opens_at: datetime
    closes_at: datetime
    at: datetime


@dataclass(frozen=True)
class NoteSigned(Event):
    """A progress note is locked. No word of it."""

    note_id: UUID
    session_id: UUID
    course_id: UUID
    patient_id: UUID
    site_id: UUID
    author_id: UUID
    at: datetime
