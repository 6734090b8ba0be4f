"""A clinic with a calendar, a patient who may be written to, and the local sink."""

from datetime import UTC, datetime, timedelta

import pytest

from clinic.outbox import engine
from clinic.outbox.actions import contact_point
from clinic.outbox.models import Message
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`, `walk`
from tests.clinic.scheduling.conftest import roster_days
from tests.messages import lost, outside_transactions, sink, sink_process  # noqa: F401 - fixtures

# Wednesday 2026-12-02, 10:00 in Denver: eight days after `at` (Tuesday 2026-11-24, 09:00).
NEXT_WEEK = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def denver(day, clock):
    """An instant in December 2026 or late November, said as Denver's wall shows it (MST, UTC-7)."""
    month = 12 if day < 20 else 11
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) + timedelta(hours=7)


def give_addresses(patient, by, at, *, sms="505-555-0142", email="aster@example.test"):
    for kind, address in (("SMS", sms), ("EMAIL", email)):
        if address:
            contact_point.set_contact_point(
                site=patient.site,
                patient_id=patient.pk,
                kind=kind,
                address=address,
                consented=True,
                by=by,
                at=at,
            )


@pytest.fixture
def clinic(calendar, walk, manager):
    """`calendar` with everybody on duty in the week of the visits, Wednesday 2 to Monday 7 December."""
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    roster_days(walk.site, people, manager, walk.at + timedelta(days=8), days=6)
    return calendar


@pytest.fixture
def aster(clinic, walk, monkeypatch):
    """A course whose patient has a number and a mailbox, both agreed to.

    Only what visits owe: reminders of questionnaires have tests of their own.
    """
    monkeypatch.setattr("clinic.reminders.actions.questions.LINES", ())
    course = walk.preparing()
    give_addresses(course.patient, walk.desk, walk.at)
    return course


@pytest.fixture
def book(clinic, aster, gate_is_open):
    """`book("DOSING", starts_at)` for her course, with room and people filled in."""

    def booked(kind="DOSING", starts_at=NEXT_WEEK, at=clinic.walk.at, course=aster):
        if kind == "DOSING":
            return clinic.dosing(course, starts_at=starts_at, at=at)
        room, staff = clinic.therapy_room, [(clinic.walk.therapist, "THERAPIST")]
        return clinic.screening(
            course.patient,
            starts_at=starts_at,
            at=at,
            kind=kind,
            room=room,
            staff=staff,
            course=course,
        )

    return booked


def owed(visit):
    """{(kind, channel): state} of everything about this visit at its time."""
    rows = Message.objects.about(visit.visit_id).filter(occurrence=visit.starts_at)
    return {(row.kind, row.channel): row.state for row in rows}


def due(visit, kind, channel="SMS"):
    rows = Message.objects.about(visit.visit_id).filter(occurrence=visit.starts_at)
    return rows.get(kind=kind, channel=channel).due_at


def go(at):
    """One round of the sending engine."""
    return engine.dispatch(at=at, senders=1)


def texts(sink, visit):  # noqa: F811
    """What arrived by text about this visit: the sink is everybody's."""
    refs = {str(row.ref) for row in Message.objects.about(visit.visit_id)}
    return [text["body"] for text in sink.texts() if text["ref"] in refs]
