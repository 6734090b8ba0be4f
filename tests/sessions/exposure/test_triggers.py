"""Each trigger of the domain notes on both sides of its limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest

from clinic.policy.terms import LongTermTerms
from clinic.policy.terms.term import TermsRefused
from sessions.exposure import Amount, Course, Elsewhere, Given, exactly, exposure, standing

DENVER = ZoneInfo("America/Denver")
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
TERMS = LongTermTerms()
COURSE = Course("course", planned=99)


def doses(count, every, *, mg=36, course="course", last=NOW):
    """`count` sessions, `every` so many days apart, the last one now."""
    return [
        Given(f"{course}{n}", course, "IV", last - timedelta(days=n * every), D(mg), D(72))
        for n in range(count)
    ]


def stands(parts, course=COURSE, elsewhere=()):
    told = exposure(parts, list(elsewhere), NOW, DENVER)
    found = standing(parts, told, course, TERMS, DENVER)
    return {(one.code.value, one.level.value) for one in found}


def acute(planned, given):
    return stands(doses(given, 3), replace(COURSE, planned=planned))


@pytest.mark.parametrize(
    ("code", "level", "below", "reached"),
    [
        (
            "PLANNED_DOSES_USED",
            "PLAN",
            (doses(5, 4), Course("course", planned=6)),
            (doses(6, 4), Course("course", planned=6)),
        ),
        ("DOSES_IN_28_DAYS", "RX", (doses(8, 3), COURSE), (doses(9, 3), COURSE)),
        ("ACUTE_WITHOUT_REVIEW", "HARD", (doses(11, 7), COURSE), (doses(12, 7), COURSE)),
        ("SESSIONS_IN_12_MONTHS", "SECOND", (doses(23, 10), COURSE), (doses(24, 10), COURSE)),
        ("LIFETIME_SESSIONS", "TEAM", (doses(99, 30), COURSE), (doses(100, 30), COURSE)),
        (
            "LIFETIME_MG",
            "TEAM",
            (doses(9, 30, mg=1111), COURSE),
            (doses(10, 30, mg=1000), COURSE),
        ),
        (
            "DIVERSION",
            "DIVERSION",
            ([], replace(COURSE, requests=1)),
            ([], replace(COURSE, requests=2)),
        ),
        ("DIVERSION", "DIVERSION", ([], COURSE), ([], replace(COURSE, losses=1))),
    ],
)
def test_on_both_sides_of_the_limit(code, level, below, reached):
    assert (code, level) not in stands(*below)
    assert (code, level) in stands(*reached)


def test_a_review_starts_the_count_of_acute_sessions_anew():
    reviewed = replace(COURSE, reviewed_at=NOW - timedelta(days=30))
    assert ("ACUTE_WITHOUT_REVIEW", "HARD") not in stands(doses(13, 7), reviewed)


def kept_up(days_from_first_to_last, every=6):
    since = NOW - timedelta(days=400)
    course = replace(COURSE, maintained_since=since, plan_since=since, plan_sessions=99)
    count = days_from_first_to_last // every + 1
    return {
        one for one in stands(doses(count, every), course) if one[0] == "MAINTENANCE_TOO_CLOSE"
    }


@pytest.mark.parametrize(
    ("days", "every", "found"),
    [
        (28, 4, set()),
        (30, 6, {("MAINTENANCE_TOO_CLOSE", "RX")}),
        (54, 6, {("MAINTENANCE_TOO_CLOSE", "RX")}),
        (56, 4, {("MAINTENANCE_TOO_CLOSE", "HARD")}),
        (70, 7, set()),
    ],
)
def test_maintenance_closer_than_once_a_week(days, every, found):
    assert kept_up(days, every) == found


def test_one_week_of_rest_breaks_the_run():
    since = NOW - timedelta(days=400)
    course = replace(COURSE, maintained_since=since, plan_since=since, plan_sessions=99)
    parts = doses(5, 6) + doses(5, 6, course="course", last=NOW - timedelta(days=31))
    parts = [replace(part, session_id=f"{n}") for n, part in enumerate(parts)]
    assert not {one for one in stands(parts, course) if one[0] == "MAINTENANCE_TOO_CLOSE"}


def test_maintenance_counts_from_its_own_plan():
    since = NOW - timedelta(days=15)
    course = Course("course", planned=6, maintained_since=since, plan_since=since, plan_sessions=4)
    assert ("PLANNED_DOSES_USED", "PLAN") not in stands(doses(8, 7), course)
    course = replace(course, plan_sessions=2)
    assert ("PLANNED_DOSES_USED", "PLAN") not in stands(doses(2, 20), course)
    assert ("PLANNED_DOSES_USED", "PLAN") in stands(doses(8, 7), course)


def test_another_course_counts_for_the_person_and_not_for_the_plan():
    parts = doses(9, 3, course="another")
    found = stands(parts, Course("course", planned=6))
    assert found == {("DOSES_IN_28_DAYS", "RX")}


@pytest.mark.parametrize(
    ("sessions", "fires"),
    [
        (exactly(99), False),
        (exactly(100), True),
        (Amount(D(50), D(99)), False),
        (Amount(D(50), D(100)), True),
        (Amount(D(1), None), True),
    ],
)
def test_a_limit_that_may_have_been_passed_is_not_called_kept(sessions, fires):
    """With unknown upper ends counted as zero the last two are silent: red."""
    there = Elsewhere("there", "IV", sessions, exactly(100), NOW.date() - timedelta(days=4000),
                      NOW.date() - timedelta(days=2000))  # fmt: skip
    assert (("LIFETIME_SESSIONS", "TEAM") in stands([], elsewhere=[there])) is fires


def test_terms_that_contradict_each_other_are_refused():
    with pytest.raises(TermsRefused):
        LongTermTerms.from_dict({**TERMS.to_dict(), "close_weeks": 8, "close_weeks_hard": 8})
    with pytest.raises(TermsRefused):
        LongTermTerms.from_dict({**TERMS.to_dict(), "liver_uln_symptoms": "4"})
