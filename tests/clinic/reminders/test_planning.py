"""When reminders fall: wall clocks, quiet hours, staleness, both clock changes in six zones.

Zones: two with ordinary clock changes on different days, one without, one that moves by 30 minutes, one with a
45-minute offset, and UTC. The expected instants in the tables were worked out by hand from the tz database.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clinic.reminders.catalogue import CATALOGUE, LIST, NEXT_MORNING, ONE_DAY, SAME_DAY, WEEK
from clinic.reminders.planning import (
    ZONE_UNKNOWN_HOURS,
    DaysBefore,
    HoursBefore,
    Move,
    NotPlanned,
    SendHours,
    Timing,
    Window,
    first_allowed,
    last_allowed,
    plan,
    send_again_at,
    wanted_at,
)

ZONES = [
    "America/New_York",
    "America/Phoenix",
    "Europe/London",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "UTC",
]
HOURS = SendHours()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

# Slow machines are not the subject.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
zones = st.sampled_from(ZONES)
instants = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2030, 12, 31), timezones=st.just(UTC)
)
timings = st.sampled_from([line.timing for line in CATALOGUE])


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def planned(timing, starts_at, zone, *, now=LONG_AGO, hours=HOURS, may_catch_up=True):
    return plan(
        timing, starts_at=starts_at, now=now, zone=zone, hours=hours, may_catch_up=may_catch_up
    )


# The visit is at 10:00 on the wall, on the day after the clocks changed (or the same Monday where they never do).
CHANGES = [
    ("America/New_York", "2026-03-08T10:00", "2026-03-07T15:00", "2026-03-08T12:00"),
    ("America/New_York", "2026-11-01T10:00", "2026-10-31T14:00", "2026-11-01T13:00"),
    ("America/Phoenix", "2026-03-08T10:00", "2026-03-07T17:00", "2026-03-08T03:00"),
    ("America/Phoenix", "2026-11-01T10:00", "2026-10-31T17:00", "2026-11-01T02:30"),
    ("Europe/London", "2026-03-29T10:00", "2026-03-28T10:00", "2026-03-28T19:30"),
    ("Europe/London", "2026-10-25T10:00", "2026-10-24T09:00", "2026-10-24T18:30"),
    ("Australia/Lord_Howe", "2026-10-04T10:00", "2026-10-02T23:30", "2026-10-03T09:00"),
    ("Australia/Lord_Howe", "2026-04-05T10:00", "2026-04-03T23:00", "2026-04-04T08:30"),
    ("Pacific/Chatham", "2026-09-27T10:00", "2026-09-25T21:15", "2026-09-26T06:45"),
    ("Pacific/Chatham", "2026-04-05T10:00", "2026-04-03T20:15", "2026-04-04T05:45"),
    ("UTC", "2026-03-29T10:00", "2026-03-28T10:00", "2026-03-28T19:30"),
    ("UTC", "2026-10-25T10:00", "2026-10-24T10:00", "2026-10-24T19:30"),
]


@pytest.mark.parametrize(("zone", "visit", "day_before", "_same_day"), CHANGES)
def test_the_day_before_keeps_its_wall_time_through_both_clock_changes(
    zone, visit, day_before, _same_day
):
    window = planned(ONE_DAY, local(visit, zone), zone)
    assert window.due_at == utc(day_before)
    assert window.due_at.astimezone(ZoneInfo(zone)).time() == time(10)


def test_counting_24_elapsed_hours_would_be_wrong():
    """Negative control: elapsed hours put the day-before text at 09:00 in spring and 11:00 in autumn."""
    new_york = ZoneInfo("America/New_York")
    for visit, wrong in (("2026-03-08T10:00", time(9)), ("2026-11-01T10:00", time(11))):
        starts_at = local(visit, "America/New_York")
        elapsed = wanted_at(starts_at, HoursBefore(24), "America/New_York")
        calendar = wanted_at(starts_at, DaysBefore(1), "America/New_York")
        assert elapsed.astimezone(new_york).time() == wrong
        assert calendar.astimezone(new_york).time() == time(10)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "day", ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-11-01"]
)
def test_two_hours_before_is_two_hours_on_every_clock_change(zone, day):
    starts_at = local(f"{day}T14:00", zone)
    window = planned(SAME_DAY, starts_at, zone)
    assert window == Window(starts_at - timedelta(hours=2), starts_at - timedelta(minutes=30))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", ["2026-03-08", "2026-06-10", "2026-11-01"])
def test_the_day_of_text_for_an_early_visit_goes_the_evening_before(zone, day):
    """08:00 is quiet; a text at 09:00 would be useless. It goes at 19:30 on the day before."""
    starts_at = local(f"{day}T09:30", zone)
    window = planned(SAME_DAY, starts_at, zone)
    wall = window.due_at.astimezone(ZoneInfo(zone))
    assert wall.time() == time(19, 30)
    assert (starts_at.astimezone(ZoneInfo(zone)).date() - wall.date()).days == 1
    assert window.not_after == starts_at - timedelta(minutes=30)


def test_the_morning_after_goes_at_nine_on_the_patients_own_clock():
    starts_at = local("2026-03-07T13:00", "America/New_York")
    window = planned(NEXT_MORNING, starts_at, "America/New_York")
    assert window.due_at == utc("2026-03-08T13:00")  # 09:00 EDT: the clocks changed that night
    assert window.not_after == window.due_at + timedelta(hours=6)
    assert window.due_at > starts_at


def test_the_patients_zone_decides_not_the_clinics():
    """A visit at 10:00 in Phoenix; she lives in New York and gets it at noon her time the day before."""
    starts_at = local("2026-11-24T10:00", "America/Phoenix")
    window = planned(ONE_DAY, starts_at, "America/New_York")
    assert window.due_at == utc("2026-11-23T17:00")


def test_an_unknown_zone_keeps_to_the_middle_of_the_day():
    starts_at = local("2026-11-24T09:30", "America/Phoenix")
    window = planned(ONE_DAY, starts_at, "America/Phoenix", hours=ZONE_UNKNOWN_HOURS)
    assert window.due_at == local("2026-11-22T17:30", "America/Phoenix")


@pytest.mark.parametrize(
    ("timing", "booked_before", "expected"),
    [
        (WEEK, timedelta(days=6), NotPlanned.PAST),
        (WEEK, timedelta(days=7, minutes=1), Window),
        (ONE_DAY, timedelta(hours=23), NotPlanned.PAST),
        (ONE_DAY, timedelta(hours=25), Window),
        (SAME_DAY, timedelta(hours=1), NotPlanned.PAST),
        (LIST, timedelta(hours=23), Window),
        (LIST, timedelta(hours=11), NotPlanned.NO_ROOM),
    ],
)
def test_what_is_past_when_booked_is_left_out_never_fired(timing, booked_before, expected):
    starts_at = local("2026-11-24T14:00", "America/Phoenix")
    result = planned(timing, starts_at, "America/Phoenix", now=starts_at - booked_before)
    assert result is expected or isinstance(result, expected if expected is Window else ())


def test_the_list_is_caught_up_at_once_but_not_twice():
    starts_at = local("2026-11-24T14:00", "America/Phoenix")
    now = starts_at - timedelta(hours=20)  # 18:00 the evening before
    assert planned(LIST, starts_at, "America/Phoenix", now=now) == Window(
        now, starts_at - timedelta(hours=12)
    )
    again = planned(LIST, starts_at, "America/Phoenix", now=now, may_catch_up=False)
    assert again is NotPlanned.PAST


def test_the_list_never_reaches_her_after_her_last_meal():
    """Booked at 22:00 for 10:00: 12 h before is 22:00 itself, and the night is quiet. A person must call."""
    starts_at = local("2026-11-24T10:00", "America/Phoenix")
    now = starts_at - timedelta(hours=12)
    assert planned(LIST, starts_at, "America/Phoenix", now=now) is NotPlanned.NO_ROOM


def test_quiet_hours_edges():
    zone = "Europe/London"
    assert HOURS.contain(local("2026-06-10T09:00", zone), zone)
    assert HOURS.contain(local("2026-06-10T19:59:59", zone), zone)
    assert not HOURS.contain(local("2026-06-10T20:00", zone), zone)
    assert not HOURS.contain(local("2026-06-10T08:59:59", zone), zone)
    night = local("2026-06-10T03:00", zone)
    assert last_allowed(night, zone, HOURS) == local("2026-06-09T19:30", zone)
    assert first_allowed(night, zone, HOURS) == local("2026-06-10T09:00", zone)
    assert send_again_at(night, zone, HOURS) == local("2026-06-10T09:00", zone)
    assert send_again_at(local("2026-06-10T12:00", zone), zone, HOURS) is None


@calm
@given(
    timing=timings,
    starts_at=instants,
    ahead=st.timedeltas(timedelta(0), timedelta(days=20)),
    zone=zones,
)
def test_whatever_is_planned_is_allowed_useful_and_in_time(timing, starts_at, ahead, zone):
    now = starts_at - ahead
    result = planned(timing, starts_at, zone, now=now)
    assume(isinstance(result, Window))
    assert now <= result.due_at < result.not_after
    assert HOURS.contain(result.due_at, zone)
    if timing.margin is not None:
        assert result.not_after <= starts_at - timing.margin < starts_at


@calm
@given(timing=timings, starts_at=instants, zone=zones)
def test_booked_long_ahead_everything_of_the_catalogue_has_a_place(timing, starts_at, zone):
    assume(HOURS.opens <= starts_at.astimezone(ZoneInfo(zone)).time() < time(19))
    result = planned(timing, starts_at, zone, now=starts_at - timedelta(days=30))
    assert isinstance(result, Window)


@calm
@given(timing=timings, starts_at=instants, zone=zones)
def test_messages_before_a_visit_only_move_earlier(timing, starts_at, zone):
    assume(timing.move is Move.EARLIER)
    result = planned(timing, starts_at, zone)
    assert result.due_at <= wanted_at(starts_at, timing.offset, zone)


@calm
@given(at=instants, zone=zones)
def test_the_two_edges_lie_around_the_moment_and_are_close(at, zone):
    before, after = last_allowed(at, zone, HOURS), first_allowed(at, zone, HOURS)
    assert before <= at <= after
    assert HOURS.contain(before, zone)
    assert HOURS.contain(after, zone)
    assert after - before <= timedelta(hours=15)


@calm
@given(starts_at=instants, zone=zones, days=st.integers(1, 30))
def test_a_day_offset_shows_the_visits_own_time_on_the_wall(starts_at, zone, days):
    """Except where that wall time does not exist on that day: then it is the moment the clocks jumped."""
    place = ZoneInfo(zone)
    there = starts_at.astimezone(place)
    wanted = wanted_at(starts_at, DaysBefore(days), zone).astimezone(place)
    naive = there.replace(tzinfo=None) - timedelta(days=days)
    exists = (
        naive.replace(tzinfo=place).astimezone(UTC).astimezone(place).replace(tzinfo=None) == naive
    )
    assert wanted.date() == there.date() - timedelta(days=days)
    if exists:
        assert wanted.replace(tzinfo=None, fold=0) == naive


def test_the_catalogue_is_whole_and_its_codes_are_unique():
    codes = [line.code for line in CATALOGUE]
    assert len(codes) == len(set(codes))
    assert {code.split("_")[0] for code in codes} == {"M04", "M06", "M08", "M09", "M14", "M16"}
    for line in CATALOGUE:
        after_the_visit = line.timing.margin is None
        assert after_the_visit == (line.code == "M14_NEXT_DAY")
        assert line.timing.useful_for > timedelta(0)


def test_a_timing_whose_hours_never_come_is_said_to_have_no_room():
    never = Timing(HoursBefore(2), useful_for=timedelta(minutes=10), margin=timedelta(minutes=110))
    starts_at = local("2026-11-24T07:00", "America/Phoenix")
    result = planned(never, starts_at, "America/Phoenix", now=starts_at - timedelta(hours=3))
    assert result is NotPlanned.NO_ROOM
