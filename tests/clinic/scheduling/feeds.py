"""A calendar feed made and fetched, as a telephone does it."""

from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client

from clinic.core import clock
from clinic.scheduling.actions import calendar_feed
from clinic.scheduling.models.calendar_feed import new_secret
from clinic.scheduling.views.calendar_feed import doorkeeper

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def now(monkeypatch, at):
    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(at)
    doorkeeper.__init__()
    return set_to


@pytest.fixture
def feed_of(calendar):
    """`feed_of(person)` makes a feed and answers its path."""

    def make(person, whose="STAFF", name="my telephone"):
        secret = new_secret()
        calendar_feed.make_feed(
            calendar.site, name=name, whose=whose, secret=secret, by=person, at=calendar.walk.at
        )
        return f"/feeds/{secret}.ics"

    return make


def fetch(path, **headers):
    return Client(headers=headers).get(path)


def events(path):
    answer = fetch(path)
    assert answer.status_code == 200
    found = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(each["UID"]): each for each in found}


def the_event(path):
    (event,) = events(path).values()
    return event


def the_event_of(answer):
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def accesses(patient_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor, route FROM audit.access WHERE patient_id = %s AND route LIKE 'feeds/%%'",
            [patient_id],
        )
        return cursor.fetchall()
