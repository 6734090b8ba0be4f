"""For tests of reviews: earlier treatment told, an opinion given, a decision taken."""

from datetime import date
from decimal import Decimal as D

from patients.models import Course
from sessions.actions import earlier_treatment, review
from sessions.actions.review_due import terms_at
from sessions.models import ReviewReason

REASON = "Half of the score is gone and she wants to go on."
DESPITE = "Her therapist is away for a month; we spoke by phone."


def told(walk, patient, at=None, **given):
    """Earlier treatment of this person, six sessions of 40 mg unless said otherwise."""
    values = {
        "route": "IV",
        "told_by": "PATIENT",
        "sessions_low": 6,
        "sessions_high": 6,
        "mg_low": D(240),
        "mg_high": D(240),
        **given,
    }
    return earlier_treatment.record(patient, by=walk.nurse, at=at or walk.at, **values)


def opinion(walk, course, by=None, recommends="MAINTAIN", at=None):
    at = at or walk.at
    return review.give_opinion(
        course,
        recommends=recommends,
        words="Sleeps better, sees friends again, uses what she learned.",
        by=by or walk.therapist,
        at=at,
        authenticated_at=at,
    )


def decide(walk, course, outcome, *, by=None, at=None, **given):
    at = at or walk.at
    values = {"reason": REASON, "despite": DESPITE, **given}
    return review.decide(
        course, outcome=outcome, by=by or walk.prescriber, at=at, authenticated_at=at, **values
    )


def plan(walk, **changed):
    return {"sessions": 6, "interval_days": 14, "review_on": walk.day(90), **changed}


def reasons(course):
    return [(r.code, r.level) for r in ReviewReason.objects.filter(course=course).order_by("pk")]


def team_review(walk):
    course = walk.active()
    told(walk, course.patient, mg_low=D(11000), mg_high=D(11000),
         from_on=date(2015, 1, 1), until_on=date(2020, 1, 1))  # fmt: skip
    return Course.objects.get(pk=course.pk)


def walk_terms(walk):
    return terms_at(walk.site.pk, walk.at)
