"""What the tests of courses hear and leave out; an alert nobody has answered yet."""

import pytest

from clinic.core import events
from clinic.outbox.actions import staff_contact
from patients.events import CourseHeld, CourseMoved
from patients.models import SafetyAlert
from patients.policies import course as policies
from tests.patients.actions.ladder import DANGER


@pytest.fixture
def told():
    """The events of this test, in order."""
    heard = []
    for kind in (CourseMoved, CourseHeld):
        events.subscribe(kind, heard.append)
    yield heard
    for kind in (CourseMoved, CourseHeld):
        events._handlers[kind].remove(heard.append)


@pytest.fixture
def only_the_courses_own_checks(monkeypatch):
    """What higher packages ask before a course goes on is proved where they stand."""
    monkeypatch.setattr(policies, "_resume_checks", [])


@pytest.fixture
def reached_by_text(walk):
    """The prescriber gave a number; the others have their mailbox."""
    staff_contact.set_staff_contact(
        walk.site, kind="SMS", address="505-555-0123", by=walk.prescriber, at=walk.at
    )


@pytest.fixture
def alert(walk, director, manager, request):
    if "reached_by_text" in request.fixturenames:
        request.getfixturevalue("reached_by_text")
    walk.phq9(walk.register(), answers=DANGER)
    return SafetyAlert.objects.get()
