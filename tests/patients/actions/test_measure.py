"""Answers are kept as they are given; item 9 calls somebody before anything else happens."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clinic.accounts.actions import staff
from clinic.accounts.models import Membership
from clinic.accounts.roles import Capability, Role
from clinic.core import events
from clinic.core.errors import DomainError, IllegalMove, InvalidInput, NotAllowed
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import measure, safety_alert
from patients.actions import patient as patients
from patients.actions.measure_result import NotAnswered
from patients.events import MeasureAnswered
from patients.models import MeasureResponse, SafetyAlert
from tests.patients.conftest import ZEROES
from tests.people import hire


@pytest.fixture
def told():
    heard = []
    events.subscribe(MeasureAnswered, heard.append)
    yield heard
    events._handlers[MeasureAnswered].remove(heard.append)


@pytest.fixture
def patient(walk):
    return walk.register()


def test_a_whole_form_is_scored(walk, patient, told):
    response = walk.phq9(patient, answers=ZEROES | {"1": 3, "2": 3, "3": 3, "4": 2})
    assert (response.status, response.total, response.band) == ("COMPLETE", 11, "MODERATE")
    assert response.completed_by == walk.nurse.actor_label
    (event,) = told
    assert (event.instrument, event.is_complete, event.urgency) == ("PHQ-9", True, "")


@pytest.mark.parametrize(
    ("answer", "urgency", "due"),
    [
        (1, "WITHIN_A_DAY", timedelta(hours=24)),
        # the suite's noon is 09:00 in Denver: the end of that day is 14 h 59 min away
        (2, "SAME_DAY", timedelta(hours=14, minutes=59)),
        (3, "SAME_DAY", timedelta(hours=14, minutes=59)),
    ],
)
def test_item_nine_raises_an_alert_and_a_task_with_the_answer(
    walk, patient, told, answer, urgency, due
):
    """Without ``_raise_if_needed`` in ``save_answers`` nobody is called until the form is done: red."""
    response = measure.start(patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(response, item="9", value=answer, by=walk.nurse, at=walk.at)
    alert = SafetyAlert.objects.get(response=response)
    assert (alert.item, alert.urgency, alert.status) == ("9", urgency, "RAISED")
    task = Task.objects.get(kind="SAFETY_ALERT")
    assert (task.role, task.due_at, task.patient_id) == ("PRESCRIBER", walk.at + due, patient.pk)
    assert str(answer) not in task.sentence + task.why
    assert "Aster" not in task.sentence + task.why
    (event,) = told
    assert (event.urgency, event.is_complete) == (urgency, False)


def test_item_nine_at_zero_calls_nobody(walk, patient):
    walk.phq9(patient)
    assert not SafetyAlert.objects.exists()
    assert not Task.objects.exists()


def test_a_worse_answer_sharpens_the_alert_and_a_better_one_leaves_it(walk, patient):
    response = measure.start(patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    for value in (1, 3, 0):
        measure.answer(response, item="9", value=value, by=walk.nurse, at=walk.at)
    alert = SafetyAlert.objects.get(response=response)
    assert alert.urgency == "SAME_DAY"
    told = Task.objects.filter(kind="SAFETY_ALERT", subject_id=alert.pk)
    assert (told.count(), told.open().count()) == (2, 1), (
        "the first one has an hour that is too late"
    )
    walk.answer_alert(alert)
    assert not Task.objects.open().filter(kind="SAFETY_ALERT").exists()


def test_late_in_the_evening_the_same_day_still_leaves_two_hours(walk, patient):
    late = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)  # 23:30 in Denver
    walk.phq9(patient, answers=ZEROES | {"9": 3}, at=late)
    assert Task.objects.get(kind="SAFETY_ALERT").due_at == late + timedelta(hours=2)


def test_whoever_is_on_duty_hears_of_it(walk, patient):
    membership = Membership.objects.get(user=walk.nurse)
    staff.set_capabilities(
        membership, capabilities=[Capability.ON_DUTY], by=_manager(), at=walk.at
    )
    walk.phq9(patient, answers=ZEROES | {"9": 1})
    task = Task.objects.get(kind="SAFETY_ALERT")
    assert task.person == walk.nurse


def _manager():
    from clinic.accounts.models import User

    return User.objects.get(email__startswith="maya.fabricated")


def test_paper_without_item_nine_calls_somebody(walk, patient):
    answers = {key: 0 for key in ZEROES if key != "9"}
    response = walk.phq9(patient, answers=answers, entry="PAPER")
    assert (response.total, response.prorated) == (0, True)
    assert SafetyAlert.objects.get(response=response).urgency == "SAME_DAY"


def test_a_screen_form_is_not_finished_with_a_gap(walk, patient):
    answers = {key: 0 for key in ZEROES if key != "4"}
    with pytest.raises(NotAnswered) as refusal:
        walk.phq9(patient, answers=answers)
    assert refusal.value.details["missing"] == ["4"]


def test_the_suicide_screen_has_a_risk_and_no_total(walk, patient):
    answers = {"Q1": 1, "Q2": 1, "Q3": 0, "Q4": 1, "Q5": 0, "Q6": 0}
    response = measure.record(
        patient, instrument="SUICIDE_SCREEN", answers=answers, by=walk.nurse, at=walk.at
    )
    assert (response.risk, response.total) == ("HIGH", None)
    alert = SafetyAlert.objects.get(response=response)
    assert alert.urgency == "NOW"
    assert Task.objects.get(kind="SAFETY_ALERT").due_at == walk.at


def test_high_risk_does_not_wait_for_the_last_question(walk, patient):
    response = measure.start(patient, instrument="SUICIDE_SCREEN", by=walk.nurse, at=walk.at)
    measure.answer(response, item="Q4", value=1, by=walk.nurse, at=walk.at)
    assert SafetyAlert.objects.get(response=response).urgency == "NOW"
    with pytest.raises(NotAnswered):
        measure.finish(response, by=walk.nurse, at=walk.at)


def test_a_skipped_question_is_not_answered(walk, patient):
    with pytest.raises(InvalidInput, match="not asked after a no"):
        measure.record(
            patient,
            instrument="SUICIDE_SCREEN",
            answers={"Q1": 0, "Q2": 0, "Q3": 1, "Q6": 0},
            by=walk.nurse,
            at=walk.at,
        )


@pytest.mark.parametrize("wrong", [{"1": 4}, {"10": 0}, {"1": -1}])
def test_only_offered_answers_are_kept(walk, patient, wrong):
    with pytest.raises(InvalidInput):
        walk.phq9(patient, answers=wrong)


def test_starting_twice_goes_on_with_the_same_form(walk, patient):
    first = measure.start(patient, instrument="GAD-7", by=walk.nurse, at=walk.at)
    again = measure.start(patient, instrument="GAD-7", by=walk.therapist, at=walk.at)
    assert first.pk == again.pk


def test_a_finished_form_stands(walk, patient):
    response = walk.phq9(patient)
    with pytest.raises(DomainError, match="answers stand"):
        measure.answer(response, item="1", value=3, by=walk.nurse, at=walk.at)
    with pytest.raises(IllegalMove):
        measure.finish(response, by=walk.nurse, at=walk.at)


@pytest.mark.parametrize(("days", "overlaps"), [(13, True), (14, False)])
def test_a_form_within_two_weeks_says_that_it_overlaps(walk, patient, days, overlaps):
    walk.phq9(patient)
    again = walk.phq9(patient, at=walk.at + timedelta(days=days))
    assert again.overlaps_previous_window is overlaps


def test_a_paper_form_has_its_own_day_and_no_day_to_come(walk, patient):
    response = walk.phq9(patient, entry="PAPER", answered_on=date(2026, 11, 20))
    assert response.answered_on == date(2026, 11, 20)
    with pytest.raises(InvalidInput):
        walk.phq9(patient, entry="PAPER", answered_on=date(2026, 11, 25))


def test_baseline_scores_fill_the_planned_step_when_its_time_has_come(walk):
    course = walk.preparing()
    response = walk.phq9(course.patient, course=course)
    assert response.step is None
    walk.finish(course, "PREPARATION", 1)
    response = walk.phq9(course.patient, course=course)
    assert (response.step.key, response.step.done_at) == ("M1", walk.at)


def test_voiding_takes_the_step_back(walk):
    """Without ``take_back`` the gate would read a baseline that does not count: red."""
    course = walk.preparing()
    walk.prepare(course)
    response = walk.phq9(course.patient, course=course)
    step = response.step
    assert step.status == "DONE"
    measure.void(response, because="Her sister answered", by=walk.nurse, at=walk.at)
    step.refresh_from_db()
    assert (step.status, step.done_at) == ("PLANNED", None)


def test_a_voided_baseline_closes_the_way_to_ready(walk):
    course = walk.preparing()
    walk.prepare(course)
    measure.void(
        MeasureResponse.objects.get(patient=course.patient),
        because="Wrong person",
        by=walk.nurse,
        at=walk.at,
    )
    with pytest.raises(DomainError, match="no PHQ-9"):
        courses.mark_ready(course, by=walk.therapist, at=walk.at)


def test_an_unanswered_alert_closes_the_way_to_ready(walk):
    course = walk.preparing()
    walk.prepare(course)
    walk.phq9(course.patient, answers=ZEROES | {"9": 1})
    with pytest.raises(DomainError, match="safety alert"):
        courses.mark_ready(course, by=walk.therapist, at=walk.at)
    alert = SafetyAlert.objects.get()
    walk.answer_alert(alert)
    assert courses.mark_ready(course, by=walk.therapist, at=walk.at).status == "READY"


def test_the_desk_neither_asks_nor_answers_alerts(walk, patient):
    walk.phq9(patient, answers=ZEROES | {"9": 2})
    alert = SafetyAlert.objects.get()
    with pytest.raises(NotAllowed):
        safety_alert.acknowledge(alert, by=walk.desk, at=walk.at)
    with pytest.raises(NotAllowed):
        measure.start(patient, instrument="PHQ-9", by=walk.desk, at=walk.at)


@pytest.fixture
def herself(walk, patient):
    """The patient's own account."""
    account = hire(walk.site, Role.PATIENT, "Aster Own")
    patients.give_account(patient, account=account, by=walk.desk, at=walk.at)
    return account


def test_a_patient_answers_her_own_form_one_question_at_a_time(walk, patient, herself):
    response = measure.start_own(patient, instrument="PHQ-9", by=herself, at=walk.at)
    for item in ZEROES:
        measure.answer_own(response, item=item, value=0, by=herself, at=walk.at)
    response = measure.finish_own(response, by=herself, at=walk.at)
    assert (response.by_patient, response.total) == (True, 0)
    answer = response.answers.get(item="1")
    assert answer.history.latest().history_user_id == herself.actor_id


def test_a_patient_opens_nobody_elses_form(walk, patient, herself):
    other = walk.register(given="Basil", family="Sampleton")
    with pytest.raises(NotAllowed):
        measure.start_own(other, instrument="PHQ-9", by=herself, at=walk.at)
    theirs = measure.start(other, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    with pytest.raises(NotAllowed):
        measure.answer_own(theirs, item="1", value=0, by=herself, at=walk.at)
    assert list(MeasureResponse.objects.visible_to(herself)) == []


def test_a_patient_is_not_handed_the_staff_screener(walk, patient, herself):
    with pytest.raises(NotAllowed):
        measure.start_own(patient, instrument="SUICIDE_SCREEN", by=herself, at=walk.at)
    with pytest.raises(NotAllowed):
        measure.start(patient, instrument="PHQ-9", by=herself, at=walk.at)


def test_a_whole_form_takes_over_the_open_one_with_its_day_and_its_paper(walk):
    """Control, run: without `describe` in `record` last week's paper counts as answered today, on a screen."""
    course = walk.referred()
    begun = measure.start(course.patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    told = {"entry": "PAPER", "answered_on": walk.day(-10), "course": course}
    done = walk.phq9(course.patient, **told)
    done.refresh_from_db()
    assert (done.pk, done.course) == (begun.pk, course)
    assert (done.entry, done.answered_on) == ("PAPER", walk.day(-10))
    begun = measure.start(course.patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    done = walk.phq9(course.patient, at=walk.at + timedelta(days=3))
    assert (done.pk, done.answered_on) == (begun.pk, walk.day(3))
