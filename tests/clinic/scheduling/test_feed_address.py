# ruff: noqa: F811 - fixtures of another file
"""The address of a calendar feed: shown once, kept as a hash, ended, and never in a log.

Control, tried and red: without `standing()` in the view an ended address goes on answering.
"""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from clinic.accounts.actions import staff
from clinic.accounts.models import Membership
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.logs import WithoutQueryString
from clinic.scheduling.actions import calendar_feed
from clinic.scheduling.models import CalendarFeed, FeedFetch
from clinic.scheduling.models.calendar_feed import FETCHES, hash_of, new_secret
from clinic.scheduling.views.calendar_feed import Doorkeeper
from tests.clinic.portal.conftest import sign_up  # noqa: F401 - fixture
from tests.clinic.scheduling.feeds import HOUR, events, feed_of, fetch, now  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


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


def test_five_are_enough_and_a_name_is_needed(calendar, feed_of, desk, sign_up):
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
