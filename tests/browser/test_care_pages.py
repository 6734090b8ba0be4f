"""Consent on a telephone without scripts, and a therapist's hour with its note saving itself."""

import os
from pathlib import Path

import pytest
import time_machine

from consent.models import Consent
from integration.actions import note as notes
from tests.consent.conftest import Desk, account_for
from tests.harness.browser import PHONE
from tests.integration.conftest import *  # noqa: F403 - `hours`
from tests.integration.conftest import TOPICS
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("CLINIC_PICTURES")


def picture(page, name, whole=True):
    """Kept only where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=whole)


def test_a_patient_signs_on_a_telephone_without_scripts(
    walk, as_person, new_page, phone_page, page, axe, csp_clean, live_server
):
    csp_clean.allow("status of 422")
    course = walk.eligible()
    consent = Consent.objects.get(course=course, type="ROUTE_ANNEX_IV")
    patient = account_for(course.patient, course.site)
    address = f"{live_server.url}/me/consents/{consent.pk}/"
    plain = new_page(**PHONE, java_script_enabled=False)
    with time_machine.travel(walk.at, tick=True):
        as_person(phone_page, patient).goto(address)
        picture(phone_page, "consent-phone")
        wide = phone_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{wide} px of page on a screen of 390"
        axe(phone_page)
        as_person(plain, patient).goto(address)
        ticks = plain.get_by_role("checkbox")
        for n in range(ticks.count() - 1):
            ticks.nth(n).check()
        plain.get_by_label("Your full name").fill("Aster Specimen")
        plain.get_by_label("Your password").fill(PASSWORD)
        plain.get_by_role("button", name="Sign", exact=True).click()
        assert "1 of 4 parts is not ticked yet" in plain.inner_text("main")
        assert plain.get_by_label("Your full name").input_value() == "Aster Specimen"
        picture(plain, "consent-refused")
        ticks.nth(3).check()
        plain.get_by_label("Your password").fill(PASSWORD)
        plain.get_by_role("button", name="Sign", exact=True).click()
        assert "You signed this as Aster Specimen" in plain.inner_text("main")
        as_person(page, walk.nurse).goto(f"{live_server.url}/consents/course/{course.pk}/")
        picture(page, "consent-course")
        axe(page)
        page.goto(f"{live_server.url}/consents/{consent.pk}/")
        picture(page, "consent-one")
        axe(page)
    consent.refresh_from_db()
    assert consent.signature["method"] == "OWN_ACCOUNT"


def test_a_note_saves_itself_and_never_overwrites(
    hours, as_person, page, axe, csp_clean, live_server
):
    csp_clean.allow("status of 4(09|22)")
    session = hours.preparation()
    hours.topics(session, {"EXPECTATIONS": TOPICS["EXPECTATIONS"]})
    with time_machine.travel(hours.at(1), tick=True):
        as_person(page, hours.therapist).goto(f"{live_server.url}/therapy/{session.pk}/")
        axe(page)
        box = page.get_by_label("Progress note, Preparation")
        box.fill("She slept.")
        page.get_by_text("Draft saved 10:00 MST").wait_for()
        session.note.refresh_from_db()
        assert session.note.body == "She slept."
        picture(page, "therapy-session")
        elsewhere = {"by": hours.therapist, "at": hours.at(1.01)}
        notes.save_draft(session.note, body="From the tablet.", version=2, **elsewhere)
        box.press_sequentially(" And ate.")
        page.get_by_text("Both texts are below; nothing was overwritten.").wait_for()
        assert page.locator("[data-theirs]").inner_text() == "From the tablet."
        assert box.input_value() == "She slept. And ate."
        picture(page, "therapy-conflict")
        axe(page)
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text("Both texts are below; nothing was overwritten.").wait_for()
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text("Draft saved").wait_for()
        page.get_by_role("button", name="Sign and lock").click()
        picture(page, "note-sign")
        axe(page)
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Sign and lock").click()
        page.get_by_text("Signed and locked").wait_for()
        page.goto(f"{live_server.url}/therapy/")
        picture(page, "therapy-to-sign")
        axe(page)
        page.goto(f"{live_server.url}/therapy/course/{session.course_id}/")
        picture(page, "therapy-course")
        axe(page)
    session.note.refresh_from_db()
    assert (session.note.body, session.note.status) == ("She slept. And ate.", "SIGNED")


def test_the_register_of_forms(hours, as_person, page, axe, live_server):
    form = Desk(hours.walk).publish(hours.calendar.manager, like="ROUTE_ANNEX_IV")
    with time_machine.travel(hours.at(1), tick=True):
        as_person(page, hours.calendar.manager).goto(f"{live_server.url}/consent-forms/")
        picture(page, "forms")
        axe(page)
        page.goto(f"{live_server.url}/consent-forms/{form.pk}/next/")
        picture(page, "form-next")
        axe(page)
