"""Who is worse, not improving, not measured: each rule at its boundary.

Controls, run: with `is_worse` not asked, `test_item_nine_up_is_worse...` is red; with nobody unmeasured,
`test_two_weeks_without_a_score...` is; with maintenance judged like a first phase, `test_in_maintenance...` is.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from patients.instruments.change import RULES, Change
from patients.instruments.phq9 import PHQ9
from patients.progress.course import progress_of
from patients.progress.facts import Asked
from patients.progress.standing import NonResponse, Situation, Standing, non_response, standing_of
from tests.patients.progress.test_series import BOUNDS, answer, dose, series

RULE = RULES["PHQ-9"]
WEEKLY = [dose(n, 3, day) for n, day in enumerate((2, 9, 16, 23, 30), start=1)] + [dose(6, 4, 6)]
TODAY = date(2026, 4, 14)


@pytest.mark.parametrize(
    ("doses", "now", "reason"),
    [
        (2, 20, None),
        (3, 17, NonResponse.EARLY),
        (3, 16, None),  # a fifth of 20 is 4 points
        (5, 16, None),
        (5, 17, NonResponse.EARLY),
        (6, 16, NonResponse.STOP),
        (6, 15, None),  # a quarter
        (9, 25, NonResponse.STOP),
    ],
)
def test_too_little_gone_asks_for_a_review(doses, now, reason):
    assert non_response(Change(RULE, 20, now), doses, BOUNDS) is reason


def test_from_a_baseline_of_zero_nothing_can_be_missing():
    assert non_response(Change(RULE, 0, 0), 6, BOUNDS) is None


def standing(*answers, doses=WEEKLY, today=TODAY, over=True, bounds=BOUNDS, **given):
    found = series(answers, doses, over=over) if answers else None
    return standing_of(found, Situation(today, tuple(doses), **given), bounds)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (25, Standing.WORSE),
        (24, Standing.NOT_IMPROVING),
        (16, Standing.NOT_IMPROVING),
        (15, Standing.IMPROVING),
        (10, Standing.RESPONSE),
        (4, Standing.REMISSION),
    ],
)
def test_the_newest_score_after_six_doses(now, expected):
    assert standing(answer(3, 1, 20), answer(4, 13, now)) is expected


def test_item_nine_up_is_worse_however_well_the_rest():
    assert standing(answer(3, 1, 20), answer(4, 13, 4, item=1)) is Standing.WORSE


@pytest.mark.parametrize(
    ("days", "expected"), [(14, Standing.RESPONSE), (15, Standing.NOT_MEASURED)]
)
def test_two_weeks_without_a_score_are_too_long(days, expected):
    seen = date(2026, 4, 10)
    today = seen + timedelta(days=days)
    assert standing(answer(3, 1, 20), answer(4, 10, 8), today=today) is expected


def test_nobody_asks_any_more_is_not_a_gap():
    late = date(2026, 6, 30)
    assert (
        standing(answer(3, 1, 20), answer(4, 10, 8), today=late, asks=False) is Standing.RESPONSE
    )


def test_in_maintenance_the_gap_is_longer_and_no_review_is_due():
    late = date(2026, 5, 20)
    found = standing(answer(3, 1, 20), answer(4, 10, 18), today=late, maintenance=True)
    assert found is Standing.EARLY


def test_somebody_without_a_baseline_is_shown_as_such():
    assert standing(answer(4, 10, 8)) is Standing.NO_BASELINE
    assert standing(answer(2, 1, 20), answer(4, 10, 8)) is Standing.NO_BASELINE


def test_an_estimate_does_not_count_as_measured():
    """Control: with ``total`` in ``_is_unmeasured`` the estimate of 13 April counts."""
    found = standing(answer(3, 1, 20), answer(4, 13, 8, prorated=True))
    assert found is Standing.NOT_MEASURED


def test_before_the_first_dose_there_is_nothing_to_say():
    assert standing(answer(3, 1, 20), doses=[]) is Standing.NOT_BEGUN


def test_after_one_dose_it_is_early():
    found = standing(answer(3, 1, 20), answer(3, 4, 19), doses=WEEKLY[:1], today=date(2026, 3, 5))
    assert found is Standing.EARLY


def test_the_clinics_first_measure_decides_and_comes_first():
    gad7 = replace(PHQ9, code="GAD-7")
    asked = [
        Asked(PHQ9, (answer(3, 1, 20), answer(4, 13, 4))),
        Asked(gad7, (answer(3, 1, 10), answer(4, 13, 20))),
        Asked(replace(PHQ9, code="EMPTY"), (answer(3, 1, None),)),
    ]
    shown = progress_of(
        answer(1, 1, 0).id,
        asked,
        doses=WEEKLY,
        talks=[],
        today=TODAY,
        bounds=replace(BOUNDS, primary="GAD-7"),
        acute_is_over=True,
        maintenance=False,
        asks=True,
    )
    assert [s.code for s in shown.series] == ["GAD-7", "PHQ-9"]
    assert shown.standing is Standing.WORSE
