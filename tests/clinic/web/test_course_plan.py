"""Where steps nobody has booked are drawn: by the protocol's gaps, never in the past."""

from datetime import date, timedelta
from types import SimpleNamespace

from clinic.web.boards.course_plan import projected_days

TODAY = date(2026, 11, 24)


def step(pk, after=None, gap_days=0, status="PLANNED"):
    return SimpleNamespace(pk=pk, after_step_id=after, min_gap_hours=gap_days * 24, status=status)


def test_a_step_falls_after_the_one_before_it_by_the_least_gap():
    steps = [step(1), step(2, after=1, gap_days=7), step(3, after=2, gap_days=7)]
    days = projected_days(steps, {1: TODAY + timedelta(days=2)}, TODAY)
    assert days == {2: TODAY + timedelta(days=9), 3: TODAY + timedelta(days=16)}


def test_a_step_that_is_overdue_is_drawn_today():
    days = projected_days(
        [step(1, status="DONE"), step(2, after=1, gap_days=7)],
        {1: TODAY - timedelta(days=30)},
        TODAY,
    )
    assert days == {2: TODAY}


def test_a_gap_of_part_of_a_day_is_a_day():
    half = SimpleNamespace(pk=2, after_step_id=1, min_gap_hours=24 + 1, status="PLANNED")
    assert projected_days([step(1), half], {1: TODAY}, TODAY) == {2: TODAY + timedelta(days=2)}


def test_steps_in_a_ring_do_not_hang_the_page():
    days = projected_days([step(1, after=2, gap_days=1), step(2, after=1, gap_days=1)], {}, TODAY)
    assert set(days) == {1, 2}
