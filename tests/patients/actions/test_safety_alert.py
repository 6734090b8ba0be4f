"""From the answer to the plan: who took it on, what the screen showed, what was found, what is next, and asked again."""

from datetime import timedelta

import pytest

from clinic.core.errors import DomainError, IllegalMove, InvalidInput, NotAllowed
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import measure, safety_alert
from patients.models import SafetyAlert
from patients.safety_times import times
from tests.clinic.scheduling.conftest import calendar  # noqa: F401 - a fixture
from tests.patients.conftest import ZEROES

DANGER = ZEROES | {"9": 1}
LOW = {"Q1": 1, "Q2": 0, "Q6": 0}
MODERATE = {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 0, "Q5": 0, "Q6": 0}
HIGH = {**MODERATE, "Q4": 1}


@pytest.fixture
def alert(walk):
    walk.phq9(walk.register(), answers=DANGER)
    return SafetyAlert.objects.get()


def screen(walk, patient, answers, by=None, minutes=5):
    return measure.record(
        patient,
        instrument="SUICIDE_SCREEN",
        answers=answers,
        by=by or walk.nurse,
        at=walk.at + timedelta(minutes=minutes),
    )


def test_every_step_has_who_and_when(walk, alert):
    by = walk.nurse
    at = [walk.at + timedelta(minutes=m) for m in (3, 10, 12, 60)]
    safety_alert.acknowledge(alert, by=by, at=at[0])
    safety_alert.assess(alert, assessment="Spoke", no_screen_because="Bus", by=by, at=at[1])
    safety_alert.plan(alert, plan="GP tomorrow", by=walk.prescriber, at=at[2])
    done = safety_alert.close(alert, note="Seen by GP", by=by, at=at[3])
    assert (done.status, done.waited_minutes(at[3])) == ("CLOSED", 3)
    assert [done.acknowledged_at, done.assessed_at, done.planned_at, done.closed_at] == at
    assert (done.planned_by, done.recheck_on) == (walk.prescriber, walk.day(7))


def test_taking_on_twice_is_no_fault_and_a_second_person_hears_who(walk, alert):
    safety_alert.acknowledge(alert, by=walk.nurse, at=walk.at)
    safety_alert.acknowledge(alert, by=walk.nurse, at=walk.at)
    with pytest.raises(safety_alert.AlreadyTakenOn, match="Pat Standin, RN took it on at 09:00"):
        safety_alert.acknowledge(alert, by=walk.therapist, at=walk.at)


@pytest.mark.parametrize("missing", ["assessment", "screen", "plan"])
def test_nothing_is_answered_with_a_gap(walk, alert, missing):
    by, at = walk.nurse, walk.at
    if missing != "plan":
        words = {"assessment": "" if missing == "assessment" else "Spoke"}
        with pytest.raises(InvalidInput):
            safety_alert.assess(alert, **words, by=by, at=at)
        return
    safety_alert.assess(alert, assessment="Spoke", no_screen_because="Bus", by=by, at=at)
    with pytest.raises(InvalidInput):
        safety_alert.plan(alert, plan=" ", by=by, at=at)


def test_no_plan_without_an_assessment_and_no_end_without_a_plan(walk, alert):
    with pytest.raises(IllegalMove):
        safety_alert.plan(alert, plan="GP", by=walk.nurse, at=walk.at)
    with pytest.raises(IllegalMove):
        safety_alert.close(alert, by=walk.nurse, at=walk.at)


def test_the_desk_may_do_nothing_here(walk, alert):
    for verb in (safety_alert.acknowledge, safety_alert.close):
        with pytest.raises(NotAllowed):
            verb(alert, by=walk.desk, at=walk.at)


def test_the_screen_asked_because_of_it_joins_it_and_can_make_it_urgent(walk, alert):
    """Without joining there are two alerts, two ladders and two calls to one patient: red."""
    safety_alert.acknowledge(alert, by=walk.nurse, at=walk.at)
    asked = screen(walk, alert.patient, HIGH)
    alert.refresh_from_db()
    assert SafetyAlert.objects.count() == 1
    assert (alert.screen, alert.urgency, alert.status) == (asked, "NOW", "ACKNOWLEDGED")
    assert alert.due_at == walk.at + timedelta(minutes=5)
    assert Task.objects.open().get(kind="SAFETY_ASSESS").due_at == alert.due_at
    safety_alert.assess(alert, assessment="High", by=walk.nurse, at=walk.at + timedelta(hours=1))


def test_a_screen_without_risk_belongs_to_it_too(walk, alert):
    asked = screen(walk, alert.patient, {"Q1": 0, "Q2": 0, "Q6": 0})
    alert.refresh_from_db()
    assert (alert.screen, alert.urgency) == (asked, "WITHIN_A_DAY")


def test_a_worse_screen_by_another_person_calls_whoever_is_on_duty(walk, alert):
    """The one who took on "within a day" may be asleep: the prescribers hear of "now" at once."""
    safety_alert.acknowledge(alert, by=walk.therapist, at=walk.at)
    asked = screen(walk, alert.patient, HIGH, by=walk.nurse)
    own = SafetyAlert.objects.get(response=asked)
    assert (own.urgency, own.status, own.screen) == ("NOW", "RAISED", asked)
    alert.refresh_from_db()
    assert (alert.urgency, alert.screen) == ("WITHIN_A_DAY", asked)


def test_a_screen_after_the_assessment_stands_for_itself(walk, alert):
    walk.answer_alert(alert)
    asked = screen(walk, alert.patient, MODERATE)
    assert SafetyAlert.objects.get(response=asked).status == "RAISED"


def test_a_voided_screen_is_asked_again(walk, alert):
    asked = screen(walk, alert.patient, LOW)
    measure.void(asked, because="Her sister", by=walk.nurse, at=walk.at + timedelta(minutes=6))
    alert.refresh_from_db()
    assert alert.screen is None


def test_it_is_asked_again_after_the_plan(walk, alert):
    walk.answer_alert(alert)
    task = Task.objects.open().get(kind="SAFETY_RECHECK")
    assert (task.person, task.subject_id) == (walk.nurse, alert.pk)
    asked = screen(walk, alert.patient, {"Q1": 0, "Q2": 0, "Q6": 0}, minutes=600)
    alert.refresh_from_db()
    assert (alert.recheck, alert.rechecked_at) == (asked, asked.completed_at)
    assert not Task.objects.open().filter(kind="SAFETY_RECHECK").exists()


@pytest.mark.parametrize("state", ["PAUSED", "DISCONTINUED"])
def test_whoever_comes_in_is_asked_again_whatever_the_course(walk, calendar, state):  # noqa: F811
    """Without the handler of the arrival a patient of a stopped course is never asked again: red."""
    from clinic.scheduling.actions import appointment as visits

    course = walk.active()
    walk.phq9(course.patient, answers=DANGER, course=course)
    walk.answer_alert(SafetyAlert.objects.get())
    if state == "PAUSED":
        walk.paused(course, reason="SUICIDE_RISK")
    else:
        courses.discontinue(course, reason="PATIENT_CHOICE_OTHER", by=walk.prescriber, at=walk.at)
    course.refresh_from_db()
    assert course.status == state
    visit = calendar.screening(course.patient)
    visits.arrive(visit, by=walk.desk, at=visit.starts_at)
    owed = Task.objects.open().filter(kind="SAFETY_RECHECK", role="NURSE")
    assert [task.patient_id for task in owed] == [course.patient_id]


def test_the_day_of_asking_again_is_not_put_off(walk, alert):
    safety_alert.assess(
        alert, assessment="Spoke", no_screen_because="Bus", by=walk.nurse, at=walk.at
    )
    with pytest.raises(InvalidInput):
        safety_alert.plan(alert, plan="GP", recheck_on=walk.day(8), by=walk.nurse, at=walk.at)


def test_an_answer_is_not_answered_twice(walk, alert):
    walk.answer_alert(alert)
    with pytest.raises(DomainError, match="assessed already"):
        safety_alert.assess(
            alert, assessment="x", no_screen_because="y", by=walk.nurse, at=walk.at
        )
    with pytest.raises(DomainError, match="answered already"):
        safety_alert.plan(alert, plan="x", by=walk.nurse, at=walk.at)


def test_half_are_taken_on_within_the_median(walk):
    for minutes in (4, 10, 40):
        walk.phq9(walk.register(), answers=DANGER)
        alert = SafetyAlert.objects.waiting().get()
        safety_alert.acknowledge(alert, by=walk.nurse, at=walk.at + timedelta(minutes=minutes))
    walk.phq9(walk.register(), answers=ZEROES | {"9": 3})
    every, *each = times(walk.site.pk, walk.at + timedelta(hours=1))
    assert (every.raised, every.taken_on, every.waiting) == (4, 3, 1)
    assert (every.median_minutes, every.longest_minutes) == (10, 40)
    assert {one.urgency: one.raised for one in each} == {
        "WITHIN_A_DAY": 3,
        "SAME_DAY": 1,
        "NOW": 0,
    }


def test_what_is_answered_after_the_plan_raises_an_alert_of_its_own(walk):
    """A form lies open; its alert is assessed and planned; then the patient goes on with it. Control, run: with the
    old constraint and lookup by answer alone nobody hears of the second answer."""
    patient = walk.register()
    form = measure.start(patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(form, item="9", value=1, by=walk.nurse, at=walk.at)
    first = walk.answer_alert(SafetyAlert.objects.get(), at=walk.at + timedelta(hours=1))
    later = walk.at + timedelta(hours=2)
    measure.answer(form, item="1", value=1, by=walk.nurse, at=later)
    assert not SafetyAlert.objects.unanswered().exists()
    measure.answer(form, item="9", value=3, by=walk.nurse, at=later)
    second = SafetyAlert.objects.unanswered().get()
    assert (second.urgency, second.raised_at, first.status) == ("SAME_DAY", later, "PLANNED")
    measure.answer(form, item="9", value=3, by=walk.nurse, at=later)
    assert SafetyAlert.objects.count() == 2


def test_the_same_answer_on_another_day_is_said_anew(walk):
    patient = walk.register()
    form = measure.start(patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(form, item="9", value=2, by=walk.nurse, at=walk.at)
    walk.answer_alert(SafetyAlert.objects.get(), at=walk.at + timedelta(hours=1))
    weeks = walk.at + timedelta(days=20)
    measure.answer(form, item="9", value=2, by=walk.nurse, at=weeks)
    assert SafetyAlert.objects.unanswered().get().raised_at == weeks


def test_a_screen_from_old_paper_is_neither_asked_because_of_an_alert_nor_asked_again(walk, alert):
    patient, yesterday = alert.patient, walk.day(-1)
    old = {"entry": "PAPER", "answered_on": yesterday, "by": walk.nurse}
    measure.record(
        patient, instrument="SUICIDE_SCREEN", answers={"Q1": 0, "Q2": 0, "Q6": 0},
        at=walk.at + timedelta(minutes=1), **old,
    )  # fmt: skip
    alert.refresh_from_db()
    assert alert.screen is None
    walk.answer_alert(alert, at=walk.at + timedelta(minutes=2))
    measure.record(
        patient, instrument="SUICIDE_SCREEN", answers={"Q1": 0, "Q2": 0, "Q6": 0},
        at=walk.at + timedelta(minutes=3), **old,
    )  # fmt: skip
    alert.refresh_from_db()
    assert alert.rechecked_at is None
