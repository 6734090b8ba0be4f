"""Weekly rules through every clock change of ten years in six zones, day by day; no database.

The zones: an hour north (two laws), an hour south of the equator, a half-hour change, a half-hour offset without any,
and a place that never changes. Negative control: `test_shifting_by_whole_days_is_an_hour_off` does what we do not do,
keeps the first instant and adds days; it goes wrong in every zone whose clocks change, and in no other.
"""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.core import localtime
from clinic.scheduling.models import WorkingPattern
from clinic.scheduling.models.opening_hours import ExceptionalDay, Rule, open_spans

FIRST, DAYS = date(2026, 1, 1), 3653
CHANGING = ("America/Denver", "Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe")
STEADY = ("Asia/Kolkata", "America/Phoenix")
ZONES = CHANGING + STEADY
EVERY_DAY = [FIRST + timedelta(days=n) for n in range(DAYS)]
DAY = timedelta(days=1)


def pattern(starts, ends, *, on_call=False, day=FIRST):
    return WorkingPattern(
        weekday=day.weekday(), starts=starts, ends=ends, from_on=FIRST, on_call=on_call
    )


def offset(at, zone):
    return localtime.wall_time(at, zone) - at.replace(tzinfo=None)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("starts", "ends"), [(time(8), time(17)), (time(0), time(23, 59)), (time(1, 30), time(2, 45))]
)
def test_every_shift_begins_and_ends_by_the_clock_on_the_wall(zone, starts, ends):
    rule = pattern(starts, ends)
    reached = None
    for day in EVERY_DAY:
        span = rule.span_on(day, zone)
        if span is None:
            continue  # all of it lies in the hour the clocks skipped
        start, end = span
        assert start < end
        assert reached is None or reached <= start, "shifts of two days overlap"
        reached = end
        shown = localtime.wall_time(start, zone)
        wanted = datetime.combine(day, starts)
        if shown != wanted:  # in the gap: it begins the moment the clocks jumped
            before = start - timedelta(microseconds=1)
            assert offset(before, zone) < offset(start, zone)
            assert shown > wanted
        wall = localtime.wall_time(end, zone) - shown
        assert end - start == wall + offset(start, zone) - offset(end, zone)


@pytest.mark.parametrize("zone", ZONES)
def test_a_night_on_call_lasts_into_the_next_morning(zone):
    rule = pattern(time(18), time(7), on_call=True)
    for day in EVERY_DAY:
        start, end = rule.span_on(day, zone)
        assert localtime.wall_time(start, zone) == datetime.combine(day, time(18))
        assert localtime.wall_time(end, zone) == datetime.combine(day + DAY, time(7))


@pytest.mark.parametrize("zone", ZONES)
def test_opening_hours_and_exceptions_agree_on_the_same_times(zone):
    rules = [Rule(day, time(8), time(18), FIRST, None) for day in range(7)]
    weekly = open_spans(rules, zone, FIRST, EVERY_DAY[-1])
    dated = [ExceptionalDay(day, time(8), time(18)) for day in EVERY_DAY]
    assert open_spans([], zone, FIRST, EVERY_DAY[-1], dated) == weekly
    assert len(weekly) == DAYS
    closed = [ExceptionalDay(day, None, None) for day in EVERY_DAY]
    assert open_spans(rules, zone, FIRST, EVERY_DAY[-1], closed) == []


@pytest.mark.parametrize("zone", ZONES)
def test_shifting_by_whole_days_is_an_hour_off(zone):
    rule = pattern(time(8), time(17))
    first, _end = rule.span_on(FIRST, zone)
    wrong = [
        day for n, day in enumerate(EVERY_DAY) if first + n * DAY != rule.span_on(day, zone)[0]
    ]
    assert bool(wrong) == (zone in CHANGING)


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(FIRST, EVERY_DAY[-1]),
    starts=st.times(),
    minutes=st.integers(1, 1439),
)
def test_any_rule_on_any_day_keeps_its_order(zone, day, starts, minutes):
    end = datetime.combine(day, starts) + timedelta(minutes=minutes)
    ends = min(end, datetime.combine(day, time.max)).time()
    span = pattern(starts, ends, day=day).span_on(day, zone)
    if span is not None:
        assert span[0] < span[1]
        low, high = localtime.day_bounds(day, zone)
        assert low <= span[0]
        assert span[1] <= high
