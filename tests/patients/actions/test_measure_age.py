"""Answers weeks apart are not one score: what was answered long ago is asked again, and nothing is thrown away."""

from datetime import timedelta

import pytest

from clinic.accounts.roles import Role
from patients.actions import measure
from patients.actions import patient as patients
from patients.actions.measure_result import NotAnswered
from patients.models import MeasureAnswer, SafetyAlert
from tests.patients.conftest import ZEROES
from tests.people import hire

HOLDS = timedelta(days=2)  # as the shipped policy says
MOMENT = timedelta(seconds=1)


@pytest.fixture
def begun(walk):
    """Five of nine answered by the nurse, and then left."""
    response = measure.start(walk.register(), instrument="PHQ-9", by=walk.nurse, at=walk.at)
    for item in "12345":
        measure.answer(response, item=item, value=1, by=walk.nurse, at=walk.at)
    return response


def rest(response, walk, at):
    for item in "6789":
        measure.answer(response, item=item, value=0, by=walk.nurse, at=at)


def test_answers_that_hold_together_are_one_score(begun, walk):
    rest(begun, walk, walk.at + HOLDS)
    assert measure.finish(begun, by=walk.nurse, at=walk.at + HOLDS).total == 5


def test_older_answers_are_asked_again_before_the_form_is_scored(begun, walk):
    """Control, run: with every row counted in ``finish`` the form is scored from both weeks: red."""
    late = walk.at + HOLDS + MOMENT
    rest(begun, walk, late)
    with pytest.raises(NotAnswered) as refused:
        measure.finish(begun, by=walk.nurse, at=late)
    assert refused.value.details["missing"] == list("12345")
    for item in "12345":
        measure.answer(begun, item=item, value=2, by=walk.nurse, at=late)
    assert measure.finish(begun, by=walk.nurse, at=late).total == 10


def test_the_same_answer_given_again_counts_anew(begun, walk):
    late = walk.at + 2 * HOLDS
    handed_in = measure.hand_in(
        begun, answers=ZEROES | dict.fromkeys("12345", 1), by=walk.nurse, at=late
    )
    assert (handed_in.missing, handed_in.response.total) == ((), 5)


def test_an_old_answer_that_called_somebody_still_does(walk):
    response = measure.start(walk.register(), instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(response, item="9", value=2, by=walk.nurse, at=walk.at)
    late = walk.at + 3 * HOLDS
    for item in "12345678":
        measure.answer(response, item=item, value=0, by=walk.nurse, at=late)
    with pytest.raises(NotAnswered):
        measure.finish(response, by=walk.nurse, at=late)
    assert SafetyAlert.objects.get(response=response).status == "RAISED"
    assert MeasureAnswer.objects.get(response=response, item="9").value == 2


def test_a_patients_form_speaks_of_the_day_its_first_counted_answer_was_given(walk):
    patient = walk.register()
    account = hire(walk.site, Role.PATIENT, "Aster Own")
    patients.give_account(patient, account=account, by=walk.desk, at=walk.at)
    account.forget_roles()
    response = measure.start_own(patient, instrument="PHQ-9", by=account, at=walk.at)
    measure.answer_own(response, item="1", value=3, by=account, at=walk.at)
    late = walk.at + timedelta(days=20)
    for item in "123456789":
        measure.answer_own(response, item=item, value=0, by=account, at=late)
    finished = measure.finish_own(response, by=account, at=late)
    assert (finished.total, finished.answered_on) == (0, walk.site.today(late))
