"""What the chart of one measure says, in days of the clinic's calendar and points of its scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

MARGIN = timedelta(days=3)
SHORTEST = timedelta(days=28)


@dataclass(frozen=True)
class Spot:
    """One score. ``kind``: exact, trend (it also speaks of days before a dose) or estimate; ``label`` stands under it."""

    on: date
    value: int
    kind: str = "exact"
    label: str = ""


@dataclass(frozen=True)
class DoseMark:
    number: int
    on: date
    maintenance: bool = False


@dataclass(frozen=True)
class Tint:
    """A band of the scale, both ends inclusive, with its words; ``depth`` 0 is the lightest, for the best."""

    low: int
    high: int
    words: str
    depth: int = 0


@dataclass(frozen=True)
class MeasureChart:
    title: str
    description: str
    today: date
    top: int
    spots: list[Spot]
    doses: list[DoseMark] = field(default_factory=list)
    talks: list[date] = field(default_factory=list)
    tints: list[Tint] = field(default_factory=list)
    target: float | None = None
    target_words: str = ""
    up_to_today: bool = True

    @property
    def days(self) -> tuple[date, date]:
        """First and last day drawn: everything there is, and today while the course goes on."""
        there = [s.on for s in self.spots] + [d.on for d in self.doses] + self.talks
        there += [self.today] if self.up_to_today or not there else []
        first, last = min(there) - MARGIN, max(there) + MARGIN
        return first, max(last, first + SHORTEST)
