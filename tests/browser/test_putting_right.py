"""Putting right, adverse events afterwards and the drug at the chair, on a desk's screen and on a telephone."""

import pytest
import time_machine

from clinic.core.ids import uuid7
from sessions.actions import effect
from sessions.models import DrugEvent, VitalSigns
from tests.browser.test_session_pages import picture
from tests.sessions.conftest import *  # noqa: F403 - `chair`

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def watched_chair(chair):
    """Minute 12 of an infusion: one set with a slip, an effect, 1 mL drawn too much."""
    session = chair.dosing()
    chair.wrong = chair.vitals(session, 45, sbp=191, dbp=98)
    chair.felt = effect.begin(
        session, code="FLOATING", client_id=uuid7(), by=chair.nurse, at=chair.at(46)
    )
    return session


def fits(page):
    wide = page.evaluate("document.documentElement.scrollWidth")
    return wide <= page.viewport_size["width"]


def small_targets(page):
    """Things to press that are narrower or lower than 24 px (WCAG 2.5.8), other than links in a sentence."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main button, main a.btn, main a.cell-act, main select, main input:not([type=hidden])")]
            .filter((e) => e.offsetParent && e.type !== "checkbox")
            .filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24)
            .map((e) => e.outerHTML.slice(0, 120))"""
    )


def test_the_pages_hold_on_both_screens(
    chair, watched_chair, as_person, client, page, phone_page, axe, live_server
):
    session = watched_chair
    event = DrugEvent.objects.get(session=session)
    here = f"{live_server.url}/sessions/{session.pk}"
    pages = {
        "correct-set": f"{live_server.url}/vital-signs/{chair.wrong.pk}/correct/",
        "correct-effect": f"{live_server.url}/effects/{chair.felt.pk}/correct/",
        "correct-drug": f"{live_server.url}/drug-events/{event.pk}/correct/",
        "adverse-later": f"{here}/adverse-events/later/",
        "lots": f"{here}/lots/",
        "flowsheet-to-correct": f"{here}/flowsheet/",
    }
    with time_machine.travel(chair.at(47), tick=True):
        client.logout()
        for screen, suffix in ((page, ""), (phone_page, "-phone")):
            as_person(screen, chair.nurse)
            for name, address in pages.items():
                screen.goto(address)
                picture(screen, name + suffix)
                assert fits(screen), f"{name}{suffix} is wider than its screen"
                assert small_targets(screen) == []
                axe(screen)


def test_a_slip_is_put_right_by_keyboard_and_the_old_number_stays(
    chair, watched_chair, as_person, client, page, live_server, axe, csp_clean
):
    csp_clean.allow("status of 422")
    with time_machine.travel(chair.at(47), tick=True):
        client.logout()
        as_person(page, chair.nurse).goto(
            f"{live_server.url}/sessions/{watched_chair.pk}/flowsheet/"
        )
        page.get_by_role("link", name="Put right the set of 08:45").click()
        page.get_by_label("BP sys").fill("98")
        page.get_by_label("What was wrong").fill("typed 191, it was 161")
        page.get_by_role("button", name="Put it right").click()
        page.locator(".errsum").wait_for()  # dia is not below sys
        picture(page, "correct-set-refused")
        axe(page)
        assert page.get_by_label("What was wrong").input_value() == "typed 191, it was 161"
        page.get_by_label("BP sys").fill("161")
        page.get_by_role("button", name="Put it right").click()
        page.get_by_role("cell", name="161/98").wait_for()
        picture(page, "flowsheet-corrected")
        axe(page)
        assert page.locator("s", has_text="191/98").is_visible()
        assert page.get_by_text("typed 191, it was 161").is_visible()
    assert VitalSigns.objects.filter(session=watched_chair, sbp=191).exists()
