"""What a screening gathers, in a real browser: on its page, on a phone's width, and where it is written down."""

import os
from datetime import timedelta

import pytest

from clinic.demo import workup
from patients.actions.workup import illness, result
from patients.models import TestResult
from tests.browser.test_homes import wide, widest
from tests.patients.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(site, desk, nurse, prescriber, therapist, signed_policy):
    """The suite's people at the hour the live server believes it is."""
    from clinic.core import clock

    return Walk(site, desk, nurse, prescriber, therapist, clock.now())


def look(page, axe, name):
    """No complaint, no sideways scroll, at a desk and on a phone; pictures where PICTURES names a folder."""
    for size, width in (("d", 1280), ("p", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert wide(page) <= width, (name, widest(page))
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_what_is_missing_leads_to_where_it_is_written_down(
    as_person, walk, page, axe, live_server, csp_clean
):
    csp_clean.allow("status of 422")
    sheet = walk.screening()
    as_person(page, walk.nurse).goto(f"{live_server.url}/screenings/{sheet.pk}/")
    look(page, axe, "workup-empty")
    page.locator("#workup-results").get_by_role("link", name="Vital signs").click()
    look(page, axe, "workup-vitals")
    page.locator("#id_WEIGHT-value").fill("154")
    page.locator("#id_WEIGHT-unit").select_option("kg")
    page.locator("#id_HEIGHT-value").fill("170")
    page.locator("#id_HEIGHT-unit").select_option("cm")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("read as pounds it is 69.9 kg").first.wait_for()
    look(page, axe, "workup-pounds")
    page.locator("#id_WEIGHT-unit").select_option("lb")
    page.get_by_role("button", name="Save").click()
    page.locator("#workup-results").get_by_text("69.9 kg").wait_for()
    assert TestResult.objects.get(kind="WEIGHT").typed == "154 lb"
    page.locator("#text-WORRIES").fill("Needles, and losing control.")
    page.locator("#workup-hopes").get_by_role("button", name="Save these words").click()
    page.locator("#workup-hopes").get_by_text("Saved by").wait_for()


def test_a_full_workup_is_calm_to_read(as_person, walk, page, axe, live_server, csp_clean):
    sheet = walk.screening()
    workup.gather(sheet, 8, nurse=walk.nurse, at=walk.at - timedelta(minutes=2))
    later = {"by": walk.nurse, "at": walk.at - timedelta(minutes=1)}
    result.record(sheet.course, kind="ALT", value=190, unit="U/L", **later)
    illness.record(
        sheet.course, indication="MDD", months=26, severity="PSYCHOTIC", ect="YES", **later
    )
    as_person(page, walk.nurse).goto(f"{live_server.url}/screenings/{sheet.pk}/")
    look(page, axe, "workup-full")
    page.locator("#workup-trials").get_by_role("link", name="Add a treatment").click()
    look(page, axe, "workup-trial")
