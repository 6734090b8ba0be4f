"""When a message goes: pure functions from a visit's time to an instant, in the patient's own zone.

Days are counted on the patient's wall clock ("the day before, at the same time"), hours as elapsed time ("two
hours before"): across a clock change the first keeps its wall time and the second its length. Every instant
that comes in or goes out is aware and in UTC; zones are IANA names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from clinic.core.localtime import add_days, local_date, rule_instant, wall_time

LAST_SLOT_BEFORE_CLOSING = timedelta(minutes=30)  # leaves room for a second try the same evening


class SendHours(NamedTuple):
    """The hours of a patient's day in which a message may arrive: ``opens <= wall clock < closes``.

    09:00-20:00 every day is clinic policy, inside the 08:00-21:00 of 47 CFR 64.1200(c)(1) [L12] [POL].
    """

    opens: time = time(9)
    closes: time = time(20)

    def contain(self, at: datetime, zone: str) -> bool:
        return self.opens <= wall_time(at, zone).time() < self.closes


ZONE_UNKNOWN_HOURS = SendHours(time(10), time(18))  # the clinic's zone is only a guess [POL]


class DaysBefore(NamedTuple):
    """So many calendar days before the visit, at the visit's own wall time."""

    days: int


class HoursBefore(NamedTuple):
    """So many elapsed hours before the visit."""

    hours: int


class DayAfter(NamedTuple):
    """The calendar day after, at a wall time."""

    at: time


Offset = DaysBefore | HoursBefore | DayAfter


class Move(StrEnum):
    """Which way a message goes when its time falls into quiet hours; the other way is the second choice."""

    EARLIER = "EARLIER"
    LATER = "LATER"


@dataclass(frozen=True)
class Timing:
    """One moment of a reminder.

    ``useful_for``: how long after its own time it is still worth sending. ``margin``: how long before the visit
    it must have gone (None: it comes after the visit). ``catch_up``: a visit booked too late for it gets it at
    once instead, if the margin allows.
    """

    offset: Offset
    useful_for: timedelta
    margin: timedelta | None
    move: Move = Move.EARLIER
    catch_up: bool = False


class NotPlanned(StrEnum):
    """Why there is no message."""

    PAST = "PAST"  # its time had gone by when the visit was booked or moved
    NO_ROOM = "NO_ROOM"  # no allowed hour between now and the last useful moment


class Window(NamedTuple):
    """A message's life: it may go from ``due_at`` on and must never go at or after ``not_after``."""

    due_at: datetime
    not_after: datetime


def wanted_at(starts_at: datetime, offset: Offset, zone: str) -> datetime:
    """The moment the offset names (UTC), before quiet hours have their say."""
    match offset:
        case DaysBefore(days):
            return add_days(starts_at, -days, zone)
        case HoursBefore(hours):
            return starts_at.astimezone(UTC) - timedelta(hours=hours)
        case DayAfter(at):
            return on_day(local_date(starts_at, zone) + timedelta(days=1), at, zone)


def on_day(day: date, clock: time, zone: str) -> datetime:
    """A rule's wall time on one date (UTC)."""
    return rule_instant(datetime.combine(day, clock), zone)


def last_allowed(at: datetime, zone: str, hours: SendHours) -> datetime:
    """``at`` itself when messages may arrive then, or the evening slot before it."""
    if hours.contain(at, zone):
        return at.astimezone(UTC)
    today = local_date(at, zone)
    slot = _minus(hours.closes, LAST_SLOT_BEFORE_CLOSING)
    slots = (on_day(today - timedelta(days=n), slot, zone) for n in range(3))
    return next(each for each in slots if each <= at)


def first_allowed(at: datetime, zone: str, hours: SendHours) -> datetime:
    """``at`` itself when messages may arrive then, or the next opening hour."""
    if hours.contain(at, zone):
        return at.astimezone(UTC)
    today = local_date(at, zone)
    openings = (on_day(today + timedelta(days=n), hours.opens, zone) for n in range(3))
    return next(each for each in openings if each >= at)


def plan(
    timing: Timing,
    *,
    starts_at: datetime,
    now: datetime,
    zone: str,
    hours: SendHours,
    may_catch_up: bool = True,
) -> Window | NotPlanned:
    """Where one moment of a reminder falls, or why it does not.

    ``now`` is when the visit was booked or moved: nothing is planned before it. ``may_catch_up=False`` when the
    patient had this reminder already for the visit's former time.
    """
    wanted = wanted_at(starts_at, timing.offset, zone)
    not_after = wanted + timing.useful_for
    if timing.margin is not None:
        not_after = min(not_after, starts_at.astimezone(UTC) - timing.margin)
    if wanted < now:
        if not (timing.catch_up and may_catch_up):
            return NotPlanned.PAST
        not_after = _catch_up_limit(timing, starts_at)
        due_at = first_allowed(now, zone, hours)
        return Window(due_at, not_after) if due_at < not_after else NotPlanned.NO_ROOM
    for move in (timing.move, *(other for other in Move if other is not timing.move)):
        place = last_allowed if move is Move.EARLIER else first_allowed
        due_at = place(wanted, zone, hours)
        if now <= due_at < not_after:
            return Window(due_at, not_after)
    return NotPlanned.NO_ROOM


def send_again_at(at: datetime, zone: str, hours: SendHours) -> datetime | None:
    """For a message that comes up in quiet hours after all: when it may go, or None if it may go now."""
    return None if hours.contain(at, zone) else first_allowed(at, zone, hours)


def _catch_up_limit(timing: Timing, starts_at: datetime) -> datetime:
    return starts_at.astimezone(UTC) - (timing.margin or timedelta(0))


def _minus(clock: time, delta: timedelta) -> time:
    return (datetime.combine(date(2000, 1, 2), clock, tzinfo=UTC) - delta).time()
