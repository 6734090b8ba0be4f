"""Two clinicians on one screening, each in a browser of their own: nothing that either typed is lost."""

import os
from datetime import date

import pytest
from django.test import Client

from patients.actions import fact, screening
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import CATALOGUE
from patients.models import FindingClash, ScreeningFinding, SuggestionAnswer
from tests.patients.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(site, desk, nurse, prescriber, therapist, signed_policy):
    from clinic.core import clock

    return Walk(site, desk, nurse, prescriber, therapist, clock.now())


@pytest.fixture
def shot():
    def take(page, name):
        if folder := os.environ.get("PICTURES", ""):
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return take


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()


def sign_in(page, user, live_server):
    """With a client of its own: one client holds one person, and signs the one before out."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    return page


def test_two_browsers_on_one_sheet(walk, page, chromium, axe, live_server, shot):
    sheet = walk.screening()
    address = f"{live_server.url}/screenings/{sheet.pk}/"
    other = chromium.new_context()
    try:
        hers = sign_in(page, walk.nurse, live_server)
        his = sign_in(other.new_page(), walk.prescriber, live_server)
        hers.goto(address)
        his.goto(address)

        his.locator("#row-X05").get_by_label("Present").check()
        his.locator("#row-X05 summary").click()
        his.locator("#row-X05").get_by_label("What shows it").fill("Pressured speech today")
        his.locator("#row-X06").get_by_label("Absent").check()
        save(his)

        hers.locator("#row-X05").get_by_label("Absent").check()
        hers.locator("#row-X07").get_by_label("Absent").check()
        save(hers)
        hers.get_by_text("both versions are kept").wait_for()
        axe(hers)
        shot(hers, "two-versions")

        rows = ScreeningFinding.objects.filter(screening=sheet)
        assert dict(rows.values_list("code", "status")) == {
            "X05": "ACTIVE",
            "X06": "ABSENT",
            "X07": "ABSENT",
        }
        hers.get_by_text("Pressured speech today").first.wait_for()
        hers.get_by_role("button", name="Keep this").click()
        hers.wait_for_load_state()
        assert FindingClash.objects.get().kept == "STANDING"
        assert hers.get_by_text("Two people wrote different things").count() == 0
    finally:
        other.close()


def test_a_suggestion_is_read_beside_its_row_and_dismissed_with_a_reason(
    as_person, walk, page, axe, live_server, shot
):
    sheet = walk.screening()
    fact.confirm_condition(
        sheet.patient,
        name="Stroke",
        code="230690007",
        code_system="http://snomed.info/sct",
        started_on=date(2019, 5, 3),
        by=walk.nurse,
        at=walk.at,
    )
    absent = {row.code: screening.Found(FindingStatus.ABSENT) for row in CATALOGUE}
    screening.record_findings(sheet, findings=absent, by=walk.nurse, at=walk.at)
    as_person(page, walk.nurse).goto(f"{live_server.url}/screenings/{sheet.pk}/")
    axe(page)
    shot(page, "suggestions")
    rail = page.get_by_role("complementary", name="What is missing")
    rail.get_by_role("link", name="Show").first.click()
    row = page.locator("#row-X07")
    row.get_by_text("Stroke, since 3 May 2019 (SNOMED CT 230690007)").wait_for()
    for code in ("X07", "X09"):
        field = page.locator(f"#row-{code}").get_by_label("It is not so, because")
        field.fill("Ischaemic, seven years ago, no deficit.")
    save(page)
    assert SuggestionAnswer.objects.filter(answer="DISMISSED").count() == 2
    page.get_by_role("button", name="Complete").click()
    page.get_by_text("Nothing stands in the way. A prescriber can sign.").wait_for()


def test_the_sheet_fits_a_phone(as_person, walk, page, live_server, shot):
    page.set_viewport_size({"width": 390, "height": 844})
    sheet = walk.screening()
    as_person(page, walk.nurse).goto(f"{live_server.url}/screenings/{sheet.pk}/")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    shot(page, "phone")
