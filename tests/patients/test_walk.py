"""A course walks from referral to the end of follow-up by its verbs alone."""

from datetime import timedelta

from clinic.accounts.system import BEAT, SETUP
from patients.actions import course as courses
from patients.models import Course, CourseMove


def test_a_course_from_referral_to_the_end_of_follow_up(walk):
    course = walk.active()
    for number in range(2, 7):
        walk.finish(course, "DOSING", number)
    for number in range(1, 7):
        walk.finish(course, "INTEGRATION", number)
    course = courses.review_due(course, by=walk.prescriber, at=walk.at)
    after = walk.later(days=16)
    after.phq9(course.patient)
    course = courses.complete(course, reviewed=True, by=walk.prescriber, at=after.at)
    end = course.ended_at + timedelta(days=183)
    course = courses.close_follow_up(course, by=BEAT, at=end)
    assert course.status == Course.Status.FOLLOW_UP_CLOSED
    moves = CourseMove.objects.filter(course=course).order_by("id")
    assert [move.new for move in moves] == [
        "REFERRED",
        "SCREENING",
        "ELIGIBLE",
        "CONSENTED",
        "PREPARING",
        "READY",
        "ACTIVE",
        "REVIEW_DUE",
        "COMPLETED",
        "FOLLOW_UP_CLOSED",
    ]
    assert moves[2].moved_by == walk.prescriber.actor_id
    assert moves[3].moved_by == SETUP.actor_id


def test_the_far_states_can_be_reached(walk):
    course = walk.maintained()
    assert course.status == "MAINTENANCE"
    course = walk.paused(course)
    assert (course.status, course.resume_status) == ("PAUSED", "MAINTENANCE")
