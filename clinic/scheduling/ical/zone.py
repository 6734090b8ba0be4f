"""A zone as calendars are told it: the moments its clocks change, in a VTIMEZONE [RFC 5545 3.6.5].

Written by hand because a change must begin at the time the wall showed *before* it. Libraries give the time after it
for the spring change, and a strict reader is then an hour late for every visit of that night.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from clinic.core.localtime import zone_named

DAY = timedelta(days=1)
Rule = tuple[
    bool, timedelta, timedelta, str
]  # is it summer time, offset before, offset after, name


@lru_cache(maxsize=64)
def vtimezone(name: str, first_year: int, last_year: int) -> Timezone:
    """The zone with every change from 1 January of the first year to the end of the last."""
    zone = Timezone()
    zone.add("tzid", name)
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    rules: dict[Rule, list[datetime]] = {}
    summer, offset, called = _state(start, name)
    # The state it begins in, from a moment before anything in the calendar.
    rules[(summer, offset, offset, called)] = [(start - DAY).replace(tzinfo=None)]
    for at in _changes(name, start, datetime(last_year + 1, 1, 1, tzinfo=UTC)):
        before = _state(at - timedelta(seconds=1), name)
        summer, offset, called = _state(at, name)
        onset = (at + before[1]).replace(tzinfo=None)
        rules.setdefault((summer, before[1], offset, called), []).append(onset)
    for rule, onsets in rules.items():
        zone.add_component(_observance(rule, onsets))
    return zone


def _observance(rule: Rule, onsets: list[datetime]) -> TimezoneDaylight | TimezoneStandard:
    summer, before, after, called = rule
    part = TimezoneDaylight() if summer else TimezoneStandard()
    part.add("dtstart", onsets[0])
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", called)
    if onsets[1:]:
        part.add("rdate", onsets[1:])
    return part


def _state(at: datetime, name: str) -> tuple[bool, timedelta, str]:
    there = at.astimezone(zone_named(name))
    return bool(there.dst()), there.utcoffset() or timedelta(0), there.tzname() or ""


def _changes(name: str, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which the state changes, to the second, by halving the day in which it did."""
    at = start
    while at < end:
        later = at + DAY
        if _state(at, name) != _state(later, name):
            yield _halve(name, at, later)
        at = later


def _halve(name: str, low: datetime, high: datetime) -> datetime:
    was = _state(low, name)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _state(middle, name) == was:
            low = middle
        else:
            high = middle
    return high
