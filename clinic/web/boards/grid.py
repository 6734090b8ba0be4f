"""The geometry of a day: quarter hours as rows, rooms as columns, visits that share a time side by side. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.core.localtime import rule_instant

QUARTER = timedelta(minutes=15)
LONGEST = 96
#: What the board shows of a day without opening hours and visits.
USUAL = (time(8), time(17))


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
