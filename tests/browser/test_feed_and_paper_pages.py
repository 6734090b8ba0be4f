"""The pages of feeds and paper, at a desk and on a telephone: accessible, within the screen, by keyboard."""

import os
from pathlib import Path

import pytest

from clinic.core import clock
from clinic.scheduling.models import CalendarFeed
from tests.browser.test_homes import wide, widest
from tests.clinic.portal.conftest import sign_up  # noqa: F401 - fixture
from tests.clinic.printing.conftest import packs_dir  # noqa: F401 - fixture
from tests.clinic.scheduling.conftest import calendar, walk  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shot(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture(autouse=True)
def stopped(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


def look(page, axe, name):
    axe(page)
    assert wide(page) <= page.viewport_size["width"], widest(page)
    shot(page, name)


def test_a_nurse_makes_a_feed_at_the_desk_and_on_a_telephone(
    as_person, page, phone_page, axe, live_server, nurse, manager
):
    as_person(page, nurse).goto(f"{live_server.url}/here/account/")
    page.get_by_role("link", name="Calendar feeds").click()
    page.get_by_label("Where will you read it?").fill("my telephone")
    page.keyboard.press("Enter")
    page.get_by_text("It is not shown again.").wait_for()
    assert page.get_by_label("Address of the calendar").input_value().endswith(".ics")
    look(page, axe, "feeds-desk")
    as_person(phone_page, nurse).goto(f"{live_server.url}/here/feeds/")
    phone_page.get_by_role("rowheader", name="my telephone").wait_for()
    look(phone_page, axe, "feeds-phone")
    as_person(page, manager).goto(f"{live_server.url}/setup/staff/{nurse.pk}/")
    page.get_by_role("button", name="End it").click()
    page.get_by_text("That address answers no more.").wait_for()
    assert not CalendarFeed.objects.standing().exists()


def test_a_patient_makes_one_on_the_telephone(
    as_person,
    page,
    phone_page,
    axe,
    live_server,
    walk,  # noqa: F811
    sign_up,  # noqa: F811
):
    account = sign_up(walk.register())
    as_person(phone_page, account).goto(f"{live_server.url}/me/")
    phone_page.get_by_role("link", name="Your visits in your own calendar").click()
    phone_page.get_by_label("Where will you read it?").fill("my telephone")
    phone_page.get_by_role("button", name="Make a calendar link").click()
    phone_page.get_by_text("It is not shown again.").wait_for()
    look(phone_page, axe, "portal-calendar-phone")
    as_person(page, account).goto(f"{live_server.url}/me/calendar/")
    page.get_by_text("Has not asked yet.").wait_for()
    look(page, axe, "portal-calendar-desk")
    page.get_by_role("button", name="End it my telephone").click()
    page.get_by_text("That address answers no more.").wait_for()


def test_a_nurse_sees_that_the_pack_is_missing_makes_it_and_opens_it(
    as_person,
    page,
    phone_page,
    axe,
    live_server,
    calendar,  # noqa: F811
    nurse,
):
    calendar.screening()
    as_person(page, nurse).goto(f"{live_server.url}/downtime/")
    page.get_by_role("heading", level=1, name="The downtime pack for Tuesday").wait_for()
    look(page, axe, "downtime-missing")
    page.get_by_role("button", name="Make tomorrow's now").click()
    page.get_by_text("The pack is made.").wait_for()
    page.get_by_role("button", name="Make today's now").click()
    page.get_by_role("heading", level=1, name="lies ready").wait_for()
    look(page, axe, "downtime-desk")
    as_person(phone_page, nurse).goto(f"{live_server.url}/downtime/")
    look(phone_page, axe, "downtime-phone")
    link = page.get_by_role("link", name="Print Wednesday 25 November")
    answer = page.request.get(f"{live_server.url}{link.get_attribute('href')}")
    assert answer.body().startswith(b"%PDF")
    if folder := os.environ.get("PICTURES"):
        Path(folder, "pack.pdf").write_bytes(answer.body())
    page.goto(f"{live_server.url}/visits/?on=2026-11-25")
    assert page.get_by_role("link", name="Print").get_attribute("href").endswith("on=2026-11-25")
    look(page, axe, "day-with-print")
