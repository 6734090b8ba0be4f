"""What the clock on the wall says, and the instant it means.

People give a wall time ("9:00 on 3 December, in Denver"); the database keeps the instant, in UTC. Between the
two lie the nights the clocks change: one hour a year does not exist, one happens twice. Python answers both
without a word (02:30 in the spring gap silently becomes 03:30; the two 01:30 of autumn compare as equal), so
every crossing from wall to instant goes through here:

* `instant` is for what a person typed. A time that does not exist is refused, a time that happens twice is asked
  about, each with a sentence.
* `rule_instant` is for weekly rules (opening hours, rosters), where nobody is there to be asked: it always
  answers, and never turns a range inside out.

Arithmetic and comparison are done in UTC, never between wall times. Pure: no clock, no database.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.core.errors import InvalidInput


class Turn(StrEnum):
    """Which of the two is meant, when the wall shows the same time twice in one night."""

    FIRST = "FIRST"
    SECOND = "SECOND"


class UnclearTime(InvalidInput):
    """A wall time that is not exactly one instant. Its text is the sentence to show beside the field."""

    code = "unclear-time"


class UnknownZone(UnclearTime):
    """The zone's name is not in the IANA list."""

    code = "unknown-zone"


class NoSuchTime(UnclearTime):
    """The clocks skipped over this time. `resumes_at` is the first instant after the gap (UTC)."""

    code = "no-such-time"

    def __init__(self, sentence: str, resumes_at: datetime) -> None:
        super().__init__(sentence, resumes_at=resumes_at.isoformat())
        self.resumes_at = resumes_at


class AmbiguousTime(UnclearTime):
    """The wall shows this time twice. `first` and `second` are the two instants it may mean (UTC)."""

    code = "ambiguous-time"

    def __init__(self, sentence: str, first: datetime, second: datetime) -> None:
        super().__init__(sentence, first=first.isoformat(), second=second.isoformat())
        self.first = first
        self.second = second


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo:
    """The zone with this IANA name ("America/Denver"). Raises `UnknownZone`."""
    if name not in _zone_names():
        raise UnknownZone(
            _("“%(zone)s” is not a time zone. Write it like America/Denver.") % {"zone": name[:60]}
        )
    return ZoneInfo(name)


def instant(wall: datetime, zone: str, turn: Turn | None = None) -> datetime:
    """The instant (UTC) at which the wall in `zone` shows `wall`; `wall` carries no zone of its own.

    Raises `NoSuchTime` in the spring gap, and `AmbiguousTime` in the doubled autumn hour unless `turn` says
    which is meant. A `turn` given for any other time changes nothing: a form may always send it.
    """
    _refuse_aware(wall)
    place = zone_named(zone)
    first, second = _readings(wall, place)
    if first == second:
        return first
    if first > second:  # PEP 495: in a gap the two readings are swapped
        raise _no_such_time(wall, place)
    if turn is None:
        raise _ambiguous(wall, place, first, second)
    return first if turn is Turn.FIRST else second


def rule_instant(wall: datetime, zone: str, *, closing: bool = False) -> datetime:
    """The instant (UTC) of a weekly rule's wall time on one date; never refuses.

    In the gap it is the moment the clocks jumped. In the doubled hour it is the first of the two, or the second
    where `closing`, so that a room open "01:00 to 02:00" stays open for both. For any opening <= closing on the
    wall, the instants keep that order.
    """
    _refuse_aware(wall)
    place = zone_named(zone)
    first, second = _readings(wall, place)
    if first > second:
        return _end_of_gap(wall, place)
    return second if closing else first


def wall_time(at: datetime, zone: str) -> datetime:
    """What the wall in `zone` shows at the instant `at`, without a zone attached."""
    return at.astimezone(zone_named(zone)).replace(tzinfo=None, fold=0)


def turn_of(at: datetime, zone: str) -> Turn | None:
    """Which pass of a doubled hour `at` falls in; None at all other times."""
    there = at.astimezone(zone_named(zone))
    first, second = _readings(there.replace(tzinfo=None, fold=0), zone_named(zone))
    if first >= second:
        return None
    return Turn.SECOND if there.fold else Turn.FIRST


def local_date(at: datetime, zone: str) -> date:
    """The date on the wall in `zone` at the instant `at`: the clinic's "today"."""
    return wall_time(at, zone).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The first instant of a local day and the first of the next (UTC): 23, 24 or 25 hours apart."""
    midnight = datetime.min.time()
    return (
        rule_instant(datetime.combine(day, midnight), zone),
        rule_instant(datetime.combine(day + timedelta(days=1), midnight), zone),
    )


def add_days(at: datetime, days: int, zone: str) -> datetime:
    """The same wall time `days` later (a course's "every Tuesday at 9:00" survives a clock change).

    Where that wall time is missing that day, the moment the clocks jumped; where it is doubled, the first.
    """
    return rule_instant(wall_time(at, zone) + timedelta(days=days), zone)


def zone_abbreviation(at: datetime, zone: str) -> str:
    """How the zone is called at that instant, for people: "MST", "MDT", or "UTC+05:45" where it has no letters."""
    name = at.astimezone(zone_named(zone)).tzname() or ""
    if name.isalpha():
        return name
    offset = at.astimezone(zone_named(zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


def clock_text(at: datetime, zone: str) -> str:
    """The time of day as staff read it: "09:26 MST"."""
    return f"{wall_time(at, zone):%H:%M} {zone_abbreviation(at, zone)}"


def day_and_clock_text(at: datetime, zone: str) -> str:
    """Day and time as staff read it: "Tue 24 Nov, 09:26 MST"."""
    return f"{date_format(wall_time(at, zone), 'D j M')}, {clock_text(at, zone)}"


def _refuse_aware(wall: datetime) -> None:
    if wall.tzinfo is not None:
        raise TypeError("a wall time carries no zone; pass the zone's name beside it")


def _readings(wall: datetime, place: ZoneInfo) -> tuple[datetime, datetime]:
    """Both readings of a wall time (PEP 495). Equal: clear. First earlier: doubled. First later: a gap."""
    return (
        wall.replace(tzinfo=place, fold=0).astimezone(UTC),
        wall.replace(tzinfo=place, fold=1).astimezone(UTC),
    )


def _end_of_gap(wall: datetime, place: ZoneInfo) -> datetime:
    """The instant the clocks jumped, found by halving: the first reading lies after it, the second before."""
    after, before = _readings(wall, place)
    settled = after.astimezone(place).utcoffset()
    seconds = int((after - before).total_seconds())
    low, high = 0, seconds  # the jump is in (before + low, before + high]
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(place).utcoffset() == settled:
            high = middle
        else:
            low = middle
    return (before + timedelta(seconds=high)).replace(microsecond=0)


def _no_such_time(wall: datetime, place: ZoneInfo) -> NoSuchTime:
    resumes_at = _end_of_gap(wall, place)
    a_second = timedelta(seconds=1)
    skipped_from = wall_time(resumes_at - a_second, place.key) + a_second
    sentence = _(
        "%(time)s on %(day)s does not exist in %(zone)s: the clocks go from %(from)s straight to %(to)s. "
        "Choose %(to)s or later, or a time before %(from)s."
    ) % {
        "time": f"{wall:%H:%M}",
        "day": date_format(wall, "D j M Y"),
        "zone": place.key,
        "from": f"{skipped_from:%H:%M}",
        "to": f"{wall_time(resumes_at, place.key):%H:%M}",
    }
    return NoSuchTime(sentence, resumes_at)


def _ambiguous(
    wall: datetime, place: ZoneInfo, first: datetime, second: datetime
) -> AmbiguousTime:
    sentence = _(
        "%(time)s on %(day)s happens twice in %(zone)s: first as %(first)s, then again as %(second)s after the "
        "clocks go back. Say which one."
    ) % {
        "time": f"{wall:%H:%M}",
        "day": date_format(wall, "D j M Y"),
        "zone": place.key,
        "first": clock_text(first, place.key),
        "second": clock_text(second, place.key),
    }
    return AmbiguousTime(sentence, first, second)
