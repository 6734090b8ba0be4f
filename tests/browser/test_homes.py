"""The homes in a real browser: by keyboard, without a script, in both themes, on a telephone."""

import pytest

from clinic.scheduling.models import Appointment
from tests.browser.test_components import BIG_TEXT
from tests.clinic.portal.conftest import sign_up
from tests.clinic.web.conftest import day, stopped_clock, walk, walk_to_dosing_visit

__all__ = ["day", "sign_up", "stopped_clock", "walk", "walk_to_dosing_visit"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


def widest(page):
    """What sticks out, for the failure's sentence."""
    return page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 6).map(e => e.className + ':' + e.tagName)"
    )


def test_the_desk_works_its_day_by_keyboard(
    as_person, page, axe, live_server, day, desk, stopped_clock
):
    """Find the person due next, say they arrived, open another visit to move it: no mouse."""
    rooms = day.open(("Chair 1", "DOSING"), ("Therapy A", "THERAPY"))
    here = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    day.visit("Yarrow Fictive", "14:00", rooms["Therapy A"])
    as_person(page, desk).goto(f"{live_server.url}/today/")
    axe(page)
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.locator(f'.visit[data-thing="{here.pk}"]').focus()
    page.keyboard.press("ArrowRight")
    assert "Yarrow Fictive" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("a")
    page.get_by_text("Hazel Example is here.").wait_for()
    assert Appointment.objects.get(pk=here.pk).status == "ARRIVED"
    page.locator(".visit", has_text="Yarrow Fictive").focus()
    page.keyboard.press("m")
    page.wait_for_url("**/move/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/today/")
    page.keyboard.press("/")
    page.keyboard.type("fictive")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Fictive, Yarrow").wait_for()


def test_a_letter_typed_into_a_field_is_only_a_letter(
    as_person, page, live_server, day, desk, stopped_clock
):
    rooms = day.open(("Chair 1", "DOSING"))
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.keyboard.press("/")
    page.keyboard.type("anna")
    assert page.locator("#find").input_value() == "anna"
    assert Appointment.objects.get(pk=visit.pk).status == "BOOKED"


def test_the_desk_needs_no_script(as_person, new_page, live_server, day, desk, stopped_clock):
    rooms = day.open(("Chair 1", "DOSING"))
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    page = new_page(java_script_enabled=False)
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.get_by_role("button", name="Arrived Hazel Example").click()
    page.get_by_text("Hazel Example is here.").wait_for()
    assert Appointment.objects.get(pk=visit.pk).status == "ARRIVED"


def test_every_home_is_accessible_in_the_dark_and_fits_the_screen(
    as_person,
    new_page,
    axe,
    live_server,
    walk_to_dosing_visit,
    desk,
    nurse,
    therapist,
    stopped_clock,
):
    """What is wrong now is read without scrolling at 1280 × 720, and nothing scrolls sideways at double text size."""
    visit = walk_to_dosing_visit("11:00")
    homes = [(desk, "/today/"), (nurse, "/chairs/"), (therapist, "/people/")]
    for person, address in [*homes, (nurse, f"/courses/{visit.course_id}/")]:
        page = as_person(new_page(color_scheme="dark"), person)
        page.goto(live_server.url + address)
        axe(page)
        heading = page.get_by_role("heading", level=1).bounding_box()
        assert heading["y"] + heading["height"] < 200
        page.evaluate(BIG_TEXT)
        assert wide(page) <= 1280, (address, widest(page))
        page.set_viewport_size({"width": 320, "height": 800})
        page.evaluate("document.adoptedStyleSheets = []")
        assert wide(page) <= 320, (address, widest(page))


def test_a_patient_does_what_is_asked_on_a_telephone_without_a_script(
    as_person, new_page, axe, live_server, walk_to_dosing_visit, sign_up, stopped_clock
):
    from tests.harness.browser import PHONE

    visit = walk_to_dosing_visit("14:00")
    page = as_person(new_page(**PHONE, java_script_enabled=False), sign_up(visit.patient))
    page.goto(f"{live_server.url}/me/")
    page.get_by_role("link", name="Tell us who takes you home").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Their name").fill("Ann Escort")
    page.get_by_label("Their phone number").fill("505-555-0177")
    page.get_by_label("They are 18 or older").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Ann Escort takes you home").wait_for()
    watched = as_person(
        new_page(**PHONE), visit.patient.__class__.objects.get(pk=visit.patient_id).account
    )
    watched.goto(f"{live_server.url}/me/")
    axe(watched)


def test_an_idle_page_asks_whether_somebody_is_there(
    as_person, page, axe, live_server, desk, settings
):
    settings.SESSION_IDLE_SECONDS = 122
    as_person(page, desk).goto(f"{live_server.url}/here/account/")
    page.get_by_role("heading", name="Are you still there?").wait_for(timeout=10_000)
    axe(page)
    page.get_by_role("button", name="Stay signed in").click()
    page.get_by_role("heading", name="Are you still there?").wait_for(state="hidden")
