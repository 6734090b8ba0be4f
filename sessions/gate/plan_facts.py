"""What maintenance was granted: the gap between its sessions, and the day of the next review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class MaintenanceFact:
    """The present plan of a course in maintenance. `interval_days` are days of the clinic's calendar."""

    interval_days: int | None
    review_on: date | None
