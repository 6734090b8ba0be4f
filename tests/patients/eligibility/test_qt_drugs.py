"""Which medications ask for an ECG, by whatever name they were written down."""

import pytest

from patients.eligibility.antidepressants import CLASSES
from patients.eligibility.qt_drugs import QT_DRUGS, lengthens_qt
from patients.interactions.matching import recognise


@pytest.mark.parametrize("ingredient", sorted(QT_DRUGS | CLASSES.keys()))
def test_every_ingredient_is_one_that_names_are_read_as(ingredient):
    assert recognise(ingredient).substances == {ingredient}


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("Citalopram 20 MG Oral Tablet", True),
        ("Celexa", True),
        ("Ciprofloxacn 500 mg", True),
        ("Ciprofloxacin 0.3% ophthalmic solution", False),
        ("Sertraline 50 MG Oral Tablet", False),
        ("something home-made", False),
    ],
)
def test_an_ecg_is_asked_for_what_is_swallowed_or_injected(name, asks):
    assert lengthens_qt([name]) is asks
