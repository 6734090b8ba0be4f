"""A dosing visit nobody has booked, and what would stand in its way: what is said between the calendar and the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Ahead:
    """A dosing visit that does not exist yet: would anything stand in its way? `staff`: who, in which role."""

    key: UUID
    site_id: UUID
    patient_id: UUID
    course_id: UUID
    route: str
    room_id: UUID | None
    staff: tuple[tuple[UUID, str], ...]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Obstacle:
    """What would stand in the way. `by_patient`: the patient can still remove it (sign, answer) before the visit."""

    sentence: str
    by_patient: bool
