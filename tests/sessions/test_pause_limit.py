"""A pause that lasts too long: its owner is told once, and no dose follows before a review.

Controls, each run: with the handler of CourseMoved (`handlers.course_resumed`) left out, the course that was called
resumes to ACTIVE; with `_paused_days` answering 0 the one that was never called does; with `pause_called_at` asked
neither in `call_due` nor in `call_long_pause` the owner who ticked it off is told again on every tick.
"""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from clinic.accounts.actions import staff
from clinic.accounts.models import Membership
from clinic.accounts.system import BEAT, SETUP
from clinic.core import clock, failpoints
from clinic.core.errors import NotAllowed
from clinic.tasks.actions import task as tasks
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import fact, interaction, measure
from patients.actions.workup import result
from patients.models import Course
from patients.policies import course as course_policies
from patients.policies.course import NotReady
from sessions.actions import pause_limit, review
from sessions.models import ReviewReason
from sessions.tasks import call_long_pauses
from tests.patients.test_referral_race import at_once
from tests.people import sign_policy

ANEW = [
    "After a pause this long the suicide screen is done again.",
    "After a pause this long vital signs and weight are taken again.",
    "After a pause this long the medications are gone through again.",
]


@pytest.fixture
def paused(walk, monkeypatch):
    """Treatment was under way. What else resuming asks is proved elsewhere."""
    monkeypatch.setattr(course_policies, "_resume_checks", [])
    return walk.paused()


def tick(walk, days):
    return pause_limit.call_due(by=BEAT, at=walk.at + timedelta(days=days))


def owed():
    return Task.objects.open().filter(kind="PAUSE_LIMIT")


def reasons(course):
    rows = ReviewReason.objects.filter(course=course).order_by("arose_at", "pk")
    return [(row.code, row.facts["low"]) for row in rows]


def again(walk, course, days, *, vitals=True, read=True):
    """Screen, signs and medications anew, after so many days."""
    who = {"by": walk.nurse, "at": walk.at + timedelta(days=days)}
    no = {"Q1": 0, "Q2": 0, "Q6": 0}
    measure.record(course.patient, instrument="SUICIDE_SCREEN", answers=no, **who)
    if vitals:
        signs = {
            "BLOOD_PRESSURE": {"value": D(124), "second": D(78), "unit": "mmHg"},
            "HEART_RATE": {"value": D(70), "unit": "/min"},
            "SPO2": {"value": D(98), "unit": "%"},
            "WEIGHT": {"value": D(72), "unit": "kg"},
        }
        result.record_sitting(course, results=signs, **who)
    if read:
        interaction.check(course.patient, **who)


def resume(walk, course, days):
    return courses.resume(course, by=walk.prescriber, at=walk.at + timedelta(days=days))


def test_on_its_last_day_the_owner_is_told_once_and_the_course_stays_where_it_is(walk, paused):
    assert [tick(walk, days) for days in (59, 60, 61, 200)] == [0, 1, 0, 0]
    (task,) = owed()
    assert (task.person, task.escalate_to_role) == (walk.prescriber, "PRESCRIBER")
    assert task.why == "Paused for 60 days: The patient asked."
    paused.refresh_from_db()
    assert (paused.status, paused.pause_called_at) == ("PAUSED", walk.at + timedelta(days=60))
    assert reasons(paused) == [("LONG_PAUSE", "60")]


def test_a_clock_that_stood_still_for_months_calls_once(walk, paused):
    assert tick(walk, 200) == 1
    assert reasons(paused) == [("LONG_PAUSE", "200")]


def test_ticked_off_and_still_paused_it_is_not_told_again(walk, paused):
    tick(walk, 60)
    tasks.complete(owed().get(), by=walk.prescriber, at=walk.at + timedelta(days=60))
    assert tick(walk, 90) == 0
    assert not owed().exists()


def test_killed_between_two_the_next_clock_goes_on(walk, paused):
    other = walk.paused(walk.preparing())

    def dies():
        raise RuntimeError

    failpoints.arm("pause.called", dies)
    try:
        with pytest.raises(RuntimeError):
            tick(walk, 61)
    finally:
        failpoints.disarm()
    assert owed().count() == 1
    assert tick(walk, 62) == 1
    assert set(owed().values_list("subject_id", flat=True)) == {paused.pk, other.pk}


@pytest.mark.parametrize("called", [True, False])
def test_resumed_it_goes_to_its_review_whether_or_not_a_worker_ran(walk, paused, called):
    assert tick(walk, 61) if called else True
    again(walk, paused, 61)
    course = resume(walk, paused, 61)
    assert (course.status, course.pause_called_at) == ("REVIEW_DUE", None)
    assert reasons(course) == [("LONG_PAUSE", "61")]
    assert not owed().exists()


def test_a_shorter_pause_goes_on_without_a_review(walk, paused):
    again(walk, paused, 59)
    assert resume(walk, paused, 59).status == "ACTIVE"


def test_what_a_review_weighed_is_not_asked_about_again(walk, paused):
    again(walk, paused, 61)
    course = resume(walk, paused, 61)
    at = walk.at + timedelta(days=61)
    review.decide(
        course,
        outcome="CONTINUE",
        reason="She was abroad and comes back as well as she left.",
        despite="Her therapist is away for a month; we spoke by phone.",
        by=walk.prescriber,
        at=at,
        authenticated_at=at,
    )
    course = walk.later(days=62).paused(Course.objects.get(pk=course.pk))
    assert resume(walk, course, 63).status == "ACTIVE"


def test_before_the_first_dose_there_is_a_task_and_nothing_to_review(walk, monkeypatch):
    monkeypatch.setattr(course_policies, "_resume_checks", [])
    course = walk.paused(walk.preparing())
    assert tick(walk, 60) == 1
    assert reasons(course) == []
    assert resume(walk, course, 60).status == "PREPARING"
    assert not owed().exists()


def test_stopping_closes_the_task(walk, paused):
    tick(walk, 60)
    courses.discontinue(
        paused, reason="PATIENT_CHOICE_OTHER", by=walk.prescriber, at=walk.at + timedelta(days=60)
    )
    assert not owed().exists()
    assert tick(walk, 200) == 0


def test_an_owner_who_left_is_replaced_by_the_prescribers(walk, paused):
    gone = walk.at - timedelta(days=3)  # what somebody may is asked of the real clock
    staff.end_membership(Membership.objects.get(user=walk.prescriber), by=SETUP, at=gone)
    tick(walk, 60)
    task = owed().get()
    assert (task.person, task.role) == (None, "PRESCRIBER")


def test_the_days_are_the_signed_policys(walk, paused, director):
    sign_policy(
        walk.site, director, at=walk.at,
        long_term={"pause_days": 21, "pause_ask_again_days": 7, "pause_screen_again_days": 30},
    )  # fmt: skip
    assert [tick(walk, days) for days in (20, 21)] == [0, 1]
    with pytest.raises(NotReady) as refusal:
        resume(walk, paused, 8)
    assert refusal.value.details["missing"] == ANEW


@pytest.mark.parametrize(
    ("done", "missing"),
    [({"vitals": False}, ANEW[1]), ({"read": False}, ANEW[2])],
)
def test_signs_and_medications_are_asked_anew(walk, paused, done, missing):
    """Without either half of `_not_asked_again` the course goes on: red."""
    again(walk, paused, 31, **done)
    with pytest.raises(NotReady) as refusal:
        resume(walk, paused, 31)
    assert refusal.value.details["missing"] == [missing]


def test_a_drug_that_came_in_the_pause_is_no_reading_of_the_list(walk, paused):
    """The program reads the list at every change; nobody has gone through it with the patient then."""
    again(walk, paused, 31, read=False)
    at = walk.at + timedelta(days=32)
    drug = fact.confirm_medication(paused.patient, name="Vitamin D", by=walk.nurse, at=at)
    fact.mark_mistaken(drug, because="Her sister's.", by=walk.nurse, at=at)
    with pytest.raises(NotReady) as refusal:
        resume(walk, paused, 33)
    assert ANEW[2] in refusal.value.details["missing"]


def test_no_person_calls_by_hand(walk, paused):
    with pytest.raises(NotAllowed):
        pause_limit.call(paused, by=walk.prescriber, at=walk.at + timedelta(days=70))


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_tell_the_owner_once(walk):
    """Whoever comes second finds it told: one task, one reason, one line of history."""
    course = walk.paused()
    assert at_once(*[lambda: tick(walk, 60)] * 3) == []
    assert Task.objects.filter(kind="PAUSE_LIMIT").count() == 1
    assert reasons(course) == [("LONG_PAUSE", "60")]
    assert course.history.filter(pause_called_at__isnull=False).count() == 1


def test_the_worker_runs_it(walk, paused, monkeypatch):
    monkeypatch.setattr(clock, "database_now", lambda: walk.at + timedelta(days=60))
    call_long_pauses()
    assert owed().count() == 1
