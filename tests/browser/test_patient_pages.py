"""The record, the screening sheet and the questionnaire in a real browser: usable, and without complaint."""

import os

import pytest

from patients.actions import contact, fact, screening
from patients.eligibility.assessment import FindingStatus
from patients.models import MeasureResponse, SafetyAlert
from tests.patients.conftest import ZEROES, Walk
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(site, desk, nurse, prescriber, therapist, signed_policy):
    """The suite's people at the hour the live server believes it is."""
    from clinic.core import clock

    return Walk(site, desk, nurse, prescriber, therapist, clock.now())


@pytest.fixture
def shot():
    """Pictures are kept where PICTURES names a folder."""

    def take(page, name):
        if folder := os.environ.get("PICTURES", ""):
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return take


def test_the_record_is_read_and_a_fact_is_added(as_person, walk, page, axe, live_server, shot):
    patient = walk.register()
    contact.add(
        patient,
        name="Rue Unreal",
        relationship="PARTNER",
        phone="505-555-0101",
        is_emergency=True,
        by=walk.desk,
        at=walk.at,
    )
    fact.confirm_medication(patient, name="Sertraline", dose="50 mg", by=walk.nurse, at=walk.at)
    wrong = fact.confirm_condition(patient, name="Asthma", by=walk.nurse, at=walk.at)
    fact.mark_mistaken(wrong, because="Her sister's letter", by=walk.nurse, at=walk.at)
    walk.phq9(patient, answers=ZEROES | {"1": 3, "2": 3})
    as_person(page, walk.nurse).goto(f"{live_server.url}/patients/{patient.pk}/record/")
    axe(page)
    shot(page, "record")
    page.get_by_role("link", name="Add to allergies").click()
    axe(page)
    page.get_by_label("What").fill("Latex")
    page.get_by_label("Reaction").fill("rash")
    shot(page, "fact")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("Latex: rash").first.wait_for()


def test_a_sheet_is_filled_in_completed_and_signed(
    as_person, walk, page, axe, live_server, csp_clean, shot
):
    csp_clean.allow("status of 422")
    sheet = walk.screening()
    found = {code: screening.Found(FindingStatus.ABSENT) for code in screening_codes()}
    found.pop("X05")
    found["R04"] = screening.Found(FindingStatus.ACTIVE)
    screening.record_findings(sheet, findings=found, by=walk.nurse, at=walk.at)
    as_person(page, walk.prescriber).goto(f"{live_server.url}/screenings/{sheet.pk}/")
    axe(page)
    shot(page, "screening")
    page.get_by_role("complementary").get_by_role("link", name="Show").first.click()
    page.locator("#row-X05").get_by_label("Absent").check()
    row = page.locator("#row-R04")
    row.get_by_label("Why treatment is still right").fill("Stable on lithium for three years.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Complete").click()
    page.get_by_role("link", name="Read and sign").click()
    axe(page)
    shot(page, "sign")
    page.get_by_role("radio", name="Eligible", exact=True).check()
    page.get_by_label("Your password").fill("not this one at all")
    page.get_by_role("button", name="Sign").click()
    axe(page)
    shot(page, "sign-refused")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign").click()
    page.get_by_role("heading", name="Eligible.").wait_for()
    shot(page, "signed")


def screening_codes():
    from patients.eligibility.exclusion import CATALOGUE

    return [row.code for row in CATALOGUE]


def test_an_answer_to_item_nine_shows_help_and_is_answered(
    as_person, walk, page, axe, live_server, csp_clean, shot
):
    csp_clean.allow("status of 422")
    patient = walk.register()
    as_person(page, walk.nurse).goto(f"{live_server.url}/patients/{patient.pk}/record/")
    page.get_by_role("button", name="PHQ-9").click()
    axe(page)
    for group in page.get_by_role("radiogroup").all()[:8]:
        group.get_by_label("Not at all").check()
    shot(page, "measure")
    page.get_by_role("button", name="Hand in").click()
    axe(page)
    shot(page, "measure-refused")
    page.get_by_role("radiogroup").nth(8).get_by_label("Several days").check()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("Call or text 988").wait_for()
    axe(page)
    shot(page, "measure-done")
    assert MeasureResponse.objects.get(patient=patient).total == 1
    page.get_by_role("link", name="Open the alert").click()
    axe(page)
    shot(page, "alert")
    page.get_by_label("What you found").fill("Spoke for ten minutes.")
    page.get_by_label("Why the suicide screen was not asked").fill("She had to hang up.")
    page.get_by_role("button", name="Save what you found").click()
    page.get_by_label("What happens next").fill("She calls tomorrow.")
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_role("button", name="Close the alert").wait_for()
    assert SafetyAlert.objects.get(patient=patient).status == "PLANNED"


def test_a_course_is_paused_on_its_page(as_person, walk, page, axe, live_server, shot):
    course = walk.referred()
    as_person(page, walk.nurse).goto(f"{live_server.url}/courses/{course.pk}/move/pause/")
    axe(page)
    page.get_by_label("Why").select_option("STAFFING")
    page.get_by_label("Who looks after it").select_option(label="Ima Imaginary, MD")
    page.get_by_label("Look again on").fill(walk.day(10).isoformat())
    shot(page, "pause")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_url("**/courses/*/")
    course.refresh_from_db()
    assert course.status == "PAUSED"


def test_plans_are_chosen(as_person, walk, manager, page, axe, live_server, shot):
    as_person(page, manager).goto(f"{live_server.url}/protocols/")
    page.get_by_role("button", name="Offer here").first.click()
    page.get_by_text("Offered here").wait_for()
    page.get_by_text("Steps and where").first.click()
    axe(page)
    shot(page, "protocols")
