"""Facts about danger to life and about how much is planned: what G11b, G14, G28 and G29 read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SafetyAlertFact:
    """An alert without an assessment and a plan. `by_screen`: the suicide screen raised it, not a questionnaire."""

    id: str
    by_screen: bool


@dataclass(frozen=True)
class SafetyPlanFact:
    """The newest version of the patient's safety plan."""

    id: str
    made_at: datetime


@dataclass(frozen=True)
class PhaseFact:
    """How many doses the course's phase allows, and since when they are counted (None: from the first)."""

    course_id: str
    sessions: int
    since: datetime | None = None
