"""The geometry of a day: quarter hours as rows, rooms as columns, visits that share a time side by side. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from clinic.core.localtime import rule_instant, turn_of

QUARTER = timedelta(minutes=15)
#: A day of 25 hours, as there is one a year, has a hundred quarters.
LONGEST = 100
#: What the board shows of a day without opening hours and visits.
USUAL = (time(8), time(17))


class Place(Protocol):
    """A grid of quarter hours in which visits are placed."""

    @property
    def zone(self) -> ZoneInfo: ...

    def rows_of(self, start: datetime, end: datetime) -> tuple[int, int]:
        """The row of the start, from 1, and how many rows the span covers."""

    def span_of(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """What decides whether two visits stand side by side."""


@dataclass(frozen=True)
class Day:
    """From a full hour to a full hour of one local day, wide enough for all that is shown."""

    starts: datetime
    ends: datetime
    zone: ZoneInfo

    @property
    def rows(self) -> int:
        return min(LONGEST, max(4, (self.ends - self.starts) // QUARTER))

    @property
    def hours(self) -> list[tuple[int, str]]:
        """Row and wall time of each full hour: by the wall, so a clock change shows as it is."""
        return [
            (1 + 4 * n, f"{(self.starts + timedelta(hours=n)).astimezone(self.zone):%H:%M}")
            for n in range(-(-self.rows // 4))
        ]

    @property
    def walls(self) -> list[str]:
        """What the wall shows at each row: "09:15"; in the doubled hour "01:15/FIRST" and "01:15/SECOND"."""
        found = []
        for n in range(self.rows):
            moment = self.starts + n * QUARTER
            turn = turn_of(moment, self.zone.key)
            wall = f"{moment.astimezone(self.zone):%H:%M}"
            found.append(f"{wall}/{turn}" if turn else wall)
        return found

    def rows_of(self, start: datetime, end: datetime) -> tuple[int, int]:
        return self.at(start), self.lasts(start, end)

    def span_of(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        return start, end

    def at(self, moment: datetime) -> int:
        """The row in which a moment lies, from 1; moments outside land on the first or last row."""
        return min(self.rows, max(1, (moment - self.starts) // QUARTER + 1))

    def lasts(self, start: datetime, end: datetime) -> int:
        """How many rows a visit covers, at least one, never past the end."""
        first = self.at(start)
        last = min(self.rows, max(first, -((self.starts - end) // QUARTER)))
        return last - first + 1

    def percent(self, moment: datetime) -> float | None:
        """How far down a moment lies, 0 to 100; None when it is not on this board."""
        if not self.starts <= moment <= self.ends:
            return None
        return round(100 * ((moment - self.starts) / (self.rows * QUARTER)), 2)


@dataclass(frozen=True)
class Wall:
    """Rows by the clock on the wall, `first` to `last` in whole hours: days side by side share them.

    On the day the clocks go back the doubled hour is drawn once, and what happens in its two passes side by side.
    """

    first: int
    last: int
    zone: ZoneInfo

    @property
    def rows(self) -> int:
        return (self.last - self.first) * 4

    @property
    def hours(self) -> list[tuple[int, str]]:
        return [(1 + 4 * n, f"{self.first + n:02}:00") for n in range(self.last - self.first)]

    @property
    def walls(self) -> list[str]:
        return [f"{self.first + n // 4:02}:{n % 4 * 15:02}" for n in range(self.rows)]

    def rows_of(self, start: datetime, end: datetime) -> tuple[int, int]:
        begins, ends = self.span_of(start, end)
        midnight = datetime.combine(begins.date(), time())
        opens = midnight + timedelta(hours=self.first)
        first = min(self.rows, max(1, (begins - opens) // QUARTER + 1))
        last = min(self.rows, max(first, -((opens - ends) // QUARTER)))
        return first, last - first + 1

    def span_of(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        begins = start.astimezone(self.zone).replace(tzinfo=None, fold=0)
        ends = end.astimezone(self.zone).replace(tzinfo=None, fold=0)
        return begins, max(ends, begins + (end - start if ends <= begins else QUARTER))


def wall_of(zone: ZoneInfo, spans: Iterable[tuple[datetime, datetime]]) -> Wall:
    """The hours that hold every span of a week, at least the usual ones of a day."""
    first, last = USUAL[0].hour, USUAL[1].hour
    for start, end in spans:
        begins, ends = start.astimezone(zone), end.astimezone(zone)
        first = min(first, begins.hour)
        over = ends.date() > begins.date()
        last = 24 if over else max(last, ends.hour + (ends.minute > 0))
    return Wall(first, last, zone)


def day_of(on: date, zone: ZoneInfo, spans: Iterable[tuple[datetime, datetime]]) -> Day:
    """The day that holds every span (opening hours and visits), cut to full hours of the wall."""
    spans = [span for span in spans if span[0] < span[1]]
    if spans:
        first, last = min(s for s, _e in spans), max(e for _s, e in spans)
    else:
        first, last = (rule_instant(datetime.combine(on, t), zone.key) for t in USUAL)
    past = first.astimezone(zone)
    first -= timedelta(minutes=past.minute, seconds=past.second, microseconds=past.microsecond)
    beyond = last.astimezone(zone)
    if beyond.minute or beyond.second:
        last += timedelta(minutes=60 - beyond.minute, seconds=-beyond.second)
    return Day(first, min(last, first + LONGEST * QUARTER), zone)


def lanes(spans: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """For each span (in order of start) the first lane, from 1, that is free at its start."""
    free: list[datetime] = []
    taken: list[int] = []
    for start, end in spans:
        for number, until in enumerate(free):
            if until <= start:
                free[number] = end
                taken.append(number + 1)
                break
        else:
            free.append(end)
            taken.append(len(free))
    return taken
