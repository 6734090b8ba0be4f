"""Which days a score speaks of, and what a change in it is called."""

from datetime import date, timedelta

import pytest

from patients.instruments.change import Change, is_worse, needs_review
from patients.instruments.phq9 import PHQ9
from patients.instruments.recall import (
    contains_days_before,
    is_endpoint,
    overlaps_previous_window,
)
from patients.instruments.suicide_risk import SUICIDE_SCREEN

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(("days", "overlaps"), [(0, True), (1, True), (13, True), (14, False)])
def test_two_weeks_of_recall_overlap_until_the_fourteenth_day(days, overlaps):
    later = DAY + timedelta(days=days)
    assert overlaps_previous_window(PHQ9, answered_on=later, previous_on=DAY) is overlaps
    assert contains_days_before(PHQ9, answered_on=later, dose_on=DAY) is overlaps


def test_a_first_answer_overlaps_nothing():
    assert not overlaps_previous_window(PHQ9, answered_on=DAY, previous_on=None)


def test_an_instrument_without_recall_overlaps_nothing():
    assert not overlaps_previous_window(SUICIDE_SCREEN, answered_on=DAY, previous_on=DAY)
    assert not contains_days_before(SUICIDE_SCREEN, answered_on=DAY, dose_on=DAY)


@pytest.mark.parametrize(("days", "counts"), [(13, False), (14, True), (31, True), (32, False)])
def test_the_endpoint_is_day_14_to_31(days, counts):
    answered = DAY + timedelta(days=days)
    assert is_endpoint(answered_on=answered, last_acute_dose_on=DAY) is counts


@pytest.mark.parametrize(
    ("baseline", "now", "response", "remission"),
    [
        (20, 10, True, False),
        (20, 11, False, False),
        (10, 5, True, False),
        (10, 4, True, True),
        (9, 4, True, False),  # below 10 at baseline: no remission to reach
        (21, 10, True, False),
        (21, 11, False, False),
        (0, 0, False, False),
    ],
)
def test_response_includes_the_half_and_remission_needs_a_case(baseline, now, response, remission):
    change = Change(baseline, now)
    assert (change.is_response, change.is_remission) == (response, remission)


@pytest.mark.parametrize(
    ("baseline", "now", "before", "after", "worse"),
    [
        (10, 14, 0, 0, False),
        (10, 15, 0, 0, True),
        (10, 8, 0, 1, True),
        (10, 8, 1, 1, False),
        (10, 8, None, 3, False),
    ],
)
def test_five_points_or_item_nine_is_worse(baseline, now, before, after, worse):
    change = Change(baseline, now)
    assert is_worse(change, item_nine_before=before, item_nine_now=after) is worse


@pytest.mark.parametrize(
    ("doses", "now", "review"),
    [
        (2, 20, False),
        (3, 17, True),
        (3, 16, False),  # a fifth of 20 is 4 points
        (5, 16, False),
        (6, 16, True),
        (6, 15, False),  # a quarter
    ],
)
def test_too_little_change_asks_for_a_review(doses, now, review):
    assert needs_review(Change(20, now), doses_given=doses) is review
