"""Wall time and instant, in six zones over ten years, against an oracle that only ever goes from instant to wall.

Going from UTC to the wall is never unclear, so the oracle walks every quarter hour in UTC and notes what the wall
showed: a wall time seen once is clear, twice is doubled, never is a gap.

Negative control: replace ``instant`` by ``wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)``, the obvious
one-liner, and the gap and the doubled hour come back as an answer (``test_the_obvious_one_liner_…`` shows it).
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.core import localtime
from clinic.core.localtime import AmbiguousTime, NoSuchTime, Turn, UnknownZone

# No clock changes; at 02:00; at midnight; by half an hour; winter time as the exception; around Ramadan.
ZONES = [
    "America/Phoenix",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Africa/Casablanca",
]
START = datetime(2024, 1, 1, tzinfo=UTC)
END = datetime(2034, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)

walls = st.datetimes(min_value=datetime(2024, 1, 3), max_value=datetime(2033, 12, 28)).map(
    lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
)


@cache
def changes(zone: str) -> list[datetime]:
    """The instants (to the hour) in ten years after which the offset differs from the hour before."""
    place, found, at = ZoneInfo(zone), [], START
    offset = at.astimezone(place).utcoffset()
    while at < END:
        at += timedelta(hours=1)
        if (now := at.astimezone(place).utcoffset()) != offset:
            found.append(at)
            offset = now
    return found


def seen_around(moment: datetime, zone: str) -> dict[datetime, list[datetime]]:
    """Wall time -> the instants that show it, for the two days around `moment`."""
    seen = defaultdict(list)
    at = moment - timedelta(days=1)
    while at < moment + timedelta(days=1):
        seen[at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)].append(at)
        at += QUARTER
    return seen


def quarters(seen: dict[datetime, list[datetime]]) -> list[datetime]:
    first, last = min(seen), max(seen)
    return [first + QUARTER * n for n in range(int((last - first) / QUARTER) + 1)]


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_hour_around_every_clock_change_of_ten_years(zone):
    counted = {"clear": 0, "gap": 0, "doubled": 0}
    for moment in changes(zone):
        seen = seen_around(moment, zone)
        for wall in quarters(seen):
            instants = seen.get(wall, [])
            if len(instants) == 1:
                assert localtime.instant(wall, zone) == instants[0]
                counted["clear"] += 1
            elif not instants:
                with pytest.raises(NoSuchTime) as refused:
                    localtime.instant(wall, zone)
                assert refused.value.resumes_at == min(
                    at for later, ats in seen.items() if later > wall for at in ats
                )
                counted["gap"] += 1
            else:
                with pytest.raises(AmbiguousTime) as asked:
                    localtime.instant(wall, zone)
                assert [asked.value.first, asked.value.second] == instants
                assert localtime.instant(wall, zone, Turn.FIRST) == instants[0]
                assert localtime.instant(wall, zone, Turn.SECOND) == instants[1]
                counted["doubled"] += 1
    if zone == "America/Phoenix":
        assert counted == {"clear": 0, "gap": 0, "doubled": 0}
    else:
        assert counted["gap"] >= 18
        assert counted["doubled"] >= 18
        assert counted["clear"] > 1000


@given(walls, st.sampled_from(ZONES))
def test_a_clear_wall_time_comes_back_unchanged(wall, zone):
    try:
        at = localtime.instant(wall, zone)
    except localtime.UnclearTime:
        return
    assert at.tzinfo is UTC
    assert localtime.wall_time(at, zone) == wall


@given(
    st.datetimes(min_value=START.replace(tzinfo=None), max_value=END.replace(tzinfo=None)),
    st.sampled_from(ZONES),
)
def test_every_instant_can_be_written_as_wall_time_and_turn_and_read_back(moment, zone):
    at = moment.replace(tzinfo=UTC)
    turn = localtime.turn_of(at, zone)
    assert localtime.instant(localtime.wall_time(at, zone), zone, turn) == at


@pytest.mark.parametrize("zone", ZONES)
def test_a_rule_never_refuses_and_never_turns_a_range_inside_out(zone):
    for moment in changes(zone):
        every = quarters(seen_around(moment, zone))
        opens = [localtime.rule_instant(wall, zone) for wall in every]
        closes = [localtime.rule_instant(wall, zone, closing=True) for wall in every]
        assert opens == sorted(opens)
        assert closes == sorted(closes)
        assert all(start <= end for start, end in zip(opens, closes, strict=True))


@pytest.mark.parametrize("zone", ZONES)
def test_local_days_of_ten_years_touch_without_gap_or_overlap(zone):
    day, lengths = date(2024, 1, 1), set()
    _, before = localtime.day_bounds(day - timedelta(days=1), zone)
    while day < date(2034, 1, 1):
        start, end = localtime.day_bounds(day, zone)
        assert start == before
        assert localtime.local_date(start, zone) == day
        assert localtime.local_date(end - timedelta(seconds=1), zone) == day
        lengths.add((end - start) / timedelta(hours=1))
        day, before = day + timedelta(days=1), end
    expected = {
        "America/Phoenix": {24},
        "Australia/Lord_Howe": {23.5, 24, 24.5},
    }
    assert lengths == expected.get(zone, {23, 24, 25})


@given(walls, st.sampled_from(ZONES), st.integers(min_value=1, max_value=60))
def test_so_many_days_later_the_wall_shows_the_same_time(wall, zone, days):
    start = localtime.rule_instant(wall, zone)
    then = localtime.add_days(start, days, zone)
    wanted = localtime.wall_time(start, zone) + timedelta(days=days)
    shown = localtime.wall_time(then, zone)
    if shown != wanted:
        with pytest.raises(NoSuchTime) as refused:
            localtime.instant(wanted, zone)
        assert then == refused.value.resumes_at


def test_a_time_in_the_spring_gap_is_refused_with_a_sentence():
    with pytest.raises(NoSuchTime) as refused:
        localtime.instant(datetime(2026, 3, 8, 2, 30), "America/New_York")
    assert str(refused.value) == (
        "02:30 on Sun 8 Mar 2026 does not exist in America/New_York: the clocks go from 02:00 straight to "
        "03:00. Choose 03:00 or later, or a time before 02:00."
    )
    assert refused.value.status == 400


def test_a_doubled_time_in_autumn_is_asked_about_with_a_sentence():
    with pytest.raises(AmbiguousTime) as asked:
        localtime.instant(datetime(2026, 11, 1, 1, 30), "America/New_York")
    assert str(asked.value) == (
        "01:30 on Sun 1 Nov 2026 happens twice in America/New_York: first as 01:30 EDT, then again as "
        "01:30 EST after the clocks go back. Say which one."
    )


def test_seconds_and_microseconds_in_the_gap_resume_at_the_same_whole_moment():
    for wall in (datetime(2026, 3, 8, 2, 0), datetime(2026, 3, 8, 2, 59, 59, 999999)):
        assert localtime.rule_instant(wall, "America/New_York") == datetime(
            2026, 3, 8, 7, 0, tzinfo=UTC
        )


def test_a_zone_without_clock_changes_takes_every_time():
    at = localtime.instant(datetime(2026, 3, 8, 2, 30), "America/Phoenix")
    assert at == datetime(2026, 3, 8, 9, 30, tzinfo=UTC)


def test_the_night_the_clocks_change_has_23_or_25_hours():
    for day, hours in ((date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 7, 1), 24)):
        start, end = localtime.day_bounds(day, "America/New_York")
        assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["Denver", "../../etc/passwd", "", "America/Nowhere", "x" * 5000])
def test_a_zone_that_is_none_is_refused_with_a_short_sentence(name):
    with pytest.raises(UnknownZone) as refused:
        localtime.zone_named(name)
    assert len(str(refused.value)) < 140


def test_a_wall_time_with_a_zone_attached_is_a_mistake_of_the_program():
    with pytest.raises(TypeError):
        localtime.instant(datetime(2026, 1, 1, tzinfo=UTC), "America/Denver")


def test_times_are_written_with_their_zone_by_name():
    at = datetime(2026, 11, 24, 16, 26, tzinfo=UTC)
    assert localtime.clock_text(at, "America/Denver") == "09:26 MST"
    assert localtime.day_and_clock_text(at, "America/Denver") == "Tue 24 Nov, 09:26 MST"
    assert localtime.clock_text(at, "Asia/Kathmandu") == "22:11 UTC+05:45"


def test_the_obvious_one_liner_answers_a_time_that_does_not_exist():
    """The negative control: without this module the gap is answered and the doubled hour is not asked about."""
    gap = datetime(2026, 3, 8, 2, 30, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    assert localtime.wall_time(gap, "America/New_York") == datetime(2026, 3, 8, 3, 30)
    doubled = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    assert doubled == doubled.replace(fold=1)  # "equal", though an hour apart
    assert doubled.astimezone(UTC) != doubled.replace(fold=1).astimezone(UTC)
