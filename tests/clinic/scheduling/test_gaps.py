"""Gaps of the protocol are warned about, at both ends. Negative control: the right gap, beside each wrong one, is silent."""

from datetime import UTC, datetime, timedelta

import pytest

from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.policies.gaps import gap_warnings
from tests.clinic.scheduling.conftest import DAY, NINE, roster_days


@pytest.fixture
def book(calendar, manager):
    people = [(calendar.walk.nurse, "NURSE"), (calendar.walk.therapist, "THERAPIST")]
    course = calendar.walk.ready()
    later = calendar.walk.at + 3 * DAY
    roster_days(calendar.site, people, manager, later, days=4)

    def one(kind, number, starts_at):
        step = course.steps.get(kind=kind, number=number)
        if kind == "DOSING":
            return calendar.dosing(course, starts_at=starts_at, step=step)
        return actions.book(
            course.patient,
            kind=kind,
            site=calendar.site,
            course=course,
            step=step,
            room=calendar.therapy_room,
            staff=[(calendar.walk.therapist, "THERAPIST")],
            starts_at=starts_at,
            by=calendar.walk.desk,
            at=calendar.walk.at,
        )

    return one


def test_integration_comes_one_to_three_days_after_its_dose(book):
    book("DOSING", 1, NINE)
    good = book("INTEGRATION", 1, NINE + DAY)
    assert gap_warnings(good) == []


def test_integration_on_the_same_day_is_too_soon(book):
    book("DOSING", 1, NINE)
    soon = book("INTEGRATION", 1, NINE + timedelta(hours=5))
    assert gap_warnings(soon) == [
        "Integration 1 on Wed 25 Nov, 14:00 MST comes too soon: at least 24 hours after Wed 25 Nov, 09:00 MST."
    ]


def test_integration_after_the_weekend_is_too_late(book):
    book("DOSING", 1, NINE)
    monday = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    late = book("INTEGRATION", 1, monday)
    (sentence,) = gap_warnings(late)
    assert "comes too late: at most 72 hours after Wed 25 Nov, 09:00 MST." in sentence


def test_a_dose_that_comes_too_soon_is_warned_about_from_either_end(book):
    first = book("DOSING", 1, NINE)
    second = book("DOSING", 2, NINE + DAY)
    for visit in (first, second):
        (sentence,) = gap_warnings(visit)
        assert sentence.startswith("Dosing session 2 on Thu 26 Nov, 09:00 MST comes too soon")
