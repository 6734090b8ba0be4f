"""More doses, maintenance, or the end: what each asks for, and that nothing is asked of a course that is over."""

from datetime import timedelta

import pytest

from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.core.errors import DomainError, InvalidInput
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.policies.course import NotReady
from tests.patients.actions.course_walks import REACH, REASON, completed, discontinued, verbs

pytestmark = pytest.mark.usefixtures("only_the_courses_own_checks")


def test_stopping_early_asks_somebody_to_call(walk):
    course = discontinued(walk)
    call = Task.objects.get(kind="SAFETY_CONTACT", subject_id=course.pk)
    assert (call.role, call.due_at) == (Role.NURSE, walk.at + timedelta(hours=72))
    assert "Aster" not in call.sentence + call.why


def test_nobody_is_called_who_died(walk):
    courses.discontinue(walk.referred(), reason="DECEASED", by=walk.prescriber, at=walk.at)
    assert not Task.objects.filter(kind="SAFETY_CONTACT").exists()


def test_the_main_reason_is_not_repeated_among_the_others(walk):
    course = courses.discontinue(
        walk.referred(),
        reason="FINANCIAL",
        also=["FINANCIAL", "PATIENT_CHOICE_OTHER"],
        by=walk.prescriber,
        at=walk.at,
    )
    assert course.stop_reasons_also == ["PATIENT_CHOICE_OTHER"]


def test_three_tries_before_a_course_is_given_up(walk):
    course = walk.referred()
    for tries in range(3):
        with pytest.raises(DomainError, match=f"Tried {tries} times"):
            courses.no_contact(course, by=walk.desk, at=walk.at)
        courses.record_attempt(course, means="PHONE", by=walk.desk, at=walk.at)
    assert courses.no_contact(course, by=walk.desk, at=walk.at).status == "CLOSED_NO_CONTACT"


def test_who_was_reached_is_not_given_up_as_unreachable(walk):
    course = walk.referred()
    for reached in (False, False, False, True):
        courses.record_attempt(course, means="SMS", reached=reached, by=walk.desk, at=walk.at)
    with pytest.raises(DomainError, match="was reached"):
        courses.no_contact(course, by=walk.desk, at=walk.at)


def test_extending_adds_doses_each_with_its_integration(walk):
    course = courses.extend(walk.review_due(), doses=2, reason=REASON, by=SETUP, at=walk.at)
    assert course.planned_doses == 8
    doses = list(course.steps.filter(kind="DOSING").order_by("number"))
    talks = list(course.steps.filter(kind="INTEGRATION").order_by("number"))
    assert [step.number for step in doses] == [step.number for step in talks] == list(range(1, 9))
    assert doses[7].after_step == doses[6]
    assert talks[7].after_step == doses[7]
    assert (talks[7].min_gap_hours, talks[7].max_gap_hours) == (24, 72)


@pytest.mark.parametrize(("days", "fits"), [(6, False), (7, True)])
def test_maintenance_keeps_the_clinics_interval(walk, days, fits):
    details = verbs(walk)["maintain"][1] | {"interval_days": days}
    course = walk.review_due()
    if fits:
        assert courses.maintain(course, **details, by=SETUP, at=walk.at).is_open
    else:
        with pytest.raises(InvalidInput) as refusal:
            courses.maintain(course, **details, by=SETUP, at=walk.at)
        assert refusal.value.field == "interval_days"


def test_follow_up_lasts_six_months_unless_the_patient_opts_out(walk):
    course = completed(walk)
    with pytest.raises(DomainError, match="six months"):
        courses.close_follow_up(course, by=SETUP, at=walk.at + timedelta(days=182))
    assert courses.close_follow_up(course, by=SETUP, at=walk.at + timedelta(days=183)).ended_at


def test_completing_waits_for_the_last_integration_and_scores(walk):
    course = walk.active()
    with pytest.raises(NotReady) as refusal:
        courses.complete(course, by=walk.prescriber, at=walk.at)
    assert len(refusal.value.details["missing"]) == 2


def test_maintenance_takes_the_place_of_what_is_left_of_the_plan(walk):
    """Six doses were planned, one is given: the other five are dropped, the plan's sessions stand instead."""
    course = walk.maintained()
    doses = course.steps.filter(kind="DOSING").order_by("number")
    dropped = [step.number for step in doses if step.status == "DROPPED"]
    planned = [step for step in doses if step.status == "PLANNED"]
    assert dropped == [2, 3, 4, 5, 6]
    assert [step.number for step in planned] == [7, 8, 9, 10, 11, 12]
    assert {(step.min_gap_hours, step.max_gap_hours) for step in planned} == {(14 * 24, None)}
    assert planned[0].after_step == doses[0]
    task = Task.objects.open().get(key=f"maintenance-review:{course.pk}")
    assert task.due_at.date() == walk.day(90)
    courses.review_due(course, by=walk.prescriber, at=walk.at)
    task.refresh_from_db()
    assert task.done_at == walk.at


WAITING = {
    "CONSENTED": "BOOK_PREPARATION",
    "DEFERRED": "COURSE_REVIEW",
    "REVIEW_DUE": "COURSE_REVIEW",
    "PAUSED": "PAUSE_REVIEW",
    "MAINTENANCE": "MAINTENANCE_REVIEW",
}
# Where these lead, something is waited for again.
ASKS_ANEW = {
    "defer": "COURSE_REVIEW",
    "maintain": "MAINTENANCE_REVIEW",
    "review_due": "COURSE_REVIEW",
}


@pytest.mark.parametrize("status", WAITING)
def test_every_way_out_of_a_state_closes_what_it_asked_for(walk, status):
    """Control: without `_answer` in moving.py a course that is over still asks for its review."""
    for name, (starts, given) in verbs(walk).items():
        if status not in starts or name == "pause":
            continue
        course = REACH[status](walk)
        Task.objects.open().filter(kind=WAITING[status], subject_id=course.pk).get()
        verb = getattr(courses, name)
        if name == "complete":
            walk.finish(course, "INTEGRATION", 1)
        try:
            verb(course, **{"by": SETUP, "at": walk.at, **given})
        except NotReady:
            continue  # what else it needs has its own tests
        left = Task.objects.open().filter(subject_id=course.pk, kind__in=WAITING.values())
        allowed = ASKS_ANEW.get(name)
        assert [task.kind for task in left if task.kind != allowed] == [], f"{name} from {status}"
