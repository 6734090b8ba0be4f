"""The day's geometry: pure, and right on the two nights the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.web.boards import grid

DENVER = ZoneInfo("America/Denver")
MORNING = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # 08:00 MST
USUAL = grid.day_of(date(2026, 11, 24), DENVER, [(MORNING, MORNING + timedelta(hours=9))])


def test_a_day_of_nine_hours_has_36_rows():
    assert USUAL.rows == 36
    assert USUAL.hours[0] == (1, "08:00")
    assert USUAL.hours[-1] == (33, "16:00")


def test_a_visit_stands_where_its_time_is():
    start = MORNING + timedelta(minutes=30)
    assert USUAL.at(start) == 3
    assert USUAL.lasts(start, start + timedelta(minutes=150)) == 10


def test_a_visit_of_five_minutes_is_still_seen():
    assert USUAL.lasts(MORNING, MORNING + timedelta(minutes=5)) == 1


def test_a_visit_before_opening_widens_the_day_to_the_full_hour():
    early = MORNING - timedelta(minutes=40)
    day = grid.day_of(date(2026, 11, 24), DENVER, [(early, MORNING + timedelta(hours=9))])
    assert day.hours[0] == (1, "07:00")
    assert day.at(early) == 2


def test_an_empty_day_shows_the_usual_hours():
    day = grid.day_of(date(2026, 11, 24), DENVER, [])
    assert (day.hours[0][1], day.rows) == ("08:00", 36)


def test_on_the_day_the_clocks_go_forward_the_wall_skips_an_hour():
    """8 March 2026: 01:00, then 03:00. The rows are real hours, the labels are the wall's."""
    start = datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    day = grid.day_of(date(2026, 3, 8), DENVER, [(start, start + timedelta(hours=5))])
    assert [label for _row, label in day.hours] == ["00:00", "01:00", "03:00", "04:00", "05:00"]


def test_the_now_line_is_only_on_a_board_that_holds_now():
    assert USUAL.percent(MORNING + timedelta(hours=4, minutes=30)) == pytest.approx(50)
    assert USUAL.percent(MORNING - timedelta(minutes=1)) is None


def test_two_visits_at_once_stand_side_by_side():
    def hour(n):
        return MORNING + timedelta(hours=n)

    assert grid.lanes([(hour(0), hour(2)), (hour(1), hour(3)), (hour(2), hour(4))]) == [1, 2, 1]


@given(st.integers(-600, 1500), st.integers(5, 480))
def test_no_visit_ever_leaves_the_board(minutes, length):
    start = MORNING + timedelta(minutes=minutes)
    first = USUAL.at(start)
    assert 1 <= first <= USUAL.rows
    assert first + USUAL.lasts(start, start + timedelta(minutes=length)) - 1 <= USUAL.rows


def test_a_day_of_25_hours_is_drawn_whole_and_its_doubled_hour_twice():
    """1 November 2026 in Denver. Control: with room for 96 quarters the last hour would fall off the board."""
    start = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    day = grid.day_of(date(2026, 11, 1), DENVER, [(start, start + timedelta(hours=25))])
    assert day.rows == 100
    labels = [label for _row, label in day.hours]
    assert (labels[0], labels[1:4], labels[-1]) == ("00:00", ["01:00", "01:00", "02:00"], "23:00")
    assert day.walls[4:13:4] == ["01:00/FIRST", "01:00/SECOND", "02:00"]
    last = start + timedelta(hours=24, minutes=45)
    assert day.rows_of(last, last + timedelta(minutes=15)) == (100, 1)


def test_a_day_of_23_hours_skips_the_hour_that_is_not():
    start = datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    day = grid.day_of(date(2026, 3, 8), DENVER, [(start, start + timedelta(hours=23))])
    assert day.rows == 92
    assert day.walls[7:9] == ["01:45", "03:00"]
    assert day.walls[-1] == "23:45"


def test_a_week_is_drawn_by_the_wall_and_the_doubled_hour_side_by_side():
    wall = grid.Wall(0, 24, DENVER)
    first = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # 01:30, and an hour later 01:30 again
    again = first + timedelta(hours=1)
    half = timedelta(minutes=30)
    assert wall.rows_of(first, first + half) == wall.rows_of(again, again + half) == (7, 2)
    spans = [wall.span_of(first, first + half), wall.span_of(again, again + half)]
    assert grid.lanes(spans) == [1, 2]
    morning = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)  # 09:00 MST, as on any other day
    assert wall.rows_of(morning, morning + timedelta(hours=1)) == (37, 4)
    across = wall.rows_of(
        first - half, again + half
    )  # 01:00 to 02:00: two real hours, one on the wall
    assert across == (5, 4)


def test_the_week_that_springs_forward_keeps_nine_at_nine():
    wall = grid.wall_of(DENVER, [])
    for on in (date(2026, 3, 7), date(2026, 3, 8)):
        nine = datetime.combine(on, datetime.min.time(), DENVER).replace(hour=9)
        assert wall.rows_of(nine, nine + timedelta(hours=1)) == (5, 4)
    assert wall.walls[4] == "09:00"
