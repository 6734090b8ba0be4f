"""A review that came before the plan was used up may let the course go on as planned: nothing granted, nothing changed."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import transaction

from clinic.accounts.system import SETUP
from clinic.core import failpoints
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError, FreshSignInNeeded, IllegalMove, InvalidInput
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import course_step
from patients.models import Course, CourseMove, CourseStep
from patients.policies.screening import SignerNotValid
from sessions.actions import discharge, earlier_treatment, review
from sessions.models import ReviewDecision
from sessions.policies.review import ReviewIncomplete
from tests.people import hire
from tests.people import license as licensed
from tests.sessions.reviewing import DESPITE, REASON, decide, opinion, plan, team_review

pytestmark = pytest.mark.django_db


def steps(course):
    return list(course.steps.order_by("position").values_list("key", "kind", "status"))


def given(chair, course):
    """The first dose of this course, in the chair until its end."""
    session = chair.cleared(chair.arrived(chair.booked(course)))
    chair.start(session)
    for minute in (45, 55, 65, 75):
        chair.vitals(session, minute, moaas=4, dissociation=5)
    chair.stop(session)
    session.refresh_from_db()
    return session


def test_it_goes_on_with_the_plan_it_had(walk):
    """With ``extend`` in its place the plan grows: red."""
    course = walk.review_due()
    before = steps(course)
    opinion(walk, course, recommends="CONTINUE")
    made = decide(walk, course, "CONTINUE", despite="")
    course.refresh_from_db()
    assert (course.status, course.planned_doses, steps(course)) == ("ACTIVE", 6, before)
    assert (made.outcome, made.sessions, made.missing) == ("CONTINUE", None, [])
    assert made.licence.user == walk.prescriber
    move = CourseMove.objects.filter(course=course).latest("pk")
    assert (move.old, move.new, move.note) == ("REVIEW_DUE", "ACTIVE", REASON)
    assert not Task.objects.open().filter(key=f"course-review:{course.pk}").exists()
    with pytest.raises(DomainError, match="No review is due"):
        decide(walk, course, "CONTINUE")


def test_sessions_named_beside_it_are_not_granted(walk):
    course = walk.review_due()
    assert decide(walk, course, "CONTINUE", sessions=4).sessions is None
    course.refresh_from_db()
    assert course.planned_doses == 6


def test_where_the_plan_is_used_up_it_says_to_grant_more(chair):
    """One dose planned and given. Without ``require_planned_dose`` it goes back to active with none to give: red."""
    course = chair.ready_course()
    with transaction.atomic(), acting_as(SETUP, at=chair.at(-90)):
        course.planned_doses = 1
        course.save()
    session = given(chair, course)
    chair.home_set(session)
    discharge.discharge(session, by=chair.nurse, at=chair.at(136))
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    values = {"reason": REASON, "despite": DESPITE, "by": chair.prescriber}
    when = {"at": chair.at(200), "authenticated_at": chair.at(200)}
    with pytest.raises(InvalidInput, match="No planned session is left") as refusal:
        review.decide(course, outcome="CONTINUE", **values, **when)
    assert refusal.value.field == "outcome"
    assert not ReviewDecision.objects.exists()
    assert review.decide(course, outcome="EXTEND", sessions=1, **values, **when)


def test_maintenance_does_not_go_on_without_a_new_plan(walk):
    """Its next review, its interval and its number are one decision: none of them is carried over unseen."""
    course = courses.review_due(walk.maintained(), by=walk.prescriber, at=walk.at)
    with pytest.raises(InvalidInput, match="Choose maintenance") as refusal:
        decide(walk, course, "CONTINUE")
    assert refusal.value.field == "outcome"
    assert decide(walk, course, "MAINTAIN", **plan(walk))


def test_a_team_review_is_not_waived_for_it_either(walk, director):
    """With CONTINUE left out of ``GOES_ON`` the first decision passes: red."""
    course = team_review(walk)
    with pytest.raises(ReviewIncomplete, match="second prescriber") as refusal:
        decide(walk, course, "CONTINUE")
    assert refusal.value.details["waivable"] is False
    opinion(walk, course, recommends="CONTINUE")
    opinion(walk, course, by=director, recommends="CONTINUE")
    assert decide(walk, course, "CONTINUE").outcome == "CONTINUE"


def test_the_therapists_word_is_asked_for(walk):
    course = walk.review_due()
    with pytest.raises(ReviewIncomplete, match="no therapist's opinion") as refusal:
        decide(walk, course, "CONTINUE", despite="")
    assert refusal.value.details["waivable"] is True
    made = decide(walk, course, "CONTINUE")
    assert (made.missing, made.despite) == (["There is no therapist's opinion."], DESPITE)


def test_it_is_signed_like_every_decision(walk, site, manager):
    """A reason, a licence of today, a sign-in of now."""
    lapsed = hire(site, "PRESCRIBER", "Lara Lapsed", credentials="MD")
    licensed(lapsed, site, "PRESCRIBER", by=manager, until=date(2026, 11, 1))
    course = walk.review_due()
    with pytest.raises(InvalidInput, match="reason"):
        decide(walk, course, "CONTINUE", reason="Fine.")
    with pytest.raises(SignerNotValid):
        decide(walk, course, "CONTINUE", by=lapsed)
    with pytest.raises(FreshSignInNeeded):
        review.decide(
            course, outcome="CONTINUE", reason=REASON, despite=DESPITE,
            by=walk.prescriber, at=walk.at, authenticated_at=walk.later(hours=-1).at,
        )  # fmt: skip
    assert not ReviewDecision.objects.exists()


def test_a_fault_before_the_move_leaves_no_decision(walk):
    course = walk.review_due()

    def crash():
        raise OSError("the power went")

    failpoints.arm("review.moved", crash)
    try:
        with pytest.raises(OSError, match="power"):
            decide(walk, course, "CONTINUE")
    finally:
        failpoints.disarm()
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert not ReviewDecision.objects.exists()


def test_what_was_weighed_does_not_ask_again(walk, director):
    course = team_review(walk)
    opinion(walk, course, recommends="CONTINUE")
    opinion(walk, course, by=director, recommends="CONTINUE")
    decide(walk, course, "CONTINUE")
    earlier_treatment.record(
        course.patient, route="IM", told_by="PATIENT", sessions_low=1, sessions_high=1,
        mg_low=D(40), mg_high=D(40), from_on=date(2016, 1, 1), until_on=date(2016, 1, 1),
        by=walk.nurse, at=walk.at,
    )  # fmt: skip
    assert Course.objects.get(pk=course.pk).status == "ACTIVE"


def test_the_course_itself_refuses_what_no_review_decided(walk):
    """Not from elsewhere, not with no step left: the verb does not lean on its caller."""
    course = walk.active()
    said = {"reason": REASON, "by": SETUP, "at": walk.at}
    with pytest.raises(IllegalMove):
        courses.go_on(course, **said)
    course = courses.review_due(course, by=walk.prescriber, at=walk.at)
    with transaction.atomic(), acting_as(SETUP, at=walk.at):
        for row in CourseStep.objects.filter(course=course, kind="DOSING").still_planned():
            course_step.drop(row, because="Given up.")
    with pytest.raises(DomainError, match="No planned dose is left"):
        courses.go_on(course, **said)
