"""The mood questionnaire missed before two doses in a row: a review asks why (domain/01 T5). Nothing moves by a clock.

Control: with ``_of_the_measures`` left out of ``standing`` each of these that ends in a review stays active.
"""

from datetime import timedelta

import pytest
from django.db import transaction

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.policy.terms import ClinicalPolicy
from patients.actions import measure
from patients.models import MeasureDue, MeasureResponse
from sessions.actions import discharge, review, review_due
from sessions.facts.review import between
from sessions.models import ReviewReason
from tests.people import sign_policy
from tests.sessions.reviewing import DESPITE, REASON
from tests.sessions.test_review_continue import given

pytestmark = pytest.mark.django_db
STATUS = {"a": "ANSWERED", "m": "MISSED", "d": "DUE", "x": "DROPPED"}


def rows(walk, course, letters, after=0, code="PHQ-9"):
    """One row before each dose, a week apart."""
    with transaction.atomic(), acting_as(BEAT, at=walk.at):
        answer = MeasureResponse.objects.filter(patient=course.patient_id).first()
        for week, letter in enumerate(letters, start=1):
            on = walk.day(after + 7 * week)
            MeasureDue(
                course=course,
                patient_id=course.patient_id,
                site_id=course.site_id,
                code=code,
                moment="BEFORE_DOSE",
                occasion=f"{after}:{week}",
                from_on=on - timedelta(days=3),
                due_on=on - timedelta(days=1),
                late_on=on,
                status=STATUS[letter],
                answered_by=answer if letter == "a" else None,
                dropped_because="VISIT_OFF" if letter == "x" else "",
                created_at=walk.at,
            ).save()


def evaluate(course, at):
    with transaction.atomic(), acting_as(BEAT, at=at):
        review_due.evaluate(course.patient_id, by=BEAT, at=at)
    course.refresh_from_db()
    return [reason.code for reason in ReviewReason.objects.filter(course=course).order_by("pk")]


@pytest.mark.parametrize(
    ("letters", "count"),
    [("m", 1), ("mm", 2), ("mam", 1), ("amm", 2), ("mma", 0), ("mxm", 2), ("mmd", 2), ("ddd", 0)],
)
def test_only_the_latest_in_a_row_count(walk, letters, count):
    """A visit called off and one still to come say nothing; an answer begins the count anew."""
    course = walk.active()
    rows(walk, course, letters)
    assert between(course, walk.at).use.missed == count
    assert evaluate(course, walk.later(days=60).at) == (["MISSED_MEASURES"] if count > 1 else [])
    assert course.status == ("REVIEW_DUE" if count > 1 else "ACTIVE")


def test_another_questionnaire_is_not_meant(walk):
    course = walk.active()
    rows(walk, course, "mm", code="URINARY-1")
    assert evaluate(course, walk.later(days=60).at) == []


def test_what_a_review_weighed_is_counted_anew(walk):
    """Without ``SINCE_THE_REVIEW`` the second time is taken for the first going on, and nobody looks: red."""
    course = walk.active()
    rows(walk, course, "mm")
    then = walk.later(days=15).at
    assert evaluate(course, then) == ["MISSED_MEASURES"]
    said = ReviewReason.objects.get(course=course)
    assert (said.level, said.facts["low"], said.facts["limit"]) == ("RX", "2", "2")
    review.decide(course, outcome="CONTINUE", reason=REASON, despite=DESPITE,
                  by=walk.prescriber, at=then, authenticated_at=then)  # fmt: skip
    rows(walk, course, "m", after=20)
    assert evaluate(course, walk.later(days=30).at) == ["MISSED_MEASURES"]
    assert course.status == "ACTIVE"
    rows(walk, course, "m", after=40)
    assert evaluate(course, walk.later(days=50).at) == ["MISSED_MEASURES", "MISSED_MEASURES"]
    assert course.status == "REVIEW_DUE"


@pytest.mark.parametrize(("limit", "status"), [(1, "REVIEW_DUE"), (2, "ACTIVE")])
def test_a_real_dose_without_its_questionnaire(chair, director, limit, status):
    """Asked as the patient goes home: the answer that was there turned out to be another person's."""
    course = chair.ready_course()
    sign_policy(chair.site, director, at=chair.at(-90), long_term={"missed_measures": limit})
    session = given(chair, course)
    for answer in MeasureResponse.objects.filter(patient=course.patient, instrument__code="PHQ-9"):
        measure.void(answer, because="Another person's form.", by=chair.nurse, at=chair.at(80))
    chair.home_set(session)
    discharge.discharge(session, by=chair.nurse, at=chair.at(136))
    course.refresh_from_db()
    assert course.status == status


def test_a_policy_signed_before_the_number_reads_as_shipped():
    """It asks for a review more than before, never for one less."""
    signed = ClinicalPolicy().to_dict()
    del signed["long_term"]["missed_measures"]
    assert ClinicalPolicy.from_dict(signed).long_term.missed_measures == 2
