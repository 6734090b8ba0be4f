"""Worse than before treatment: somebody calls the same day, once for each answer."""

from datetime import timedelta

import pytest

from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import BEAT, SETUP
from clinic.core.actor import acting_as
from clinic.tasks.actions import task as tasks
from clinic.tasks.models import Task
from patients.actions import care_team, measure, worsening
from patients.actions import course as courses
from patients.models import MeasureResponse
from tests.patients.conftest import ZEROES
from tests.people import hire

TEN = ZEROES | {"1": 3, "2": 3, "3": 3, "4": 1}
FIFTEEN = TEN | {"5": 3, "6": 2}
FOURTEEN = TEN | {"5": 3, "6": 1}


@pytest.fixture
def begun(walk):
    """`begun(TEN)`: those answers just before the first dose, which is given now."""

    def begin(answers, **given):
        course = walk.preparing()
        care_team.assign(
            course.patient, user=walk.therapist, role="THERAPIST", by=walk.desk, at=walk.at
        )
        walk.finish(course, "PREPARATION", 1)
        walk.phq9(course.patient, answers, course=course, **given)
        course = courses.mark_ready(course, by=walk.therapist, at=walk.at)
        return courses.activate(course, by=SETUP, at=walk.at)

    return begin


def calls():
    return Task.objects.filter(kind="WORSENING_CONTACT")


def test_five_points_above_the_baseline_is_a_call_the_same_day(walk, begun):
    """Control: without the subscription in ``patients.apps`` nobody is called."""
    course = begun(TEN)
    walk.later(days=3).phq9(course.patient, FIFTEEN)
    (call,) = calls()
    assert (call.role, call.patient_id, call.subject_id) == (
        "PRESCRIBER",
        course.patient_id,
        course.pk,
    )
    # 09:00 in Denver: the end of that day is 14 h 59 min away
    assert call.due_at == walk.at + timedelta(days=3, hours=14, minutes=59)
    assert call.escalate_at == walk.at + timedelta(days=3, minutes=60)
    said = call.sentence + call.why + call.link
    assert "15" not in said.replace(str(course.pk), "")
    assert "Aster" not in said


def test_four_points_are_no_call(walk, begun):
    course = begun(TEN)
    walk.later(days=3).phq9(course.patient, FOURTEEN)
    assert not calls().exists()


def test_item_nine_up_by_one_is_a_call_however_much_better_the_rest(walk, begun):
    course = begun(TEN)
    walk.later(days=3).phq9(course.patient, ZEROES | {"9": 1})
    assert calls().count() == 1


def test_whoever_is_on_duty_is_called_upon(walk, begun):
    duty = hire(walk.site, Role.NURSE, "Dorian Onduty", capabilities=[Capability.ON_DUTY])
    course = begun(TEN)
    walk.later(days=3).phq9(course.patient, FIFTEEN)
    assert calls().get().person == duty


def test_before_the_first_dose_there_is_no_baseline(walk):
    course = walk.preparing()
    walk.phq9(course.patient, TEN)
    walk.later(days=3).phq9(course.patient, FIFTEEN)
    assert not calls().exists()


def test_an_estimate_never_calls(walk, begun):
    """Control: with ``total`` for ``exact`` in ``Answer`` the estimate of 17 calls."""
    course = begun(TEN)
    worse = {key: value for key, value in FIFTEEN.items() if key != "8"}
    walk.later(days=3).phq9(course.patient, worse, entry="PAPER")
    assert MeasureResponse.objects.filter(prorated=True).count() == 1
    assert not calls().exists()


def test_on_an_estimate_item_nine_still_counts_as_it_was_answered(walk, begun):
    course = begun(TEN)
    better = {key: value for key, value in (ZEROES | {"9": 1}).items() if key != "8"}
    walk.later(days=3).phq9(course.patient, better, entry="PAPER")
    assert calls().count() == 1


def test_the_same_answer_calls_once_even_when_asked_again(walk, begun):
    """Control: without the look at the key, a second delivery after the call was made asks for another."""
    course = begun(TEN)
    response = walk.later(days=3).phq9(course.patient, FIFTEEN)
    call = tasks.complete(calls().get(), outcome="Spoke.", by=walk.prescriber, at=walk.at)
    with acting_as(BEAT, at=walk.at):
        worsening.consider(response.pk, by=BEAT, at=walk.at)
    assert calls().get() == call


def test_the_next_worse_answer_is_another_call(walk, begun):
    course = begun(TEN)
    walk.later(days=3).phq9(course.patient, FIFTEEN)
    walk.later(days=10).phq9(course.patient, FIFTEEN)
    assert calls().count() == 2


def test_no_call_without_its_answer(walk, begun, monkeypatch):
    """The call and the answer stand or fall together: a call that cannot be raised leaves the form open."""
    course = begun(TEN)
    later = walk.later(days=3)
    response = measure.start(course.patient, instrument="PHQ-9", by=walk.nurse, at=later.at)
    for item, value in FIFTEEN.items():
        measure.answer(response, item=item, value=value, by=walk.nurse, at=later.at)

    def broken(*args, **kwargs):
        raise RuntimeError("no")

    monkeypatch.setattr(worsening, "_call", broken)
    with pytest.raises(RuntimeError):
        measure.finish(response, by=walk.nurse, at=later.at)
    response.refresh_from_db()
    assert response.status == "OPEN"
    monkeypatch.undo()
    measure.finish(response, by=walk.nurse, at=later.at)
    assert calls().count() == 1


def test_another_questionnaire_calls_nobody(walk, begun):
    course = begun(TEN)
    later = walk.later(days=3)
    answers = {str(n): 3 for n in range(1, 8)}
    measure.record(course.patient, instrument="GAD-7", answers=answers, by=walk.nurse, at=later.at)
    assert not calls().exists()
