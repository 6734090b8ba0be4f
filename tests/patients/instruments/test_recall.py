"""Which days a score speaks of."""

from datetime import date, timedelta

import pytest

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
