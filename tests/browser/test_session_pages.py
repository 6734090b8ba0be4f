"""A session in a real browser: boxes filled with one hand, pages accessible, nothing forbidden loaded."""

import os
from pathlib import Path

import pytest
import time_machine

from sessions.models import VitalSigns
from tests.sessions.conftest import *  # noqa: F403 - `chair`

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("CLINIC_PICTURES")


def picture(page, name):
    """Kept only where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_a_session_by_keyboard_and_by_eye(
    chair, as_person, client, page, phone_page, axe, live_server
):
    """Checklist, flowsheet and going home in one walk: the way there is long."""
    session = chair.arrived()
    address = f"{live_server.url}/sessions/{session.pk}"
    with time_machine.travel(chair.at(10), tick=True):
        as_person(page, chair.nurse).goto(f"{address}/checks/")
        assert (
            "stand between the patient and the dose"
            in page.get_by_role("heading", level=1).inner_text()
        )
        picture(page, "checklist")
        axe(page)
    session = chair.cleared(session)
    chair.start(session)
    chair.vitals(session, 45, sbp=141, dbp=86, moaas=4, dissociation=3, nausea=0)
    chair.vitals(session, 55, sbp=161, dbp=98, moaas=4, dissociation=6, nausea=1)
    with time_machine.travel(chair.at(59), tick=True):
        client.logout()  # fifteen quiet minutes have passed
        as_person(page, chair.nurse).goto(f"{address}/flowsheet/")
        picture(page, "flowsheet")
        axe(page)
        page.get_by_label("BP sys").focus()
        for number in ("158", "92", "88", "97", "13", "4", "6", "1"):
            page.keyboard.type(number)
            page.keyboard.press("Enter")
        page.get_by_role("cell", name="158/92").wait_for()
        picture(page, "flowsheet-after")
        page.get_by_role("button", name="Floating").click()
        page.get_by_role("button", name="Floating", pressed=True).wait_for()
        as_person(phone_page, chair.nurse).goto(f"{address}/flowsheet/")
        wide = phone_page.evaluate("document.documentElement.scrollWidth")
        picture(phone_page, "flowsheet-phone")
        assert wide <= 390, f"{wide} px of page on a screen of 390"
    saved = VitalSigns.objects.filter(session=session).latest("taken_at")
    assert (saved.sbp, saved.dbp, saved.nausea) == (158, 92, 1)
    chair.stop(session, 75)
    with time_machine.travel(chair.at(90), tick=True):
        client.logout()
        as_person(page, chair.nurse).goto(f"{address}/home/")
        picture(page, "going-home")
        axe(page)
        page.goto(f"{address}/closing/")
        picture(page, "closing")
        axe(page)


def test_the_keys_of_the_chairs_lead_to_vital_signs_effects_and_drug(
    chair, as_person, page, live_server
):
    """With no chair in focus a letter leads to the most pressing one first; then it opens its page there."""
    session = chair.cleared(chair.arrived())
    chair.start(session)
    sheet = f"**/sessions/{session.pk}/flowsheet/"
    with time_machine.travel(chair.at(20), tick=True):
        as_person(page, chair.nurse)
        for key, part, focus in (
            ("v", "#new-set", "document.activeElement.hasAttribute('data-first')"),
            ("e", "#effects", "document.activeElement.id === 'effects'"),
            ("d", "#drug", "document.activeElement.id === 'drug'"),
        ):
            page.goto(f"{live_server.url}/chairs/")
            page.keyboard.press(key)
            assert page.url.endswith("/chairs/")
            page.keyboard.press(key)
            page.wait_for_url(sheet + part)
            page.wait_for_function(focus)
