"""A course computed by hand: six doses in March, nine answers from February to May 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from clinic.core.ids import uuid7
from patients.instruments.phq9 import PHQ9
from patients.progress.facts import Answer, Asked, Dose, bounds_of
from patients.progress.series import Mark, series_of

BOUNDS = bounds_of(None)
B, E, D, P, X = (
    Mark.BASELINE,
    Mark.ENDPOINT,
    Mark.OVERLAPS_DOSE,
    Mark.OVERLAPS_PREVIOUS,
    Mark.ESTIMATED,
)


def moment(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), UTC)


def dose(number: int, month: int, day: int, hour: int = 12, **given) -> Dose:
    on = date(2026, month, day)
    return Dose(number, on, moment(on, hour), **given)


def answer(month: int, day: int, total: int | None, hour: int = 9, item=0, **given) -> Answer:
    on = date(2026, month, day)
    return Answer(uuid7(), on, moment(on, hour), total, item=item, **given)


DOSES = [
    dose(n, 3, day) for n, day in enumerate((2, 5, 9, 12, 16, 19), start=1)
]  # the last acute dose is 19 March
ANSWERS = (
    answer(2, 10, 21),  # 20 days before the first dose: too old for a baseline
    answer(2, 24, 19),  # the baseline
    answer(2, 26, 18, prorated=True),  # nearer, but an estimate
    answer(3, 5, 16, overlaps_previous=True),  # the morning of dose 2
    answer(3, 12, 14),
    answer(4, 1, 9),  # day 13 after the last dose
    answer(4, 2, 9),  # day 14
    answer(4, 19, 4),  # day 31
    answer(5, 20, 24),
)


def series(answers=ANSWERS, doses=DOSES, over=True, bounds=BOUNDS):
    return series_of(Asked(PHQ9, tuple(answers)), doses, bounds, acute_is_over=over)


def test_the_course_computed_by_hand():
    marks = [(p.answer.total, set(p.marks), p.doses_before) for p in series().points]
    assert marks == [
        (21, set(), 0),
        (19, {B}, 0),
        (18, {X}, 0),
        (16, {D, P}, 1),
        (14, {D}, 3),
        (9, {D}, 6),
        (9, {E}, 6),
        (4, set(), 6),
        (24, set(), 6),
    ]


def test_the_changes_computed_by_hand():
    told = [
        p.change and (p.change.points, p.change.percent, p.change.is_response, p.change.is_worse)
        for p in series().points
    ]
    assert told == [
        None,
        None,
        None,
        (-3, Decimal("15.8"), False, False),
        (-5, Decimal("26.3"), False, False),
        (-10, Decimal("52.6"), True, False),
        (-10, Decimal("52.6"), True, False),
        (-15, Decimal("78.9"), True, False),
        (5, Decimal("-26.3"), False, True),
    ]
    assert [p.change.is_remission for p in series().points if p.change] == [
        False, False, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "counts"), [(0, True), (14, True), (15, False)])
def test_the_baseline_is_at_most_fourteen_days_old(days, counts):
    on = DOSES[0].on - timedelta(days=days)
    found = series([answer(on.month, on.day, 19)])
    assert (found.baseline is not None) is counts


def test_an_estimate_is_neither_baseline_nor_outcome():
    """Control: with ``total`` instead of ``exact`` in ``baseline_of`` the estimate is the baseline."""
    found = series([answer(3, 1, 18, prorated=True), answer(3, 30, 4)])
    assert (found.baseline, found.outcome) == (None, None)
    found = series([answer(3, 1, 18), answer(4, 5, 4, prorated=True)])
    assert found.points[1].change is None
    assert (found.endpoint, found.latest) == (None, None)


def test_an_answer_of_the_day_of_the_first_dose_counts_if_it_came_first():
    assert series([answer(3, 2, 19, hour=11)]).baseline is not None
    assert series([answer(3, 2, 19, hour=13)]).baseline is None
    # Typed in from paper in the evening: it was filled in before the dose.
    assert series([answer(3, 2, 19, hour=20, paper=True)]).baseline is not None


def test_a_paper_of_the_day_of_a_dose_belongs_before_it():
    found = series([answer(3, 1, 19), answer(3, 5, 16, hour=22, paper=True)])
    assert found.points[1].doses_before == 1


def test_no_endpoint_while_acute_doses_are_to_come():
    assert series(over=False).endpoint is None


def test_the_endpoint_counts_from_the_last_acute_dose_not_from_maintenance():
    """Control: counted from the last dose of any kind, day 20 would be day 10."""
    doses = [*DOSES, dose(7, 3, 29, maintenance=True)]
    found = series([answer(3, 1, 20), answer(4, 8, 8)], doses)
    assert found.endpoint is found.points[1]
    assert Mark.OVERLAPS_DOSE in found.points[1].marks


def test_the_first_score_in_the_window_is_the_endpoint():
    found = series([answer(3, 1, 20), answer(4, 10, 12), answer(4, 15, 4)])
    assert found.endpoint is found.points[1]


def test_answers_in_any_order_are_read_in_order():
    again = series(reversed(ANSWERS))
    assert [p.answer.total for p in again.points] == [p.answer.total for p in series().points]
    assert again.latest.answer.total == 24


def test_item_nine_is_compared_with_the_answer_before_the_first_dose():
    early = answer(2, 24, 19, item=1)
    later = answer(2, 28, None, item=0)  # its total could not be counted, its answer was given
    found = series([early, later, answer(3, 12, 14, item=1)])
    assert found.outcome.is_worse


def test_the_clinics_policy_says_what_is_worse():
    bounds = replace(BOUNDS, worse_points=3)
    answers = [answer(3, 1, 10), answer(3, 4, 13)]
    assert series(answers, bounds=bounds).outcome.is_worse
    assert not series(answers).outcome.is_worse


def test_without_a_dose_nothing_is_compared():
    found = series(doses=[], over=False)
    assert (found.baseline, found.endpoint, found.latest) == (None, None, None)
    assert {p.change for p in found.points} == {None}
