"""A clinic with weeks of roster ahead, and a course that may be planned."""

import pytest

from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`
from tests.clinic.scheduling.conftest import roster_days


@pytest.fixture
def weeks(calendar, manager):
    """The calendar with nurse, prescriber and therapist on duty for six weeks."""
    walk = calendar.walk
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    later = walk.at + 3 * DAY  # noqa: F405
    roster_days(calendar.site, people, manager, later, days=42)
    return calendar


@pytest.fixture
def course(weeks):
    return weeks.walk.ready()
