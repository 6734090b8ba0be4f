"""A small clinic with rooms, hours and a roster, made through the real actions, and visits booked in it."""

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from clinic.scheduling import outlook
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import opening_hours, roster_shift
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Room
from tests.harness.house import kept
from tests.patients.conftest import *  # noqa: F403 - `walk`
from tests.patients.conftest import Walk

DAY = timedelta(days=1)
# Wednesday 2026-11-25, 09:00 in Denver: the day after `at`.
NINE = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


@dataclass
class Calendar:
    """One site's rooms and people; `book` with what a test leaves out filled in."""

    walk: Walk
    manager: Any
    chair: Room
    other_chair: Room
    therapy_room: Room
    office: Room

    @property
    def site(self):
        return self.walk.site

    def monitored(self):
        return [(self.walk.nurse, "NURSE"), (self.walk.therapist, "THERAPIST")]

    def screening(self, patient=None, starts_at=NINE, **given):
        """A visit of 60 minutes with the prescriber in the office. `patient`: a new one."""
        wanted = {
            "kind": "SCREENING",
            "site": self.site,
            "room": self.office,
            "staff": [(self.walk.prescriber, "PRESCRIBER")],
            "starts_at": starts_at,
            "by": self.walk.desk,
            "at": self.walk.at,
            **given,
        }
        return actions.book(patient or self.walk.register(), **wanted)

    def dosing(self, course, starts_at=NINE, verb=actions.book, **given):
        """An infusion of 150 minutes, then 30 of turnover, on the chair, with nurse and therapist."""
        wanted = {
            "kind": "DOSING",
            "site": self.site,
            "course": course,
            "room": self.chair,
            "staff": self.monitored(),
            "starts_at": starts_at,
            "by": self.walk.desk,
            "at": self.walk.at,
            **given,
        }
        return verb(course.patient, **wanted)


def open_week(site, manager, at, opens=time(8), closes=time(18)):
    return opening_hours.set_opening_hours(
        site,
        rules=[(day, opens, closes) for day in range(5)],
        from_on=site.today(at),
        by=manager,
        at=at,
    )


def roster_days(site, people, manager, at, days=3, hours=10):
    """Each on duty from 08:00 for `hours`, every day from today."""
    eight = datetime.combine(site.today(at), time(8), tzinfo=site.zone).astimezone(UTC)
    for user, role in people:
        for day in range(days):
            start = eight + day * DAY
            roster_shift.roster(
                site,
                staff=user,
                role=role,
                starts_at=start,
                ends_at=start + timedelta(hours=hours),
                by=manager,
                at=at,
            )


@kept
def calendar(walk, manager):
    site, at = walk.site, walk.at
    made = {
        name: rooms.open_room(site, name=name, kind=kind, by=manager, at=at)
        for name, kind in (
            ("Chair 1", "DOSING"),
            ("Chair 2", "DOSING"),
            ("Willow", "THERAPY"),
            ("Office", "OFFICE"),
        )
    }
    open_week(site, manager, at)
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    roster_days(site, people, manager, at)
    return Calendar(
        walk, manager, made["Chair 1"], made["Chair 2"], made["Willow"], made["Office"]
    )


@pytest.fixture
def gate_is_open(monkeypatch):
    """The calendar's own tests stand in for the gate: nothing blocks."""
    monkeypatch.setattr(outlook, "_advisors", [lambda _appointments, _at: {}])


@pytest.fixture
def gate_is_shut(monkeypatch):
    """Every dosing visit is blocked by a missing consent."""
    sentence = "Consent is not signed."
    monkeypatch.setattr(
        outlook, "_advisors", [lambda visits, _at: {each.pk: [sentence] for each in visits}]
    )


@pytest.fixture
def line(calendar, monkeypatch):
    """The waitlist of `calendar`, with a gate that has nothing against anybody."""
    from tests.clinic.scheduling.waitlist import Line

    monkeypatch.setattr(outlook, "_foresights", [lambda _visits, _at: {}])
    births = (date(1980, 1, 1) + n * 40 * DAY for n in itertools.count())
    return Line(calendar, births)
