"""The risk table of domain/05 section 5.4, and what an unasked question means."""

from itertools import product

import pytest

from patients.instruments.suicide_risk import (
    SUICIDE_SCREEN,
    AnswersContradict,
    Risk,
    asked,
    find_risk,
)

NEVER = {"Q6": 0}


@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        ({"Q1": 0, "Q2": 0, "Q6": 0}, Risk.NONE),
        ({"Q1": 1, "Q2": 0, "Q6": 0}, Risk.LOW),
        ({"Q1": 0, "Q2": 1, "Q3": 0, "Q4": 0, "Q5": 0, "Q6": 0}, Risk.LOW),
        ({"Q1": 1, "Q2": 1, "Q3": 0, "Q4": 0, "Q5": 0, "Q6": 0}, Risk.LOW),
        ({"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 0, "Q5": 0, "Q6": 0}, Risk.MODERATE),
        ({"Q1": 1, "Q2": 1, "Q3": 0, "Q4": 1, "Q5": 0, "Q6": 0}, Risk.HIGH),
        ({"Q1": 1, "Q2": 1, "Q3": 0, "Q4": 0, "Q5": 1, "Q6": 0}, Risk.HIGH),
        # behaviour: ever is moderate, within three months is high
        ({"Q1": 0, "Q2": 0, "Q6": 1, "Q6_RECENT": 0}, Risk.MODERATE),
        ({"Q1": 0, "Q2": 0, "Q6": 1, "Q6_RECENT": 1}, Risk.HIGH),
    ],
)
def test_the_risk_table(answers, risk):
    found = find_risk(answers)
    assert (found.risk, found.complete) == (risk, True)


def test_five_low_yeses_never_add_up():
    """A site that sums yes answers is wrong: one yes to 4 outranks three yeses to 1, 2 and 3."""
    three = {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 0, "Q5": 0, **NEVER}
    one = {"Q1": 0, "Q2": 1, "Q3": 0, "Q4": 1, "Q5": 0, **NEVER}
    assert find_risk(one).risk > find_risk(three).risk


@pytest.mark.parametrize("skipped", ["Q3", "Q4", "Q5"])
def test_questions_behind_a_no_are_not_answered(skipped):
    with pytest.raises(AnswersContradict):
        find_risk({"Q1": 1, "Q2": 0, skipped: 0, **NEVER})


def test_recent_behaviour_is_not_asked_after_never():
    with pytest.raises(AnswersContradict):
        find_risk({"Q1": 0, "Q2": 0, "Q6": 0, "Q6_RECENT": 1})


def test_an_unasked_question_is_never_a_no():
    """The guard is ``complete`` in ``RiskFound.risk``: without it the first reads NONE."""
    found = find_risk({"Q1": 0, "Q2": 0})
    assert (found.risk, found.complete, found.proven) == (None, False, Risk.NONE)
    found = find_risk({"Q1": 1, "Q2": 1, "Q3": 1})
    assert (found.risk, found.proven) == (None, Risk.MODERATE)


def test_a_proven_high_does_not_wait_for_the_rest():
    assert find_risk({"Q2": 1, "Q4": 1}).risk is Risk.HIGH
    assert find_risk({"Q6_RECENT": 1}).risk is Risk.HIGH


def test_the_questions_asked_follow_the_answers():
    assert asked({}) == ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q6_RECENT")
    assert asked({"Q2": 0, "Q6": 0}) == ("Q1", "Q2", "Q6")


def test_every_complete_set_of_answers_has_the_risk_of_its_worst_answer():
    weight = {"Q1": 1, "Q2": 1, "Q3": 2, "Q4": 3, "Q5": 3, "Q6": 2, "Q6_RECENT": 3}
    seen = 0
    for values in product((0, 1), repeat=7):
        answers = dict(zip(weight, values, strict=True))
        answers = {key: value for key, value in answers.items() if key in asked(answers)}
        seen += 1
        expected = max((weight[key] for key, value in answers.items() if value), default=0)
        assert find_risk(answers).risk == expected
    assert seen == 128


def test_no_licensed_wording_ships():
    assert not any(item.text for item in SUICIDE_SCREEN.items)
    assert not SUICIDE_SCREEN.is_worded
