"""The waitlist in a real browser: the desk by keyboard, the patient on a telephone."""

import os
from datetime import timedelta

import pytest

from clinic.core import clock
from clinic.scheduling.models import Appointment, Offer, WaitlistEntry
from tests.browser.test_homes import wide, widest
from tests.clinic.scheduling.conftest import (  # noqa: F401 - fixtures
    calendar,
    line,
    walk,
)
from tests.clinic.scheduling.waitlist import LATER, MINUTE, SOON, fresh, running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shot(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def now(monkeypatch, at):
    """The edges read four minutes after the time became free; `now[0] = …` moves them on."""
    moment = [at + SOON]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


def test_the_desk_puts_on_looks_who_fits_and_fills_by_keyboard(
    as_person,
    page,
    axe,
    live_server,
    line,  # noqa: F811
    desk,
    now,
):
    first = line.person("Aster")
    second = line.person("Bryony", phone="505-555-0102", account=False)
    paused = line.person("Clover", phone="505-555-0103")
    for number, course in enumerate((first, second, paused)):
        line.wait(course, minutes=number)
    line.walk.paused(paused)
    later = line.person("Dill", phone="505-555-0104")
    visit = line.calendar.dosing(
        later, starts_at=LATER, step=later.steps.get(kind="DOSING", number=1)
    )
    freed = line.free()
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.keyboard.press("w")
    page.get_by_role(
        "heading", level=1, name="1 time is free. 3 people would come sooner."
    ).wait_for()
    axe(page)
    shot(page, "waitlist")
    page.goto(f"{live_server.url}/visits/{visit.pk}/")
    page.keyboard.press("w")
    page.get_by_role("heading", level=1, name="When could Dill Specimen come sooner?").wait_for()
    axe(page)
    shot(page, "waitlist-add")
    page.get_by_label("Wednesday").check()
    page.get_by_role("button", name="Put on the waitlist").click()
    page.get_by_text("On the waitlist. They are asked when a time fits.").wait_for()
    assert WaitlistEntry.objects.get(visit_id=visit.visit_id).weekdays == [2]
    page.goto(f"{live_server.url}/waitlist/times/{freed.pk}/")
    page.get_by_role("heading", name="Who fits, the longest waiting first").wait_for()
    page.get_by_text("No account on the patient pages, where an offer is answered.").wait_for()
    page.get_by_text("The course is paused: no dosing visit can be booked.").wait_for()
    axe(page)
    shot(page, "waitlist-time")
    page.get_by_role("button", name="Book it for them Dill Specimen").press("Enter")
    page.get_by_text("Booked. They are told in three minutes.").wait_for()
    assert Appointment.objects.get(replaces=visit).starts_at == freed.starts_at
    axe(page)
    shot(page, "waitlist-filled")
    page.goto(f"{live_server.url}/waitlist/")
    page.get_by_text("Filled from the waitlist").wait_for()


def test_a_patient_says_yes_on_the_telephone(
    as_person,
    new_page,
    axe,
    live_server,
    line,  # noqa: F811
    now,
):
    from tests.harness.browser import PHONE

    course = line.person()
    line.wait(course)
    line.free()
    line.tick()
    [offer] = running()
    now[0] += 2 * MINUTE
    page = as_person(new_page(**PHONE), fresh(course.patient).account)
    page.goto(f"{live_server.url}/me/offer/")
    page.get_by_text("18 minutes left.").wait_for()
    text = page.inner_text("main")
    for words in (
        "Wednesday",
        "9:00",
        "Mountain Time",
        "Before you come",
        "Somebody must take you home",
    ):
        assert words in text, text
    assert wide(page) <= 390, widest(page)
    axe(page)
    shot(page, "phone-offer")
    page.get_by_role("button", name="Yes, I will come").click()
    page.get_by_role("heading", level=1, name="It is yours.").wait_for()
    axe(page)
    shot(page, "phone-yes")
    assert fresh(offer).status == "ACCEPTED"
    page.go_back()
    page.goto(f"{live_server.url}/me/offer/")
    page.get_by_role("heading", level=1, name="It is yours.").wait_for()


def test_who_comes_too_late_reads_a_kind_sentence_and_keeps_the_place(
    as_person,
    new_page,
    axe,
    live_server,
    line,  # noqa: F811
    now,
):
    from tests.harness.browser import PHONE

    course = line.person()
    entry = line.wait(course)
    line.free()
    line.tick()
    page = as_person(new_page(**PHONE), fresh(course.patient).account)
    page.goto(f"{live_server.url}/me/offer/")
    now[0] += timedelta(minutes=21)
    page.get_by_role("button", name="Yes, I will come").click()
    page.get_by_role("heading", level=1, name="The time to answer is over.").wait_for()
    page.get_by_text("You keep your place in line.").wait_for()
    axe(page)
    shot(page, "phone-late")
    line.tick(SOON + timedelta(minutes=21))
    assert fresh(entry).status == "WAITING"
    assert Offer.objects.get().status == "EXPIRED"


def test_a_patient_asks_on_the_telephone_to_come_sooner(
    as_person,
    new_page,
    axe,
    live_server,
    line,  # noqa: F811
    now,
):
    from tests.harness.browser import PHONE

    course = line.person()
    visit = line.calendar.dosing(course, starts_at=LATER)
    page = as_person(new_page(**PHONE), fresh(course.patient).account)
    page.goto(f"{live_server.url}/me/")
    page.get_by_role("link", name="I could come sooner").click()
    axe(page)
    shot(page, "phone-sooner")
    page.get_by_label("Wednesday").check()
    page.get_by_role("button", name="Ask me when a time is free").click()
    page.get_by_text("Thank you. We write to you when a time fits.").wait_for()
    entry = WaitlistEntry.objects.get()
    assert (entry.visit_id, entry.weekdays, entry.asked_by_patient) == (visit.visit_id, [2], True)
    axe(page)
    shot(page, "phone-waits")
    page.get_by_role("button", name="Take me off").click()
    page.get_by_text("You are not on the waitlist any more.").wait_for()
    assert fresh(entry).status == "WITHDRAWN"
