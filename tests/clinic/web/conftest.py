"""A clinic day for the boards: rooms, hours and visits made through the real actions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clinic.scheduling.actions import appointment, opening_hours, room, roster_shift
from clinic.scheduling.models import Room
from patients.actions import course as courses
from patients.actions import patient as patients
from tests.patients.conftest import walk  # noqa: F401 - a fixture

DENVER = ZoneInfo("America/Denver")


def wall(text: str, on: date = date(2026, 11, 24)) -> datetime:
    """`wall("09:45")`: that time on the clinic's wall on the day of the tests."""
    return datetime.combine(on, time.fromisoformat(text), DENVER)


@dataclass
class ClinicDay:
    """The calendar of one site. `by` is the front desk; bookings are made the day before."""

    site: Any
    manager: Any
    desk: Any
    at: datetime

    def open(self, *rooms: tuple[str, str]) -> dict[str, Room]:
        early = self.at - timedelta(days=30)
        hours = [(day, time(8), time(17)) for day in range(7)]
        opening_hours.set_opening_hours(
            self.site, rules=hours, from_on=self.site.today(early), by=self.manager, at=early
        )
        return {
            name: room.open_room(self.site, name=name, kind=kind, by=self.manager, at=early)
            for name, kind in rooms
        }

    def patient(self, name: str):
        given, family = name.split()
        return patients.register(
            self.site,
            given_name=given,
            family_name=family,
            birth_date=date(1980, 2, 14),
            phone="505-555-0142",
            by=self.desk,
            at=self.at - timedelta(days=20),
        )

    def visit(self, name: str, start: str, place=None, minutes=60, patient=None, course=False):
        """A follow-up visit: it needs nobody and no protocol."""
        person = patient or self.patient(name)
        early = self.at - timedelta(days=1)
        of = courses.open_course(person, by=self.desk, at=early) if course else None
        return appointment.book(
            person,
            kind="FOLLOW_UP",
            site=self.site,
            room=place,
            starts_at=wall(start),
            minutes=minutes,
            course=of,
            by=self.desk,
            at=early,
        )


@pytest.fixture
def day(site, manager, desk, at):
    return ClinicDay(site, manager, desk, at)


@pytest.fixture
def stopped_clock(monkeypatch, at):
    """The edges read Tuesday 24 November 2026, 09:26 in Denver."""
    now = at + timedelta(minutes=26)
    monkeypatch.setattr("clinic.core.clock.now", lambda: now)
    return now


@pytest.fixture
def walk_to_dosing_visit(day, walk, nurse, therapist, manager):  # noqa: F811
    """`walk_to_dosing_visit("10:00")`: a person ready for the first dose, booked in Chair 1 today."""

    def book(start: str = "10:00"):
        course = walk.ready()
        rooms = day.open(("Chair 1", "DOSING"))
        for person, role in ((nurse, "NURSE"), (therapist, "THERAPIST")):
            roster_shift.roster(
                day.site,
                staff=person,
                role=role,
                starts_at=wall("08:00"),
                ends_at=wall("17:00"),
                by=manager,
                at=day.at - timedelta(days=30),
            )
        return appointment.book(
            course.patient,
            kind="DOSING",
            site=day.site,
            room=rooms["Chair 1"],
            staff=[(nurse, "NURSE"), (therapist, "THERAPIST")],
            starts_at=wall(start),
            course=course,
            step=course.steps.get(kind="DOSING", number=1),
            route=course.route,
            by=day.desk,
            at=day.at,
        )

    return book
