"""A cognition test far below the person's own first one stops doses: weighed in a review, a pause where they notice it too.

Controls, each run: with `_judge_cognition` not called from `of_result` every decline leaves the course ACTIVE; with the
first result replaced by the one before the newest, `test_it_is_the_first_result_that_counts` is red.
"""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from clinic.core.errors import InvalidInput
from patients.actions import measure, merge
from patients.actions.workup import result
from patients.models import Course
from sessions.models import ReviewReason
from tests.people import sign_policy


def scored(walk, course, value, kind="MOCA", days=0, **more):
    """One result, its name where the kind asks for one."""
    unit = "T" if kind == "COGNITION_T" else "of 30"
    detail = {"detail": "A battery on a tablet"} if kind == "COGNITION_T" else {}
    at = walk.at + timedelta(days=days)
    values = {"value": D(value), "unit": unit, **detail, **more}
    return result.record(course, kind=kind, by=walk.nurse, at=at, **values)


def notices(walk, course, change=2, days=0):
    """The memory check, with its comparison to the time before treatment."""
    items = dict.fromkeys(("RECALL", "WORDS", "FOCUS", "FOLLOW", "PLANS"), 0)
    return measure.record(
        course.patient,
        instrument="COGNITION",
        answers={**items, "CHANGE": change},
        by=walk.nurse,
        at=walk.at + timedelta(days=days),
    )


def stands(course):
    course = Course.objects.get(pk=course.pk)
    rows = ReviewReason.objects.filter(course=course).order_by("arose_at", "pk")
    return course.status, [(row.code, row.level) for row in rows]


@pytest.mark.parametrize(
    ("kind", "first", "now", "declined"),
    [
        ("MOCA", 28, 26, False),
        ("MOCA", 28, 25, True),
        ("SLUMS", 27, 24, True),
        ("MOCA", 25, 29, False),
        ("COGNITION_T", 52, 43, False),
        ("COGNITION_T", 52, 42, True),
    ],
)
def test_a_decline_stops_doses_until_a_review(walk, kind, first, now, declined):
    course = walk.active()
    scored(walk, course, first, kind)
    scored(walk, course, now, kind, days=1)
    expected = ("REVIEW_DUE", [("COGNITION", "RX")]) if declined else ("ACTIVE", [])
    assert stands(course) == expected


def test_what_is_said_names_test_and_scores(walk):
    course = walk.active()
    scored(walk, course, 28)
    scored(walk, course, 22, days=1)
    reason = ReviewReason.objects.get(course=course)
    assert reason.facts["what"] == "Cognition: MoCA fell from 28 of 30 to 22 of 30"


def test_another_test_is_no_baseline(walk):
    course = walk.active()
    scored(walk, course, 29, "SLUMS")
    scored(walk, course, 22, "MOCA", days=1)
    assert stands(course) == ("ACTIVE", [])


def test_it_is_the_first_result_that_counts(walk):
    """Two points, and two points again: each step is small, the whole is not."""
    course = walk.active()
    for days, value in enumerate((28, 26, 24)):
        scored(walk, course, value, days=days)
    assert stands(course) == ("REVIEW_DUE", [("COGNITION", "RX")])


def test_a_baseline_typed_in_late_counts_by_the_day_it_was_taken(walk):
    course = walk.active()
    scored(walk, course, 22)
    scored(walk, course, 28, taken_at=walk.at - timedelta(days=20), days=1)
    assert stands(course) == ("REVIEW_DUE", [("COGNITION", "RX")])


@pytest.mark.parametrize("test_first", [True, False])
def test_noticed_and_shown_it_pauses_in_whichever_order(walk, test_first):
    course = walk.active()
    scored(walk, course, 28)
    steps = [lambda: scored(walk, course, 24, days=2), lambda: notices(walk, course, days=2)]
    for act in steps if test_first else reversed(steps):
        act()
    status, reasons = stands(course)
    assert (status, reasons) == ("PAUSED", [("COGNITION", "RX"), ("COGNITION", "PAUSE")])
    course.refresh_from_db()
    assert (course.pause_reason, course.resume_status) == ("COGNITIVE_CONCERN", "REVIEW_DUE")


def test_noticed_once_and_better_since_it_is_a_review_and_no_pause(walk):
    course = walk.active()
    scored(walk, course, 28)
    notices(walk, course, days=1)
    notices(walk, course, change=0, days=2)
    scored(walk, course, 24, days=3)
    assert stands(course) == ("REVIEW_DUE", [("COGNITION", "RX"), ("COGNITION", "RX")])


def test_a_struck_out_result_is_no_baseline(walk):
    course = walk.active()
    wrong = scored(walk, course, 29)
    result.void(wrong, because="Another patient's.", by=walk.nurse, at=walk.at)
    scored(walk, course, 22, days=1)
    assert stands(course) == ("ACTIVE", [])


def test_a_merged_record_is_the_same_person(walk):
    second = walk.referred(walk.register(given="Aster", family="Specimenn"))
    scored(walk, second, 28)
    course = walk.active()
    merge.merge(second.patient, into=course.patient, by=walk.desk, at=walk.at)
    scored(walk, course, 24, days=1)
    assert stands(course) == ("REVIEW_DUE", [("COGNITION", "RX")])


def test_the_points_are_the_signed_policys(walk, director):
    sign_policy(walk.site, director, at=walk.at, long_term={"cognition_points": 5})
    course = walk.active()
    scored(walk, course, 28)
    scored(walk, course, 24, days=1)
    assert stands(course) == ("ACTIVE", [])
    scored(walk, course, 23, days=2)
    assert stands(course)[0] == "REVIEW_DUE"


def test_a_t_score_says_of_which_test_and_nothing_leaves_its_range(walk):
    course = walk.active()
    with pytest.raises(InvalidInput, match="which test"):
        scored(walk, course, 50, "COGNITION_T", detail="")
    with pytest.raises(InvalidInput, match="cannot be"):
        scored(walk, course, 31)
