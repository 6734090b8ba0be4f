"""A review judged: opinions of the team, the prescriber's decision, and where the course goes with it."""

from datetime import date, timedelta

import pytest

from clinic.core import failpoints
from clinic.core.errors import DomainError, InvalidInput, NotAllowed, StaleVersion
from clinic.tasks.models import Task
from consent.models import Consent
from patients.models import Course
from patients.policies.screening import SignerNotValid
from sessions.facts import review_picture as pictures
from sessions.models import MaintenancePlan, ReviewDecision, ReviewOpinion
from sessions.policies.review import ReviewIncomplete
from tests.people import hire
from tests.people import license as licensed
from tests.sessions.reviewing import (
    DESPITE,
    decide,
    opinion,
    plan,
    reasons,
    team_review,
    told,
    walk_terms,
)

# --- opinions and decisions ----------------------------------------------------------------------


def test_more_sessions_let_the_plan_grow(walk):
    course = walk.review_due()
    opinion(walk, course, recommends="EXTEND")
    made = decide(walk, course, "EXTEND", sessions=2, despite="")
    course.refresh_from_db()
    assert (course.status, course.planned_doses) == ("ACTIVE", 8)
    assert course.steps.filter(kind="DOSING").count() == 8
    assert made.licence.user == walk.prescriber
    assert made.missing == []
    assert made.opening.new == "REVIEW_DUE"


def test_maintenance_has_a_plan_and_its_consent_waits(walk):
    course = walk.review_due()
    opinion(walk, course)
    made = decide(walk, course, "MAINTAIN", **plan(walk))
    course.refresh_from_db()
    kept = MaintenancePlan.objects.get(course=course)
    assert course.status == "MAINTENANCE"
    assert (kept.interval_days, kept.sessions_max, kept.review_on) == (14, 6, walk.day(90))
    assert made.missing == ["No scale shows a response."]
    waiting = Consent.objects.get(course=course, type="MAINTENANCE_ADDENDUM")
    assert waiting.signed_at is None


def test_stopping_needs_nobody_elses_word(walk):
    course = walk.review_due()
    decide(walk, course, "STOP", stop_reason="NON_RESPONSE", despite="")
    course.refresh_from_db()
    assert (course.status, course.stop_reason) == ("DISCONTINUED", "NON_RESPONSE")
    assert Task.objects.open().filter(key=f"safety-contact:{course.pk}").exists()


def test_completing_needs_last_scores_or_their_refusal(walk):
    course = walk.review_due()
    walk.finish(course, "INTEGRATION", 1)
    with pytest.raises(DomainError, match="no scores after the last dose"):
        decide(walk, course, "COMPLETE")
    decide(walk, course, "COMPLETE", refused_measures="She wants no more forms.")
    course.refresh_from_db()
    assert course.status == "COMPLETED"


def test_without_a_therapists_word_a_reason_is_asked(walk):
    course = walk.review_due()
    with pytest.raises(ReviewIncomplete, match="no therapist's opinion") as refusal:
        decide(walk, course, "EXTEND", sessions=2, despite="too short")
    assert refusal.value.details["waivable"] is True
    made = decide(walk, course, "EXTEND", sessions=2)
    assert made.missing == ["There is no therapist's opinion."]
    assert made.despite == DESPITE


def test_a_team_review_is_not_waived(walk, director):
    """With `never` answering nothing the first decision passes: red."""
    course = team_review(walk)
    with pytest.raises(ReviewIncomplete, match="second prescriber") as refusal:
        decide(walk, course, "EXTEND", sessions=1)
    assert refusal.value.details["waivable"] is False
    opinion(walk, course, by=walk.prescriber, recommends="EXTEND")
    opinion(walk, course, recommends="EXTEND")
    with pytest.raises(ReviewIncomplete, match="second prescriber"):
        decide(walk, course, "EXTEND", sessions=1)
    opinion(walk, course, by=director, recommends="EXTEND")
    assert decide(walk, course, "EXTEND", sessions=1).outcome == "EXTEND"


def test_what_a_review_weighed_does_not_ask_again_while_it_goes_on(walk, director):
    """Lifetime stays above its limit for ever: asked once, not after each dose. A harder level asks anew."""
    course = team_review(walk)
    opinion(walk, course, recommends="EXTEND")
    opinion(walk, course, by=director, recommends="EXTEND")
    decide(walk, course, "EXTEND", sessions=1)
    long_ago = {"from_on": date(2015, 1, 1), "until_on": date(2020, 1, 1)}
    told(walk, course.patient, route="IM", **long_ago)
    course.refresh_from_db()
    assert course.status == "ACTIVE"
    told(walk, course.patient, route="IN", sessions_low=95, sessions_high=95,
         from_on=date(2015, 1, 1), until_on=date(2020, 1, 1))  # fmt: skip
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert reasons(course)[-1] == ("LIFETIME_SESSIONS", "TEAM")


@pytest.mark.parametrize(
    ("outcome", "given", "field"),
    [
        ("EXTEND", {}, "sessions"),
        ("EXTEND", {"sessions": 7}, "sessions"),
        ("MAINTAIN", {"interval_days": None}, "interval_days"),
        ("MAINTAIN", {"interval_days": 6}, "interval_days"),
        ("MAINTAIN", {"review_on": date(2026, 11, 24)}, "review_on"),
        ("MAINTAIN", {"review_on": date(2027, 11, 24)}, "review_on"),
        ("MAINTAIN", {"sessions": 13}, "sessions"),
        ("STOP", {}, "stop_reason"),
        ("DANCE", {}, "outcome"),
        ("EXTEND", {"sessions": 2, "reason": "Better."}, "reason"),
    ],
)
def test_a_decision_says_what_it_grants(walk, outcome, given, field):
    course = walk.review_due()
    values = {**(plan(walk) if outcome == "MAINTAIN" else {}), **given}
    with pytest.raises(InvalidInput) as refusal:
        decide(walk, course, outcome, **values)
    assert refusal.value.field == field
    assert not ReviewDecision.objects.exists()


def test_a_page_that_is_out_of_date_decides_nothing(walk):
    course = walk.review_due()
    course = Course.objects.select_related("site").get(pk=course.pk)
    seen = pictures.read(course, walk_terms(walk), walk.at, viewer=walk.prescriber).fingerprint
    opinion(walk, course, recommends="STOP")
    with pytest.raises(StaleVersion):
        decide(walk, course, "EXTEND", sessions=2, seen=seen)
    seen = pictures.read(course, walk_terms(walk), walk.at, viewer=walk.prescriber).fingerprint
    assert decide(walk, course, "EXTEND", sessions=2, seen=seen)


def test_who_decides_and_who_speaks(walk, manager):
    course = walk.review_due()
    for person in (walk.therapist, walk.nurse, walk.desk, manager):
        with pytest.raises(NotAllowed):
            decide(walk, course, "STOP", stop_reason="FINANCIAL", by=person)
    for person in (walk.desk, manager):
        with pytest.raises(NotAllowed):
            opinion(walk, course, by=person)
    opinion(walk, course, by=walk.nurse)
    assert ReviewOpinion.objects.get().role == "NURSE"


def test_a_prescriber_without_a_licence_today_decides_nothing(walk, site, manager):
    lapsed = hire(site, "PRESCRIBER", "Lara Lapsed", credentials="MD")
    licensed(lapsed, site, "PRESCRIBER", by=manager, until=date(2026, 11, 1))
    course = walk.review_due()
    with pytest.raises(SignerNotValid):
        decide(walk, course, "STOP", stop_reason="FINANCIAL", by=lapsed)
    with pytest.raises(DomainError):
        opinion(walk, course, by=lapsed)


def test_somebody_who_thinks_again_signs_again(walk):
    course = walk.review_due()
    opinion(walk, course, recommends="EXTEND")
    opinion(walk, course, recommends="STOP", at=walk.at + timedelta(minutes=5))
    picture = pictures.read(
        Course.objects.select_related("site").get(pk=course.pk),
        walk_terms(walk),
        walk.at,
        viewer=walk.prescriber,
    )
    assert [o.recommends for o in picture.opinions] == ["STOP"]
    assert ReviewOpinion.objects.count() == 2


def test_nothing_is_said_or_decided_where_no_review_is_due(walk):
    course = walk.active()
    with pytest.raises(DomainError, match="No review is due"):
        decide(walk, course, "STOP", stop_reason="FINANCIAL")
    with pytest.raises(DomainError, match="No review is due"):
        opinion(walk, course)


@pytest.mark.parametrize("place", ["review.decided", "review.moved"])
def test_a_fault_between_decision_and_move_leaves_neither(walk, place):
    """The decision, the plan, the move and the handed-out consent are one: without the one transaction half stays, red."""
    course = walk.review_due()

    def crash():
        raise OSError("the power went")

    failpoints.arm(place, crash)
    try:
        with pytest.raises(OSError, match="power"):
            decide(walk, course, "MAINTAIN", **plan(walk))
    finally:
        failpoints.disarm()
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert not ReviewDecision.objects.exists()
    assert not MaintenancePlan.objects.exists()
    assert not Consent.objects.filter(type="MAINTENANCE_ADDENDUM").exists()
    decide(walk, course, "MAINTAIN", **plan(walk))
