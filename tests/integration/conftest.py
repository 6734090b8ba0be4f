"""Hours with a therapist, walked through the real actions from the booking on."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from clinic.accounts.system import SETUP
from clinic.scheduling.actions import appointment as visits
from integration.actions import note as notes
from integration.actions import therapy_session as therapy
from integration.actions import window as windows
from integration.models import PreparationTopic
from patients.actions import care_team
from patients.actions import course as courses
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`
from tests.clinic.scheduling.conftest import Calendar
from tests.consent.conftest import Desk

HOUR = timedelta(hours=1)
TOPICS = {topic: f"Talked about {topic.lower()}." for topic in PreparationTopic.Topic.values}


@dataclass
class Hours:
    """One therapist's day. Times are hours after `at`, 09:00 in Denver."""

    calendar: Calendar

    @property
    def walk(self):
        return self.calendar.walk

    @property
    def therapist(self):
        return self.walk.therapist

    def at(self, hours: float) -> Any:
        return self.walk.at + HOUR * hours

    def consented(self):
        """A course whose consents are signed and who has a therapist and a baseline."""
        course = Desk(self.walk).consented()
        care_team.assign(
            course.patient,
            user=self.therapist,
            role="THERAPIST",
            by=self.walk.desk,
            at=self.walk.at,
        )
        self.walk.phq9(course.patient)
        return course

    def visit(self, course, kind="PREPARATION", hours=0.5, arrives=True, **given):
        """Booked for so many hours from now, and arrived then."""
        booked = visits.book(
            course.patient,
            kind=kind,
            site=self.calendar.site,
            room=self.calendar.therapy_room,
            staff=[(self.therapist, "THERAPIST")],
            starts_at=self.at(hours),
            course=course,
            by=self.walk.desk,
            at=self.walk.at,
            **given,
        )
        if arrives:
            booked = visits.arrive(booked, by=self.walk.desk, at=self.at(hours))
        return booked

    def start(self, visit, hours=0.5, by=None, **given):
        return therapy.start(visit, by=by or self.therapist, at=self.at(hours), **given)

    def topics(self, session, topics=TOPICS, hours=1.0, by=None):
        return therapy.record_topics(
            session, topics=topics, by=by or self.therapist, at=self.at(hours)
        )

    def complete(self, session, hours=1.5, by=None, **given):
        return therapy.complete(
            session,
            by=by or self.therapist,
            at=self.at(hours),
            authenticated_at=self.at(hours),
            **given,
        )

    def void(self, session, hours=2.0, reason="Recorded on the wrong visit.", by=None):
        return therapy.void(
            session,
            reason=reason,
            by=by or self.therapist,
            at=self.at(hours),
            authenticated_at=self.at(hours),
        )

    def preparation(self, course=None, hours=0.5):
        """A preparation under way."""
        return self.start(self.visit(course or self.consented(), hours=hours), hours=hours)

    def prepared(self, course=None):
        """A preparation held and signed."""
        session = self.preparation(course)
        self.topics(session)
        return self.complete(session)

    def dose(self, course, hours=2.0):
        """A first dose as the packages above record it, as far as therapy sees: arrived, active, gone home."""
        visit = self.calendar.dosing(course, starts_at=self.at(hours), room=self.calendar.chair)
        visit = visits.arrive(visit, by=self.walk.desk, at=self.at(hours))
        courses.activate(course, by=SETUP, at=self.at(hours))
        return visit

    def dosed(self, hours=2.0, home=5.0):
        """A course whose first dose was given at `hours` and who went home at `home`."""
        course = self.prepared().course
        visit = self.dose(course, hours)
        window = windows.open(visit, by=self.walk.nurse, at=self.at(home))
        course.refresh_from_db()
        return course, window

    def save(self, note, body, version=None, hours=1.0, by=None):
        return notes.save_draft(
            note,
            body=body,
            version=note.version if version is None else version,
            by=by or self.therapist,
            at=self.at(hours),
        )

    def sign_note(self, note, hours=1.6, by=None, **given):
        given = {"version": note.version, **given}
        return notes.sign(
            note,
            **given,
            by=by or self.therapist,
            at=self.at(hours),
            authenticated_at=self.at(hours),
        )

    def addend(self, note, body, hours=2.0, by=None):
        return notes.addend(
            note,
            body=body,
            by=by or self.therapist,
            at=self.at(hours),
            authenticated_at=self.at(hours),
        )


@pytest.fixture
def hours(calendar):
    return Hours(calendar)
