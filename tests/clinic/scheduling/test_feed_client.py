"""A calendar program as people have them: vdirsyncer asks the running server, keeps files, and learns of every change.

Control, tried and red: with the feed leaving out what was called off, vdirsyncer refuses a calendar that is suddenly
empty, and the laptop goes on showing the visit.
"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import calendar_feed, undo
from clinic.scheduling.models import Appointment, CalendarFeed, Change
from clinic.scheduling.models.calendar_feed import new_secret
from tests.clinic.scheduling.conftest import NINE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

CONFIG = """
[general]
status_path = "{home}/status/"
[pair visits]
a = "clinic"
b = "laptop"
collections = null
conflict_resolution = "a wins"
partial_sync = "ignore"
[storage clinic]
type = "http"
url = "{url}"
[storage laptop]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""


class Laptop:
    """vdirsyncer with a home of its own."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        (home / "calendar").mkdir()
        (home / "config").write_text(CONFIG.format(home=home, url=url))

    def run(self, *words: str) -> subprocess.CompletedProcess:
        program = Path(sys.executable).parent / "vdirsyncer"
        return subprocess.run(
            [program, "-c", self.home / "config", *words],
            env={**os.environ, "HOME": str(self.home)},
            input="y\n" * 5,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def sync(self) -> list[icalendar.Event]:
        """Ask the clinic, and answer what lies in the files.

        vdirsyncer tells the events of an address apart by what is in them, and gives each a UID of its own making; so
        what it keeps shows times, numbers and states, and that a changed visit leaves no old copy behind.
        """
        done = self.run("sync")
        assert done.returncode == 0, done.stderr
        files = sorted((self.home / "calendar").glob("*.ics"))
        return [
            event
            for file in files
            for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        ]


@pytest.fixture
def laptop(calendar, live_server, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: calendar.walk.at)
    secret = new_secret()
    calendar_feed.make_feed(
        calendar.site,
        name="laptop",
        whose="STAFF",
        secret=secret,
        by=calendar.walk.prescriber,
        at=calendar.walk.at,
    )
    made = Laptop(tmp_path, f"{live_server.url}/feeds/{secret}.ics")
    discovered = made.run("discover")
    assert discovered.returncode == 0, discovered.stderr
    return made


def test_a_calendar_learns_of_booking_moving_calling_off_undoing_and_ending(calendar, laptop):
    walk = calendar.walk
    assert laptop.sync() == []
    visit = calendar.screening()
    (booked,) = laptop.sync()
    assert booked["DTSTART"].dt == NINE
    assert booked["DTSTART"].params["TZID"] == "America/Denver"
    assert laptop.sync() == [booked]
    moved = actions.move(visit, starts_at=NINE + HOUR, by=walk.desk, at=walk.at)
    (after,) = laptop.sync()
    assert after["DTSTART"].dt == NINE + HOUR
    assert int(after["SEQUENCE"]) > int(booked["SEQUENCE"])
    actions.cancel(moved, reason="CLINIC_CLOSED", by=walk.desk, at=walk.at + MINUTE)
    (off,) = laptop.sync()
    assert off["STATUS"] == "CANCELLED"
    undo.undo(Change.objects.get(kind="CANCEL"), by=walk.desk, at=walk.at + 2 * MINUTE)
    (again,) = laptop.sync()
    assert (again["STATUS"], again["DTSTART"].dt) == ("CONFIRMED", NINE + HOUR)
    assert int(again["SEQUENCE"]) > int(off["SEQUENCE"])
    assert Appointment.objects.standing().get().starts_at == NINE + HOUR
    feed = CalendarFeed.objects.get()
    calendar_feed.revoke_feed(feed, by=walk.prescriber, at=walk.at)
    refused = laptop.run("sync")
    assert refused.returncode != 0
    assert "Not Found" in refused.stderr
