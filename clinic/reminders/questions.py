"""The catalogue's lines about questionnaires, and when each goes: pure, in the patient's own zone [domain 9].

Days are those of the due questionnaires (`patients.MeasureDue`); the wall time is ten in the morning, moved out of
quiet hours. On both nights when the clocks change the wall time stays ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from clinic.core.localtime import day_bounds, local_date
from clinic.outbox.models import Channel
from clinic.reminders.planning import SendHours, Window, first_allowed, on_day

TEN = time(10)
# Put off by the caps, a reminder may still go so much later; its window's last day ends it in any case.
USEFUL_FOR = timedelta(days=3)
# A worker that was away so long lets it drop: no old news (domain/09, cancel rules).
STALE = timedelta(hours=6)
# At most so many a patient gets; safety, day-of and preparation messages are not counted (domain/09).
A_DAY, A_WEEK = 1, 3
WEEK = timedelta(days=7)


class From(StrEnum):
    """Which of a questionnaire's days the line counts from."""

    FIRST = "from_on"
    DUE = "due_on"
    LAST = "late_on"


@dataclass(frozen=True)
class Line:
    """One line: ``days`` after (or before) the named day of every due questionnaire of its moments.

    ``held``: a pause of the course holds it back. Outcomes are asked for on [domain 9].
    """

    code: str
    moments: frozenset[str]
    since: From
    days: int
    channel: Channel
    fallback: Channel
    held: bool = True


class Asked(Protocol):
    """What is read of a due questionnaire."""

    moment: str
    from_on: date
    due_on: date
    late_on: date | None


def _line(
    code: str, moment: str, since: From, days: int, *, mail: bool = False, held: bool = True
) -> Line:
    first, second = (Channel.EMAIL, Channel.SMS) if mail else (Channel.SMS, Channel.EMAIL)
    return Line(code, frozenset({moment}), since, days, first, second, held)


LINES: tuple[Line, ...] = (
    _line("M01_0D", "BASELINE", From.FIRST, 0, mail=True),
    _line("M01_2D", "BASELINE", From.FIRST, 2, mail=True),
    _line("M01_5D", "BASELINE", From.FIRST, 5, mail=True),
    _line("M10_3D", "BEFORE_DOSE", From.LAST, -3),
    _line("M10_1D", "BEFORE_DOSE", From.LAST, -1),
    _line("M19_7D", "DAY_7", From.DUE, 0, mail=True, held=False),
    _line("M19_1M", "MONTH_1", From.DUE, 0, mail=True, held=False),
    _line("M19_3M", "MONTH_3", From.DUE, 0, mail=True, held=False),
    _line("M19_6M", "MONTH_6", From.DUE, 0, mail=True, held=False),
    _line("M20_16D", "ENDPOINT", From.FIRST, 2, held=False),
    _line("M20_21D", "ENDPOINT", From.FIRST, 7, held=False),
    _line("M20_28D", "ENDPOINT", From.FIRST, 14, held=False),
    _line("M21", "MAINTENANCE", From.DUE, 0, mail=True),
)
BY_CODE = {line.code: line for line in LINES}


def days_of(line: Line, rows: Iterable[Asked]) -> dict[date, date | None]:
    """The days on which this line goes for these questionnaires, each with the last day it makes sense."""
    found: dict[date, date | None] = {}
    for row in rows:
        base: date | None = getattr(row, line.since.value)
        if row.moment not in line.moments or base is None:
            continue
        day = base + timedelta(days=line.days)
        if day < row.from_on or (row.late_on is not None and day > row.late_on):
            continue
        known = found.get(day, row.late_on)
        found[day] = None if known is None or row.late_on is None else max(known, row.late_on)
    return found


def occurrence(day: date, zone: str) -> datetime:
    """The instant a reminder of that day is about: ten on the patient's wall."""
    return on_day(day, TEN, zone)


def window(
    day: date, last: date | None, *, now: datetime, zone: str, hours: SendHours
) -> Window | None:
    """When the reminder of ``day`` may go, or None when its time is over. ``last``: the last day it makes sense."""
    wanted = occurrence(day, zone)
    not_after = wanted + USEFUL_FOR
    if last is not None:
        # Before a visit: not on its morning any more.
        not_after = min(not_after, on_day(max(last, day + timedelta(days=1)), time(0), zone))
    if local_date(now, zone) > day:
        return None
    due_at = first_allowed(max(wanted, now), zone, hours)
    return Window(due_at, not_after) if due_at < not_after else None


def wait_for_caps(
    gone: Iterable[datetime], *, at: datetime, zone: str, hours: SendHours
) -> datetime | None:
    """Until when the caps hold one back, given when the others went; None if it may go now."""
    times = sorted(gone)
    wait: datetime | None = None
    first, following = day_bounds(local_date(at, zone), zone)
    if sum(first <= when < following for when in times) >= A_DAY:
        wait = following
    week = [when for when in times if at - WEEK < when <= at]
    if len(week) >= A_WEEK:
        again = week[-A_WEEK] + WEEK
        wait = again if wait is None else max(wait, again)
    return None if wait is None else first_allowed(wait, zone, hours)
