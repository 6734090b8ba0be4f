"""A course held and going on again: who looks after it meanwhile, and what is asked anew before the next dose."""

import pytest

from clinic.accounts.roles import Role
from clinic.core.errors import InvalidInput
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import measure
from patients.events import CourseHeld
from patients.models.course import RESUMABLE
from patients.policies import course as policies
from patients.policies.course import NotReady
from tests.patients.actions.course_walks import REACH
from tests.people import hire

pytestmark = pytest.mark.usefixtures("only_the_courses_own_checks")


def test_a_higher_package_can_keep_a_course_paused(walk):
    """Without the loop over registered checks in ``missing_for_resume`` the course goes on: red."""
    course = walk.paused(walk.referred())
    policies.register_resume_check(lambda asked, at: ["The room is flooded."])
    with pytest.raises(NotReady, match="flooded"):
        courses.resume(course, by=walk.prescriber, at=walk.at)


@pytest.mark.parametrize("status", sorted(RESUMABLE - {"READY", "ACTIVE", "MAINTENANCE"}))
def test_a_paused_course_goes_back_to_where_it_was(walk, status):
    course = walk.paused(REACH[str(status)](walk))
    assert (course.status, course.resume_status) == ("PAUSED", str(status))
    course = courses.resume(course, by=walk.prescriber, at=walk.at)
    assert (course.status, course.resume_status, course.pause_owner) == (str(status), "", None)


@pytest.mark.parametrize("status", ["READY", "ACTIVE", "MAINTENANCE"])
def test_going_on_with_doses_asks_the_guards_again(walk, status):
    """Without ``require_resumable`` the course whose screening was reopened resumes: red."""
    from patients.actions import fact

    course = walk.paused(REACH[status](walk))
    fact.confirm_medication(course.patient, name="Clarithromycin", by=walk.nurse, at=walk.at)
    with pytest.raises(NotReady) as refusal:
        courses.resume(course, by=walk.prescriber, at=walk.at)
    assert refusal.value.details["missing"] == [
        "The screening is not signed, or no longer counts."
    ]
    sheet = course.screenings.get()
    walk.sign(sheet)
    assert courses.resume(course, by=walk.prescriber, at=walk.at).status == status


@pytest.mark.parametrize(("days", "asks"), [(30, 0), (31, 3)])
def test_after_thirty_days_screen_signs_and_medications_are_asked_anew(walk, days, asks):
    course = walk.paused()
    later = walk.later(days=days)
    if not asks:
        assert courses.resume(course, by=walk.prescriber, at=later.at).status == "ACTIVE"
        return
    with pytest.raises(NotReady) as refusal:
        courses.resume(course, by=walk.prescriber, at=later.at)
    assert len(refusal.value.details["missing"]) == asks


def test_a_screen_from_before_the_pause_is_not_asked_anew_by_typing_it_in(walk):
    """Control: by the minute it was typed in alone it counts, and only two are asked."""
    course = walk.paused()
    later = walk.later(days=31)
    measure.record(
        course.patient,
        instrument="SUICIDE_SCREEN",
        answers={"Q1": 0, "Q2": 0, "Q6": 0},
        entry="PAPER",
        answered_on=walk.day(-1),
        by=walk.nurse,
        at=later.at,
    )
    with pytest.raises(NotReady) as refusal:
        courses.resume(course, by=walk.prescriber, at=later.at)
    assert len(refusal.value.details["missing"]) == 3


def test_after_ninety_days_the_screening_is_signed_again(walk):
    course = walk.paused()
    later = walk.later(days=91)
    with pytest.raises(NotReady) as refusal:
        courses.resume(course, by=walk.prescriber, at=later.at)
    assert (
        "After a pause this long the screening is signed again."
        in (refusal.value.details["missing"])
    )


def test_a_pause_tells_that_the_course_is_held_and_asks_its_owner(walk, told):
    course = walk.paused()
    (held,) = [event for event in told if isinstance(event, CourseHeld)]
    assert (held.course_id, held.reason) == (course.pk, "PATIENT_REQUEST")
    review = Task.objects.get(kind="PAUSE_REVIEW", subject_id=course.pk)
    assert (review.person, review.done_at) == (walk.prescriber, None)
    courses.resume(course, by=walk.prescriber, at=walk.at)
    review.refresh_from_db()
    assert review.done_at == walk.at


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "BORED"}, "reason"),
        ({"review_on": None}, "review_on"),
        ({"owner": "desk"}, "owner"),
    ],
)
def test_a_pause_needs_reason_owner_and_a_day_to_come(walk, wrong, field):
    course = walk.referred()
    details = {"reason": "STAFFING", "owner": walk.prescriber, "review_on": walk.day(1)} | wrong
    details["review_on"] = details["review_on"] or walk.day(0)
    if details["owner"] == "desk":
        details["owner"] = walk.desk
    with pytest.raises(InvalidInput) as refusal:
        courses.pause(course, **details, by=walk.nurse, at=walk.at)
    assert refusal.value.field == field


def test_somebody_new_on_the_team_is_not_an_owner(walk):
    auditor = hire(walk.site, Role.AUDITOR, "Ada Nobody")
    course = walk.referred()
    with pytest.raises(InvalidInput):
        courses.pause(
            course,
            reason="STAFFING",
            owner=auditor,
            review_on=walk.day(3),
            by=walk.nurse,
            at=walk.at,
        )


def test_a_pause_keeps_the_review_that_was_due_and_the_end_of_the_course_closes_it(walk):
    course = walk.paused(walk.review_due())
    open_kinds = Task.objects.open().filter(subject_id=course.pk).values_list("kind", flat=True)
    assert sorted(open_kinds) == ["COURSE_REVIEW", "PAUSE_REVIEW"]
    courses.discontinue(course, reason="FINANCIAL", by=walk.prescriber, at=walk.at)
    left = Task.objects.open().filter(subject_id=course.pk).values_list("kind", flat=True)
    assert list(left) == ["SAFETY_CONTACT"]
    closed_review = Task.objects.get(kind="COURSE_REVIEW", subject_id=course.pk)
    assert (closed_review.outcome, closed_review.done_by) == ("The course ended.", walk.prescriber)
