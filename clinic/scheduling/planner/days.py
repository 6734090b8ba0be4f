"""Whole minutes since 1970 and the days of a site's calendar, which last 23, 24 or 25 hours."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from clinic.core import localtime

GRID = 15  # minutes; every zone's clock differs from UTC by a multiple of it
HOUR = 60
DAY = 1440


def minute_of(at: datetime) -> int:
    """The minute an instant falls in, since 1970."""
    return int(at.timestamp()) // 60


def instant_of(minute: int) -> datetime:
    """The instant (UTC) at which a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: str) -> int:
    return minute_of(localtime.rule_instant(datetime.combine(day, time()), zone))


class Days:
    """The local days from `first` to `last` at a site. Days are numbered from 0, the first.

    A minute outside belongs to the first or the last of them.
    """

    def __init__(self, zone: str, first: date, last: date) -> None:
        self.zone = zone
        self.first = first
        self.count = (last - first).days + 1
        self._midnights = [
            _midnight(first + timedelta(days=number), zone) for number in range(self.count + 1)
        ]

    def number(self, minute: int) -> int:
        """Which day a minute falls on."""
        return min(max(bisect_right(self._midnights, minute) - 1, 0), self.count - 1)

    def date(self, minute: int) -> date:
        return self.first + timedelta(days=self.number(minute))

    def start(self, number: int) -> int:
        """The first minute of a day; of a day outside, that of the nearest end."""
        return self._midnights[min(max(number, 0), self.count)]

    def end(self, number: int) -> int:
        """The last minute of a day."""
        return self.start(number + 1) - 1

    def wall(self, minute: int) -> int:
        """What the wall shows at a minute, in minutes since midnight."""
        number = self.number(minute)
        if self.start(number + 1) - self.start(number) == DAY:
            return minute - self.start(number)
        shown = localtime.wall_time(instant_of(minute), self.zone)
        return shown.hour * 60 + shown.minute
