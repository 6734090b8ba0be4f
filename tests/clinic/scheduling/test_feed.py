# ruff: noqa: F811 - fixtures of another file
"""Calendar feeds: what they say, and to whom.

Controls, tried and red: with `_newest` sorted by the first row a moved visit keeps its old time; with the record
number in `_to_staff` the bytes hold it.
"""

import re
from datetime import timedelta

import icalendar
import pytest

from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import undo
from clinic.scheduling.models import Appointment, Change
from tests.clinic.portal.conftest import sign_up  # noqa: F401 - fixture
from tests.clinic.scheduling.conftest import NINE, roster_days
from tests.clinic.scheduling.feeds import (  # noqa: F401 - fixtures
    HOUR,
    MINUTE,
    accesses,
    events,
    feed_of,
    fetch,
    now,
    the_event,
    the_event_of,
)

pytestmark = pytest.mark.django_db
CLINICAL = ("ketamine", "dosing", "treatment", "course", "therap", "psych", "depress", "infusion")


def test_a_visit_through_its_life_keeps_its_name_and_its_number_grows(calendar, feed_of, now):
    """Booked, moved, that undone, called off, that undone, called off for good; for the staff and every step."""
    walk = calendar.walk
    path = feed_of(walk.prescriber)
    visit = calendar.screening()
    seen = []

    def look():
        event = the_event(path)
        seen.append(int(event["SEQUENCE"]))
        return str(event["UID"]), str(event["STATUS"]), event["DTSTART"].dt

    uid = str(visit.visit_id)
    assert look() == (uid, "CONFIRMED", NINE)
    moved = actions.move(visit, starts_at=NINE + HOUR, by=walk.desk, at=walk.at)
    assert look() == (uid, "CONFIRMED", NINE + HOUR)
    undo.undo(Change.objects.get(kind="MOVE"), by=walk.desk, at=walk.at + MINUTE)
    assert look() == (uid, "CONFIRMED", NINE)
    standing = Appointment.objects.standing().get(visit_id=moved.visit_id)
    actions.cancel(standing, reason="CLINIC_CLOSED", by=walk.desk, at=walk.at + 2 * MINUTE)
    assert look() == (uid, "CANCELLED", NINE)
    undo.undo(Change.objects.get(kind="CANCEL"), by=walk.desk, at=walk.at + 3 * MINUTE)
    assert look() == (uid, "CONFIRMED", NINE)
    standing = Appointment.objects.standing().get(visit_id=moved.visit_id)
    actions.cancel(standing, reason="CLINIC_CLOSED", by=walk.desk, at=walk.at + 9 * MINUTE)
    assert look() == (uid, "CANCELLED", NINE)
    assert seen == sorted(set(seen)), "a number came twice or fell"
    now(walk.at + timedelta(days=29))
    assert look()[1] == "CANCELLED"
    now(walk.at + timedelta(days=32))
    assert events(path) == {}


def test_what_arrives_or_is_confirmed_is_no_change_for_a_calendar(calendar, feed_of, gate_is_open):
    path = feed_of(calendar.walk.prescriber)
    visit = calendar.screening()
    before = fetch(path)
    actions.confirm(visit, by=calendar.walk.desk, at=calendar.walk.at)
    assert fetch(path).content == before.content


def test_a_hold_is_told_to_nobody_until_it_is_booked(calendar, feed_of):
    path = feed_of(calendar.walk.prescriber)
    held = calendar.screening()
    other = actions.hold(
        calendar.walk.register(),
        kind="SCREENING",
        site=calendar.site,
        room=calendar.office,
        staff=[(calendar.walk.prescriber, "PRESCRIBER")],
        starts_at=NINE + 2 * HOUR,
        by=calendar.walk.desk,
        at=calendar.walk.at,
    )
    assert set(events(path)) == {str(held.visit_id)}
    actions.book_hold(other, by=calendar.walk.desk, at=calendar.walk.at)
    assert set(events(path)) == {str(held.visit_id), str(other.visit_id)}


def test_whoever_is_taken_off_a_visit_sees_it_called_off(calendar, feed_of, director, manager):
    walk = calendar.walk
    roster_days(walk.site, [(director, "PRESCRIBER")], manager, walk.at)
    first, second = feed_of(walk.prescriber), feed_of(director)
    visit = calendar.screening()
    was = int(the_event(first)["SEQUENCE"])
    staff_now = [(director, "PRESCRIBER")]
    actions.move(visit, starts_at=NINE, staff=staff_now, by=walk.desk, at=walk.at)
    off, on = the_event(first), the_event(second)
    assert (off["STATUS"], on["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert was < int(off["SEQUENCE"]) < int(on["SEQUENCE"])


def test_staff_read_kind_and_room_and_nothing_of_the_patient(calendar, feed_of, gate_is_open):
    course = calendar.walk.preparing()
    visit = calendar.dosing(course)
    patient = course.patient
    answer = fetch(feed_of(calendar.walk.nurse))
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Dosing"
    assert str(event["LOCATION"]) == "Chair 1, Thistledown"
    assert str(event["URL"]).endswith(f"/visits/{visit.pk}/")
    assert b"DTSTART;TZID=America/Denver:20261125T090000" in answer.content
    text = answer.content.decode().lower().replace("\r\n ", "")
    secrets = (
        *(patient.given_name, patient.family_name, patient.record_number, str(patient.pk)),
        *(course.route, "ketamine", "test clinic", str(patient.birth_date.year)),
    )
    found = [word for word in secrets if re.search(rf"\b{re.escape(word.lower())}\b", text)]
    assert found == []


def test_a_patient_reads_the_neutral_name_and_no_clinical_word(calendar, feed_of, sign_up):
    course = calendar.walk.preparing()
    calendar.dosing(course)
    calendar.screening()  # somebody else's
    answer = fetch(feed_of(sign_up(course.patient), whose="PATIENT"))
    event = the_event_of(answer)
    assert str(event["SUMMARY"]) == "Visit: Thistledown"
    assert str(event["LOCATION"]) == "1 Nowhere Lane"
    assert "505-555-0100" in str(event["DESCRIPTION"])
    text = answer.content.decode().lower().replace("\r\n ", "")
    assert [word for word in CLINICAL if word in text] == []
    assert course.patient.family_name.lower() not in text
    assert calendar.walk.nurse.name.lower() not in text


def test_asked_again_it_says_as_before_and_shows_nothing(calendar, feed_of):
    path = feed_of(calendar.walk.prescriber)
    visit = calendar.screening()
    first = fetch(path)
    reads = accesses(visit.patient_id)
    again = fetch(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert accesses(visit.patient_id) == reads, "an answer without content was logged as a read"
    actions.move(visit, starts_at=NINE + HOUR, by=calendar.walk.desk, at=calendar.walk.at)
    changed = fetch(path, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_what_is_shown_is_logged_as_read_by_the_owner_without_the_secret(calendar, feed_of):
    path = feed_of(calendar.walk.prescriber)
    visit = calendar.screening()
    fetch(path)
    who = calendar.walk.prescriber.actor_id
    assert accesses(visit.patient_id) == [(who, "feeds/<str:secret>.ics")]
