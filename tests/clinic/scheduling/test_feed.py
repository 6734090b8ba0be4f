"""Calendar feeds: what they say, to whom, and what becomes of them.

Controls, tried and red: without `standing()` in the view an ended address goes on answering; with `_newest` sorted by
the first row a moved visit keeps its old time; with the record number in `_to_staff` the bytes hold it.
"""

import logging
import re
from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client

from clinic.accounts.actions import staff
from clinic.accounts.models import Membership
from clinic.core import clock
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.logs import WithoutQueryString
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import calendar_feed, undo
from clinic.scheduling.models import Appointment, CalendarFeed, Change, FeedFetch
from clinic.scheduling.models.calendar_feed import FETCHES, hash_of, new_secret
from clinic.scheduling.views.calendar_feed import Doorkeeper, doorkeeper
from tests.clinic.portal.conftest import sign_up  # noqa: F401 - fixture
from tests.clinic.scheduling.conftest import NINE, roster_days

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CLINICAL = ("ketamine", "dosing", "treatment", "course", "therap", "psych", "depress", "infusion")


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


def test_a_patient_reads_the_neutral_name_and_no_clinical_word(calendar, feed_of, sign_up):  # noqa: F811
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


def the_event_of(answer):
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def test_unknown_and_ended_addresses_answer_alike(calendar, feed_of):
    path = feed_of(calendar.walk.nurse)
    feed = CalendarFeed.objects.get()
    assert fetch(path).status_code == 200
    calendar_feed.revoke_feed(feed, by=calendar.walk.nurse, at=calendar.walk.at)
    ended, unknown = fetch(path), fetch(f"/feeds/{new_secret()}.ics")
    assert ended.status_code == unknown.status_code == 404
    assert ended.content == unknown.content
    assert dict(ended.headers) == dict(unknown.headers)
    assert fetch("/feeds/x.ics").content == unknown.content


def test_a_manager_ends_somebody_elses_and_nobody_else_does(calendar, feed_of, manager, desk):
    path = feed_of(calendar.walk.nurse)
    feed = CalendarFeed.objects.get()
    for person in (desk, calendar.walk.therapist):
        with pytest.raises(NotAllowed):
            calendar_feed.revoke_feed(feed, by=person, at=calendar.walk.at)
        with pytest.raises(NotAllowed):
            calendar_feed.revoke_feed_of(feed, by=person, at=calendar.walk.at)
    calendar_feed.revoke_feed_of(feed, by=manager, at=calendar.walk.at)
    assert fetch(path).status_code == 404


def test_when_the_role_ends_the_feed_is_empty(calendar, feed_of, manager, now):
    path = feed_of(calendar.walk.prescriber)
    calendar.screening()
    assert len(events(path)) == 1
    member = Membership.objects.get(user=calendar.walk.prescriber)
    staff.end_membership(member, by=manager, at=calendar.walk.at + HOUR)
    now(calendar.walk.at + 2 * HOUR)
    assert events(path) == {}


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


def accesses(patient_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor, route FROM audit.access WHERE patient_id = %s AND route LIKE 'feeds/%%'",
            [patient_id],
        )
        return cursor.fetchall()


def test_what_is_shown_is_logged_as_read_by_the_owner_without_the_secret(calendar, feed_of):
    path = feed_of(calendar.walk.prescriber)
    visit = calendar.screening()
    fetch(path)
    who = calendar.walk.prescriber.actor_id
    assert accesses(visit.patient_id) == [(who, "feeds/<str:secret>.ics")]


def test_only_a_hash_is_kept_and_history_has_not_even_that(calendar, feed_of, test_database):
    path = feed_of(calendar.walk.nurse)
    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert feed.token_hash == hash_of(secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(f)::text FROM scheduling_calendarfeed f")
        assert secret not in cursor.fetchone()[0]
        cursor.execute("SELECT to_jsonb(h)::text FROM scheduling_historicalcalendarfeed h")
        assert hash_of(secret) not in cursor.fetchone()[0]
        cursor.execute(
            "SELECT e.new::text FROM audit.row_event e WHERE e.tbl = 'scheduling_calendarfeed'"
        )
        (row,) = cursor.fetchone()
    assert str(feed.pk) in row
    assert hash_of(secret) not in row


def test_too_often_is_too_often_for_known_and_unknown(calendar, feed_of, now):
    path = feed_of(calendar.walk.nurse)
    assert {fetch(path).status_code for _ in range(FETCHES)} == {200}
    answer = fetch(path)
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    strange = [fetch(f"/feeds/{new_secret()}.ics").status_code for _ in range(FETCHES + 1)]
    assert strange == [404] * FETCHES + [429]
    now(calendar.walk.at + timedelta(minutes=11))
    assert fetch(path).status_code == 200
    assert FeedFetch.objects.get().fetched_at == calendar.walk.at + timedelta(minutes=11)


def test_strangers_cannot_fill_the_memory(at):
    keeper = Doorkeeper()
    for n in range(5000):
        keeper.knocks(str(n), at)
    assert len(keeper._seen) == Doorkeeper.ROOM


def test_no_log_line_holds_the_secret(calendar, feed_of, caplog):
    caplog.handler.addFilter(WithoutQueryString())
    secret = new_secret()
    with caplog.at_level(logging.DEBUG):
        fetch(f"/feeds/{secret}.ics")
    lines = [record.getMessage() for record in caplog.records]
    assert any("/feeds/…" in line for line in lines), lines
    assert not any(secret in line for line in lines)
    handlers = [
        each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler
    ]
    assert any(isinstance(f, WithoutQueryString) for each in handlers for f in each.filters)


def test_five_are_enough_and_a_name_is_needed(calendar, feed_of, desk, sign_up):  # noqa: F811
    for _ in range(CalendarFeed.MOST):
        feed_of(calendar.walk.nurse)
    with pytest.raises(DomainError, match="You have 5 feeds"):
        feed_of(calendar.walk.nurse)
    with pytest.raises(InvalidInput, match="Say where"):
        feed_of(calendar.walk.therapist, name="  ")
    with pytest.raises(InvalidInput, match="at most 60"):
        feed_of(calendar.walk.therapist, name="x" * 5000)
    with pytest.raises(NotAllowed):  # the desk works at no visit
        feed_of(desk)
    with pytest.raises(NotAllowed):  # staff are nobody's patient
        feed_of(calendar.walk.therapist, whose="PATIENT")
    with pytest.raises(NotAllowed):  # a patient works at no visit
        feed_of(sign_up(calendar.walk.register()))


def test_the_pages_show_the_address_once(calendar, manager):
    client = Client()
    client.force_login(calendar.walk.nurse)
    page = client.post("/here/feeds/", {"name": "my telephone"}).content.decode()
    secret = CalendarFeed.objects.get().token_hash
    address = page.split('id="feed-address" value="')[1].split('"')[0]
    assert hash_of(address.rsplit("/", 1)[1].removesuffix(".ics")) == secret
    later = client.get("/here/feeds/").content.decode()
    assert "my telephone" in later
    assert ".ics" not in later
    refused = client.post("/here/feeds/", {"name": " "})
    assert refused.status_code == 422
    boss = Client()
    boss.force_login(manager)
    person = boss.get(f"/setup/staff/{calendar.walk.nurse.pk}/").content.decode()
    assert "my telephone" in person
    feed = CalendarFeed.objects.get()
    assert client.post(f"/here/feeds/{feed.pk}/end/").status_code == 302
    assert not CalendarFeed.objects.standing().exists()


def test_the_api_says_the_address_once_and_keeps_it_nowhere(calendar):
    client = Client()
    client.force_login(calendar.walk.nurse)
    body = {"site": str(calendar.site.pk), "name": "phone", "whose": "STAFF"}

    def post():
        return client.post(
            "/api/v1/calendar-feeds/",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": "one"},
        )

    made = post()
    assert made.status_code == 201
    address = made.json()["address"]
    assert fetch(address.split("8000")[1]).status_code == 200
    assert "address" not in post().json()
    assert CalendarFeed.objects.count() == 1
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM core_idempotencykey WHERE response::text LIKE %s",
            [f"%{secret}%"],
        )
        assert cursor.fetchone()[0] == 0
    ended = client.post(
        f"/api/v1/calendar-feeds/{made.json()['id']}/revoke/", {}, content_type="application/json"
    )
    assert ended.json()["revoked_at"]
