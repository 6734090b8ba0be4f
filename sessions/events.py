"""What a dosing session tells the packages above it, in the transaction that did it. Ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class SessionEvent(Event):
    """Something happened to one session."""

    session_id: UUID
    appointment_id: UUID
    course_id: UUID
    patient_id: UUID
    site_id: UUID
    at: datetime


@dataclass(frozen=True)
class DoseStarted(SessionEvent):
    """The first drug of the session is in. From here it can no longer be called off."""


@dataclass(frozen=True)
class PatientLeft(SessionEvent):
    """The patient is out of the chair. `how` is DISCHARGED, LEFT_AMA or EMERGENCY_TRANSFER."""

    how: str


@dataclass(frozen=True)
class SessionClosed(SessionEvent):
    """Drug accounted for, record complete."""


@dataclass(frozen=True)
class SessionCalledOff(SessionEvent):
    """Called off before the dose."""


@dataclass(frozen=True)
class AlertRaised(SessionEvent):
    """A set of vital signs warns, or says stop. `level` is WARN or CRITICAL."""

    level: str
    signals: tuple[str, ...]
