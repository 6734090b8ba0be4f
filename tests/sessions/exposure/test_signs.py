"""Where a sign of harm begins."""

from decimal import Decimal as D

import pytest

from clinic.policy.terms import LongTermTerms
from sessions.exposure.signs import bladder_rise, liver_is_high

TERMS = LongTermTerms()


@pytest.mark.parametrize(
    ("before", "now", "rise"), [(4, 6, None), (4, 7, 3), (None, 12, None), (8, 2, None)]
)
def test_the_bladder_score(before, now, rise):
    assert bladder_rise(before, now, TERMS) == rise


@pytest.mark.parametrize(
    ("times", "symptoms", "high"),
    [
        ("3", False, False),
        ("3.01", False, True),
        ("2", True, False),
        ("2.01", True, True),
        ("2.01", False, False),
        (None, True, False),
    ],
)
def test_the_liver(times, symptoms, high):
    value = None if times is None else D(times)
    assert liver_is_high(value, symptoms=symptoms, terms=TERMS) is high
