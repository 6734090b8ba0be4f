"""Two prescribers decide the same review at the same moment, each on a connection of their own.

Negative control: `test_without_the_lock_...` takes the course's lock away; then only the database's one decision for
each review stands between them, and the loser hears an error instead of a sentence.
"""

import time

import pytest
from django.db import IntegrityError

from clinic.core import failpoints
from clinic.core.errors import DomainError
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.models import Course, CourseMove
from sessions.actions import earlier_treatment, review
from sessions.models import ReviewDecision, ReviewReason
from tests.patients.conftest import *  # noqa: F403 - the walk
from tests.sessions.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Half of the score is gone and she wants to go on."
DESPITE = "Her therapist is away for a month; we spoke by phone."


@pytest.fixture(autouse=True)
def slow_hands():
    """Whoever decides keeps the course a while, so that the other is surely there."""
    failpoints.arm("review.decided", lambda: time.sleep(0.4))
    failpoints.arm("review.reasons-written", lambda: time.sleep(0.2))
    yield
    failpoints.disarm()


def deciding(walk, course, person, outcome, **given):
    return lambda: review.decide(
        course,
        outcome=outcome,
        reason=REASON,
        despite=DESPITE,
        by=person,
        at=walk.at,
        authenticated_at=walk.at,
        **given,
    )


def test_two_deciders_make_one_decision(walk, director):
    course = walk.review_due()
    outcomes = at_once(
        deciding(walk, course, walk.prescriber, "EXTEND", sessions=2),
        deciding(walk, course, director, "STOP", stop_reason="NON_RESPONSE"),
    )
    made = [o for o in outcomes if isinstance(o, ReviewDecision)]
    refused = [o for o in outcomes if isinstance(o, DomainError)]
    assert (len(made), len(refused)) == (1, 1), outcomes
    assert "No review is due" in refused[0].sentence
    course.refresh_from_db()
    assert course.status == {"EXTEND": "ACTIVE", "STOP": "DISCONTINUED"}[made[0].outcome]
    assert CourseMove.objects.filter(course=course, old="REVIEW_DUE").count() == 1


def test_without_the_lock_only_the_database_stands_between_two_decisions(
    walk, director, monkeypatch
):
    course = walk.review_due()
    rows = Course.objects.select_related("site", "patient", "protocol")
    monkeypatch.setattr(courses, "lock", lambda one: rows.get(pk=one.pk))
    outcomes = at_once(
        deciding(walk, course, walk.prescriber, "EXTEND", sessions=2),
        deciding(walk, course, director, "EXTEND", sessions=3),
    )
    assert sum(isinstance(o, ReviewDecision) for o in outcomes) == 1, outcomes
    assert any(isinstance(o, IntegrityError) for o in outcomes), outcomes
    assert ReviewDecision.objects.filter(course=course).count() == 1


def test_two_sources_at_once_make_one_review(walk):
    """What the record and the patient tell at the same moment: each is kept, the review is asked for once."""
    course = walk.active()
    today = walk.site.today(walk.at)

    def telling(told_by, person):
        return lambda: earlier_treatment.record(
            course.patient,
            route="IV",
            told_by=told_by,
            named="" if told_by == "PATIENT" else "Report of today",
            sessions_low=9,
            sessions_high=9,
            mg_low=360,
            mg_high=360,
            from_on=today.replace(day=1),
            until_on=today,
            by=person,
            at=walk.at,
        )

    outcomes = at_once(telling("PATIENT", walk.nurse), telling("PDMP", walk.therapist))
    assert not [o for o in outcomes if isinstance(o, Exception)], outcomes
    assert CourseMove.objects.filter(course=course, new="REVIEW_DUE").count() == 1
    assert Task.objects.open().filter(key=f"course-review:{course.pk}").count() == 1
    assert ReviewReason.objects.filter(course=course, code="DOSES_IN_28_DAYS").count() == 1
