"""The trials table judged: each number at its edge, and what is not written down stays unknown."""

from decimal import Decimal

import pytest

from patients.eligibility.antidepressants import ingredient_of
from patients.eligibility.trials import (
    Episode,
    Outcome,
    Trial,
    TrialKind,
    TrialPolicy,
    contradiction,
    judge,
    resistance,
)

D = Decimal
POLICY = TrialPolicy(doses={"sertraline": D(50), "venlafaxine": D(150), "mirtazapine": D(15)})


def drug(ingredient="sertraline", dose=50, weeks=6, improvement=30, **other):
    return Trial(
        TrialKind.DRUG,
        ingredient,
        None if dose is None else D(dose),
        None if weeks is None else D(weeks),
        improvement=improvement,
        **other,
    )


@pytest.mark.parametrize(
    ("trial", "dose", "duration", "failed", "regulatory"),
    [
        (drug(), True, True, True, False),
        (drug(dose="49.99"), False, True, False, False),
        (drug(weeks="5.9"), True, False, False, False),
        (drug(improvement=49), True, True, True, False),
        (drug(improvement=50), True, True, False, False),
        (drug(improvement=25), True, True, True, True),
        (drug(improvement=26), True, True, True, False),
        (drug(improvement=-20), True, True, True, True),
        (drug(dose=None), None, True, None, False),
        (drug(dose=None, improvement=20), None, True, None, None),
        (drug(weeks=None), True, None, None, False),
        (drug(weeks=2, dose=None), None, False, False, False),
        (drug("lamotrigine", dose=200), None, True, None, False),
        (drug("", dose=200), None, True, None, False),
        (drug(improvement=None), True, True, None, None),
        (drug(improvement=None, outcome=Outcome.NO_RESPONSE), True, True, True, True),
        (drug(improvement=None, outcome=Outcome.PARTIAL), True, True, True, None),
        (drug(improvement=None, outcome=Outcome.RESPONSE_THEN_LOSS), True, True, False, False),
    ],
)
def test_one_trial(trial, dose, duration, failed, regulatory):
    found = judge(trial, POLICY)
    assert (found.adequate_dose, found.adequate_duration) == (dose, duration)
    assert (found.failed, found.failed_regulatory) == (failed, regulatory)


def test_not_tolerated_is_no_failure():
    """Without the line that takes INTOLERANT out, this trial is a failed one: red."""
    found = judge(drug(improvement=0, outcome=Outcome.INTOLERANT), POLICY)
    assert found.adequate is True
    assert (found.failed, found.failed_regulatory, found.intolerant) == (None, None, True)


@pytest.mark.parametrize(("sessions", "enough"), [(7, False), (8, True), (None, None)])
def test_psychotherapy_is_counted_in_sessions(sessions, enough):
    found = judge(Trial(TrialKind.PSYCHOTHERAPY, sessions=sessions), POLICY)
    assert found.adequate is enough


def test_two_different_failed_drugs_make_it_resistant():
    twice = [drug(), drug(episode=Episode.CURRENT)]
    assert resistance(twice, POLICY).is_resistant is False
    assert resistance([*twice, drug("venlafaxine", 150)], POLICY).is_resistant is True


def test_what_may_count_leaves_it_open():
    """A trial without a dose is neither failed nor absent: the answer is "cannot say", never "no"."""
    found = resistance([drug(), drug("venlafaxine", dose=None)], POLICY)
    assert (found.failed, found.unclear) == ({"sertraline"}, {"venlafaxine"})
    assert found.is_resistant is None
    assert resistance([drug(), drug("venlafaxine", weeks=1)], POLICY).is_resistant is False


def test_neither_intolerance_nor_augmentation_counts():
    rows = [
        drug(),
        drug("venlafaxine", 150, outcome=Outcome.INTOLERANT),
        drug("mirtazapine", 30, augmentation=True),
    ]
    found = resistance(rows, POLICY)
    assert (found.is_resistant, found.augmented) == (False, True)


def test_the_regulatory_count_takes_this_episode_alone():
    past = [drug(improvement=10), drug("venlafaxine", 150, improvement=10)]
    assert resistance(past, POLICY).is_resistant_regulatory is False
    now = [
        drug(improvement=25, episode=Episode.CURRENT),
        drug("venlafaxine", 150, improvement=0, episode=Episode.CURRENT),
    ]
    found = resistance(now, POLICY)
    assert found.is_resistant_regulatory is True


@pytest.mark.parametrize(
    ("outcome", "improvement", "wrong"),
    [
        (Outcome.NO_RESPONSE, 50, True),
        (Outcome.NO_RESPONSE, 49, False),
        (Outcome.PARTIAL, 60, True),
        (Outcome.RESPONSE_THEN_LOSS, 49, True),
        (Outcome.RESPONSE, 50, False),
        (Outcome.UNKNOWN, 80, False),
        (Outcome.NO_RESPONSE, None, False),
    ],
)
def test_words_and_percentage_must_fit(outcome, improvement, wrong):
    assert contradiction(outcome, improvement, POLICY) is wrong


@pytest.mark.parametrize(
    ("name", "ingredient"),
    [
        ("Sertraline 50 mg", "sertraline"),
        ("ZOLOFT", "sertraline"),
        ("desvenlafaxine ER", "desvenlafaxine"),
        ("venlafaxine XR", "venlafaxine"),
        ("Effexor XR 150", "venlafaxine"),
        ("olanzapine/fluoxetine", "fluoxetine"),
        ("selegiline 5 mg tablet", ""),
        ("Emsam 6 mg/24 h", "selegiline"),
        ("selegiline transdermal", "selegiline"),
        ("sertraline then fluoxetine", ""),
        ("lithium", ""),
        ("", ""),
    ],
)
def test_names_are_read(name, ingredient):
    assert ingredient_of(name) == ingredient
