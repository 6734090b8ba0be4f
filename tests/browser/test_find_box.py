"""The box in the top bar: a combobox while one types, a page without a script."""

import pytest

from tests.clinic.web.conftest import day, stopped_clock

__all__ = ["day", "stopped_clock"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_is_found_and_opened_by_keyboard_alone(
    as_person, page, axe, live_server, day, desk, stopped_clock
):
    day.open(("Chair 1", "DOSING"))
    day.patient("Clementine Fakely")
    person = day.patient("Hazel Example")
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.keyboard.press("/")
    page.keyboard.type("example")
    page.get_by_role("option", name="Example, Hazel").wait_for()
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "true"
    axe(page)
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert "Example, Hazel" in page.locator(f"#{active}").inner_text()
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/patients/{person.pk}/")


def test_enter_without_a_choice_leads_to_the_page_of_all(
    as_person, page, live_server, day, desk, stopped_clock
):
    day.patient("Hazel Example")
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.keyboard.press("/")
    page.keyboard.type("nobodyatall")
    page.get_by_role("option", name="Nobody found").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Nobody found for “nobodyatall”.").wait_for()
