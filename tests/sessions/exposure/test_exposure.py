"""How much in which window: per route, never converted, uncertain amounts as ranges."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest

from sessions.exposure import Amount, Elsewhere, Given, exactly, exposure

DENVER = ZoneInfo("America/Denver")
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


def dose(days, mg=36, route="IV", kg=D(72), course="course", session=None):
    at = NOW - timedelta(days=days)
    return Given(session or f"{route}{days}", course, route, at, D(mg), kg)


SIX = exactly(6)
SOME_MG = exactly(240)


def there(route="IV", sessions=SIX, mg=SOME_MG, first=None, last=None):
    return Elsewhere("there", route, sessions, mg, first, last)


def told(parts=(), elsewhere=(), at=NOW):
    return exposure(list(parts), list(elsewhere), at, DENVER)


@pytest.mark.parametrize(
    ("days", "week", "month"),
    [(0, 1, 1), (6.9, 1, 1), (7, 0, 1), (27.9, 0, 1), (28, 0, 0)],
)
def test_windows_of_days_are_elapsed_time(days, week, month):
    found = told([dose(days)])
    assert found.week.sessions == exactly(week)
    assert found.month.sessions == exactly(month)
    assert found.lifetime.sessions == exactly(1)


@pytest.mark.parametrize(
    ("day", "inside"), [(date(2025, 11, 24), False), (date(2025, 11, 25), True)]
)
def test_twelve_months_go_by_the_calendar(day, inside):
    at = datetime(day.year, day.month, day.day, 18, 0, tzinfo=UTC)
    found = told([Given("one", "course", "IV", at, D(36))])
    assert found.year.sessions == exactly(int(inside))


def test_a_year_from_the_29th_of_february_begins():
    leap = datetime(2028, 2, 29, 18, 0, tzinfo=UTC)
    found = told(
        [Given("one", "course", "IV", datetime(2027, 3, 1, 18, tzinfo=UTC), D(36))], at=leap
    )
    assert found.year.sessions == exactly(1)


def test_routes_are_counted_apart_and_never_converted():
    """100 mg by lozenge stays 100 mg by lozenge. With a factor anywhere in between the sum is another: red."""
    found = told([dose(1, 36), dose(3, 100, "SL_TROCHE"), dose(5, 40, "IM")])
    assert [(line.route, line.mg.low) for line in found.month.lines] == [
        ("IM", D(40)),
        ("IV", D(36)),
        ("SL_TROCHE", D(100)),
    ]
    assert found.month.mg == exactly(176)


def test_two_parts_of_one_session_are_one_session():
    found = told([dose(1, 40, "IM", session="s"), dose(1, 20, "IM", session="s")])
    assert found.week.sessions == exactly(1)
    assert found.week.mg == exactly(60)


def test_what_comes_later_is_not_counted_yet():
    assert told([dose(-1)]).lifetime.sessions == exactly(0)


def test_courses_are_added_up():
    found = told([dose(10, course="first"), dose(3, course="second")])
    assert found.month.sessions == exactly(2)


def test_mg_for_each_kilogram_and_week():
    found = told([dose(3, 36), dose(10, 36), dose(40, 72)])
    four = next(w for w in found.weekly if w.weeks == 4)
    twelve = next(w for w in found.weekly if w.weeks == 12)
    assert four.mg_per_kg == exactly(D(1) / 4)
    assert twelve.mg_per_kg == exactly(D(2) / 12)


def test_a_dose_without_a_weight_takes_the_nearest_and_never_falls_out():
    found = told([dose(20, 36, kg=D(72)), dose(3, 40, kg=None)])
    four = next(w for w in found.weekly if w.weeks == 4)
    assert four.mg_per_kg == Amount((D(36) / 72 + D(40) / 72) / 4, (D(36) / 72 + D(40) / 72) / 4)


def test_without_any_weight_nothing_is_claimed():
    found = told([dose(3, 40, kg=None)])
    assert {w.mg_per_kg for w in found.weekly} == {None}


# --- elsewhere ------------------------------------------------------------------------------------


def test_an_unknown_amount_has_no_upper_end():
    """Counted as zero it would say 36 mg: red."""
    found = told([dose(3)], [there(sessions=Amount(D(1), None), mg=Amount(D(0), None))])
    assert found.lifetime.mg == Amount(D(36), None)
    assert found.lifetime.sessions == Amount(D(2), None)
    assert found.lifetime.mg.may_reach(10**9)
    assert not found.lifetime.mg.surely_reaches(37)


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        (date(2026, 11, 1), date(2026, 11, 20), exactly(6)),
        (date(2026, 9, 1), date(2026, 11, 20), Amount(D(0), D(6))),
        (date(2026, 1, 1), date(2026, 3, 1), exactly(0)),
        (None, date(2026, 3, 1), exactly(0)),
        (None, None, Amount(D(0), D(6))),
        (date(2026, 11, 1), None, Amount(D(0), D(6))),
    ],
)
def test_earlier_treatment_in_a_window(first, last, month):
    found = told(elsewhere=[there(first=first, last=last)])
    assert found.month.sessions == month
    assert found.lifetime.sessions == exactly(6)


def test_a_way_nobody_knows_is_a_line_of_its_own():
    found = told(
        [dose(3)], [there(route="UNKNOWN", last=date(2026, 11, 20), first=date(2026, 11, 1))]
    )
    assert [line.route for line in found.month.lines] == ["IV", "UNKNOWN"]
