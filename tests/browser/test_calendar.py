"""The calendar in a real browser: dragged, walked by keys, renewed by itself, on two screens."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from clinic.scheduling.actions import appointment
from clinic.scheduling.models import Appointment
from tests.browser.test_homes import wide, widest
from tests.clinic.web.conftest import day, stopped_clock, walk, walk_to_dosing_visit, wall
from tests.harness.browser import PHONE

__all__ = ["day", "stopped_clock", "walk", "walk_to_dosing_visit"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rooms(day):
    return day.open(("Chair 1", "DOSING"), ("Therapy A", "THERAPY"))


def middle(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def take(page, visit):
    """The button goes down on a visit; the answer is where."""
    x, y = middle(page, f'.visit[data-thing="{visit.pk}"], [data-thing="{visit.pk}"] .visit')
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y


def asked(page):
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_visit_dragged_on_the_board_opens_its_move_page_and_moves_nothing(
    as_person, page, live_server, day, rooms, desk, stopped_clock
):
    """An hour and a bit down and one room across; the time snaps to a quarter."""
    visit = day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    as_person(page, desk).goto(f"{live_server.url}/today/")
    quarter = page.locator(".board-col ol").first.bounding_box()["height"] / 36
    _x, y = take(page, visit)
    across = middle(page, ".board-col:nth-of-type(2)")[0]
    page.mouse.move(across, y + quarter * 5.3, steps=8)
    assert page.locator(".visit--ghost").inner_text() == "11:15, Therapy A"
    page.mouse.up()
    page.wait_for_url("**/move/?**")
    assert asked(page) == {
        "on": "2026-11-24",
        "time": "11:15",
        "room": str(rooms["Therapy A"].pk),
    }
    kept = Appointment.objects.get(pk=visit.pk)
    assert (kept.status, kept.starts_at, kept.room_id) == (
        "BOOKED", visit.starts_at, rooms["Chair 1"].pk
    )  # fmt: skip


def test_escape_puts_a_visit_back(as_person, page, live_server, day, rooms, desk, stopped_clock):
    """Control: without it the release of the button would open the move page."""
    visit = day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    as_person(page, desk).goto(f"{live_server.url}/today/")
    x, y = take(page, visit)
    page.mouse.move(x, y + 90, steps=5)
    assert page.locator(".visit--ghost").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".visit--ghost, .is-dragged").count() == 0
    page.mouse.up()
    page.wait_for_timeout(200)
    assert page.url.endswith("/today/")
    page.locator(f'.visit[data-thing="{visit.pk}"]').click()
    page.wait_for_url(f"**/visits/{visit.pk}/")


def test_a_visit_is_dragged_to_another_day_and_room_of_the_week(
    as_person, page, axe, live_server, day, rooms, desk, stopped_clock
):
    visit = day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    as_person(page, desk).goto(f"{live_server.url}/visits/week/?on=2026-11-24")
    axe(page)
    take(page, visit)
    target = f'td[data-on="2026-11-26"][data-room="{rooms["Therapy A"].pk}"]'
    page.mouse.move(*middle(page, target), steps=8)
    assert page.locator(".is-target").count() == 1
    page.mouse.up()
    page.wait_for_url("**/move/?**")
    assert asked(page) == {
        "on": "2026-11-26",
        "time": "10:00",
        "room": str(rooms["Therapy A"].pk),
    }


def test_the_week_of_one_room_is_dragged_across_days_and_hours(
    as_person, page, axe, live_server, day, rooms, desk, stopped_clock
):
    visit = day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    address = f"/visits/week/?on=2026-11-24&of={rooms['Chair 1'].pk}"
    as_person(page, desk).goto(live_server.url + address)
    axe(page)
    quarter = page.locator(".board-col ol").first.bounding_box()["height"] / 36
    _x, y = take(page, visit)
    page.mouse.move(middle(page, '[data-on="2026-11-27"]')[0], y - quarter * 4, steps=8)
    page.mouse.up()
    page.wait_for_url("**/move/?**")
    assert (asked(page)["on"], asked(page)["time"]) == ("2026-11-27", "09:00")


def test_arrows_walk_the_week_and_m_moves(
    as_person, page, live_server, day, rooms, desk, stopped_clock
):
    first = day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    later = day.visit("Wren Notaperson", "12:00", rooms["Chair 1"])
    below = day.visit("Yarrow Fictive", "10:00", rooms["Therapy A"])
    next_day = appointment.book(
        first.patient, kind="FOLLOW_UP", site=day.site, room=rooms["Chair 1"], starts_at=wall("10:00") + timedelta(days=1),
        by=desk, at=day.at,
    )  # fmt: skip
    as_person(page, desk).goto(f"{live_server.url}/visits/week/?on=2026-11-24")

    def here():
        return page.evaluate(
            "document.activeElement.closest('[data-thing]')?.dataset.thing"
            " ?? document.activeElement.dataset.thing"
        )

    page.locator(f'[data-thing="{first.pk}"] a.visit').focus()
    for key, visit in [
        ("ArrowDown", later),
        ("ArrowDown", below),
        ("ArrowUp", later),
        ("ArrowUp", first),
        ("ArrowRight", next_day),
        ("ArrowLeft", first),
    ]:
        page.keyboard.press(key)
        assert here() == str(visit.pk), key
    page.keyboard.press("m")
    page.wait_for_url(f"**/visits/{first.pk}/move/")


def test_m_and_x_and_a_find_what_they_are_about(
    as_person, page, live_server, day, rooms, desk, stopped_clock
):
    """With nothing in focus `m` leads to the first visit that can be moved; again, and it opens its page."""
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.keyboard.press("m")
    assert "Hazel Example" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("x")
    page.wait_for_url(f"**/visits/{visit.pk}/cancel/")
    page.goto(f"{live_server.url}/today/")
    page.keyboard.press("n")
    page.wait_for_url("**/visits/book/")
    page.goto(f"{live_server.url}/today/")
    page.locator(f'a.visit[data-thing="{visit.pk}"]').focus()
    page.keyboard.press("a")
    page.get_by_text("Hazel Example is here.").wait_for()
    page.locator(f'a.visit[data-thing="{visit.pk}"]').focus()
    page.keyboard.press("Shift+A")
    page.get_by_text("Hazel Example is not here after all.").wait_for()
    assert Appointment.objects.get(pk=visit.pk).status == "BOOKED"


def renew(page):
    """What happens by itself every 15 seconds, now; the answer's status."""
    with page.expect_response("**/today/?on=*") as answer:
        page.evaluate(
            "document.querySelector('[data-live]').dispatchEvent(new CustomEvent('look'))"
        )
    return answer.value.status


def test_what_another_person_does_appears_without_a_reload_and_takes_nothing_away(
    as_person, page, live_server, day, rooms, desk, nurse, stopped_clock
):
    """Focus, half-typed text and scroll stay; an unchanged board is answered with 304."""
    first = day.visit("Hazel Example", "11:00", rooms["Chair 1"])
    other = day.visit("Wren Notaperson", "09:45", rooms["Therapy A"])
    page.set_viewport_size({"width": 1100, "height": 500})
    as_person(page, desk).goto(f"{live_server.url}/today/")
    page.locator("#find").fill("half a na")
    page.locator(f'a.visit[data-thing="{first.pk}"]').focus()
    page.evaluate("scrollTo(0, 140)")
    scrolled = page.evaluate("scrollY")
    assert renew(page) == 304
    appointment.arrive(other, by=desk, at=stopped_clock)
    assert renew(page) == 200
    page.locator(f'a.visit[data-thing="{other.pk}"]', has_text="Arrived 09:26").wait_for()
    assert page.evaluate("document.activeElement.dataset.thing") == str(first.pk)
    assert page.locator("#find").input_value() == "half a na"
    assert page.evaluate("scrollY") == scrolled
    assert renew(page) == 304


def test_a_board_does_not_change_under_a_visit_in_the_hand(
    as_person, page, live_server, day, rooms, desk, stopped_clock
):
    visit = day.visit("Hazel Example", "11:00", rooms["Chair 1"])
    as_person(page, desk).goto(f"{live_server.url}/today/")
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    x, y = take(page, visit)
    page.mouse.move(x, y + 60, steps=4)
    page.evaluate("document.querySelector('[data-live]').dispatchEvent(new CustomEvent('look'))")
    page.wait_for_timeout(300)
    assert not [url for url in asked_for if "/today/" in url]
    page.keyboard.press("Escape")
    page.mouse.up()


def test_on_a_telephone_the_calendar_is_a_list_and_nothing_sticks_out(
    as_person, new_page, axe, live_server, day, rooms, desk, stopped_clock
):
    day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    day.visit("Wren Notaperson", "11:00", rooms["Chair 1"])
    page = as_person(new_page(**PHONE), desk)
    for address in (
        "/today/",
        "/visits/?on=2026-11-24",
        "/visits/week/?on=2026-11-24",
        f"/visits/week/?on=2026-11-24&of={rooms['Chair 1'].pk}",
        "/visits/month/?on=2026-11-24",
        f"/patients/{Appointment.objects.first().patient_id}/visits/",
    ):
        page.goto(live_server.url + address)
        axe(page)
        assert wide(page) <= 390, (address, widest(page))
    page.goto(f"{live_server.url}/today/")
    first, second = page.locator(".board .visit").all()
    assert second.bounding_box()["y"] >= first.bounding_box()["y"] + first.bounding_box()["height"]
    assert first.bounding_box()["width"] > 300


def test_the_calendar_needs_no_script(
    as_person, new_page, live_server, day, rooms, desk, stopped_clock
):
    visit = day.visit("Hazel Example", "10:00", rooms["Chair 1"])
    page = as_person(new_page(java_script_enabled=False), desk)
    page.goto(f"{live_server.url}/visits/week/?on=2026-11-24")
    page.get_by_role("link", name="Move Hazel Example").click()
    page.wait_for_url(f"**/visits/{visit.pk}/move/")
    page.goto(f"{live_server.url}/visits/month/?on=2026-11-24")
    page.locator("#of").select_option(label="Chair 1")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Hazel Example").first.wait_for()
