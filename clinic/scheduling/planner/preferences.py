"""What was wished of days and hours: which starts are asked for, and how much a start misses."""

from __future__ import annotations

from clinic.scheduling.planner.calendar import Calendar
from clinic.scheduling.planner.days import Days
from clinic.scheduling.planner.problem import Wishes


def missed(wishes: Wishes, days: Days, start: int, minutes: int) -> int:
    """How many preferences a visit from this start does not meet: the weekday, the hours."""
    found = 0
    if wishes.weekdays and days.date(start).weekday() not in wishes.weekdays:
        found += 1
    begins = days.wall(start)
    ends = begins + minutes
    earliest, latest = wishes.not_before, wishes.not_after
    early = earliest is not None and begins < earliest.hour * 60 + earliest.minute
    late = latest is not None and ends > latest.hour * 60 + latest.minute
    return found + (early or late)


def asked_days(calendar: Calendar, wishes: Wishes) -> int:
    """The starts from the first day asked for to the last."""
    days = calendar.days
    first = 0 if wishes.earliest is None else (wishes.earliest - days.first).days
    last = days.count if wishes.latest is None else (wishes.latest - days.first).days
    return calendar.starts_between(days.start(first), days.end(last)) if last >= 0 else 0
