"""What the plan of questionnaires looks at. Days are the clinic's days; instants are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire the clinic can ask. ``recall_days``: how far back it makes people look."""

    recall_days: int | None = None
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A dosing visit that stands and at which nothing was given yet. ``visit`` outlives a move to another time."""

    visit: str
    on: date


@dataclass(frozen=True, slots=True)
class Dose:
    """A visit at which drug was given: ``at`` is the first of it."""

    visit: str
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete questionnaire that was not voided, in whichever course it was answered."""

    id: UUID
    code: str
    on: date
    at: datetime
    total: int | None = None


@dataclass(frozen=True)
class CourseFacts:
    """One course. ``status`` and ``resume_status`` are the codes of ``patients.models.CourseStatus``.

    ``screening_on``: when screening began. ``superseded_on``: the first dose of a later course; from then on
    what is measured is that course's. ``closed_on``: when follow-up was closed. ``visits``: those to come, in order.
    """

    status: str
    resume_status: str = ""
    planned_doses: int = 0
    screening_on: date | None = None
    maintenance_at: datetime | None = None
    maintenance_on: date | None = None
    closed_on: date | None = None
    opted_out: bool = False
    died: bool = False
    superseded_on: date | None = None
    doses: tuple[Dose, ...] = ()
    visits: tuple[Visit, ...] = ()
    answers: tuple[Answer, ...] = ()
    instruments: Mapping[str, Asked] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """Where the course is, also while it is paused."""
        return self.resume_status or self.status

    @property
    def is_paused(self) -> bool:
        return bool(self.resume_status)

    @property
    def acute(self) -> tuple[Dose, ...]:
        """The doses before maintenance, in their order."""
        if self.maintenance_at is None:
            return self.doses
        return tuple(dose for dose in self.doses if dose.at <= self.maintenance_at)
