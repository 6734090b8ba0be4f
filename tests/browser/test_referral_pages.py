"""Referrals in a real browser: the upload with its progress and its refusals, the review, the public form."""

import re

import pytest

from clinic.core import clock
from clinic.fhir.actions.referral import import_bundle
from patients.models import Condition, Referral
from tests.clinic.fhir.bundles import OWN, dumped, own, parsed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shot(page, name, pictures) -> None:
    if pictures:
        page.screenshot(path=f"{pictures}/{name}.png", full_page=True)


@pytest.fixture
def pictures() -> str:
    import os

    return os.environ.get("PICTURES", "")


def test_a_bundle_is_uploaded_and_a_bad_one_refused_with_its_reason(
    as_person, desk, page, axe, live_server, tmp_path, csp_clean, pictures
) -> None:
    csp_clean.allow("status of 422")
    document = parsed("r4_transaction")
    document["entry"][2]["resource"]["code"]["text"] = 7
    bad = tmp_path / "bad.json"
    bad.write_bytes(dumped(document))
    as_person(page, desk).goto(f"{live_server.url}/referrals/upload/")
    axe(page)
    shot(page, "upload", pictures)
    page.get_by_label("FHIR bundles").set_input_files(str(bad))
    page.get_by_role("button", name="Upload").click()
    page.get_by_role(
        "heading", level=1, name="1 file was refused. Nothing of it was kept."
    ).wait_for()
    assert "Entry 2 (Condition): code.text must be text, found a number." in page.content()
    axe(page)
    shot(page, "upload-refused", pictures)
    page.get_by_label("FHIR bundles").set_input_files(str(OWN / "r4_transaction.json"))
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile("/referrals/[0-9a-f-]{36}/"))
    assert (
        page.get_by_role("heading", level=1).inner_text()
        == "A clinician reviews what this referral says."
    )
    axe(page)
    shot(page, "referral-desk", pictures)


def test_a_nurse_reviews_with_the_keyboard(
    as_person, site, desk, nurse, page, axe, live_server, pictures
) -> None:
    referral = import_bundle(site, data=own("r4_transaction"), by=desk, at=clock.now())
    import_bundle(site, data=own("r4_collection"), by=desk, at=clock.now())
    as_person(page, nurse).goto(f"{live_server.url}/referrals/")
    axe(page)
    shot(page, "referrals", pictures)
    page.goto(f"{live_server.url}/referrals/{referral.pk}/")
    axe(page)
    shot(page, "referral-nurse", pictures)
    page.get_by_role("checkbox", name="Major depression, recurrent").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_role("heading", level=1, name="3 lines wait for a clinician.").wait_for()
    assert Condition.objects.get().confirmed_by == nurse
    shot(page, "referral-confirmed", pictures)


def test_the_desk_identifies_and_registers(
    as_person, site, desk, page, axe, live_server, pictures, csp_clean
) -> None:
    csp_clean.allow("status of 422")
    as_person(page, desk).goto(f"{live_server.url}/patients/register/")
    axe(page)
    shot(page, "register", pictures)
    page.get_by_label("First name").fill("Jose Maria")
    page.get_by_label("Family name").fill("Nandu Degal")
    page.get_by_label("Birth date").fill("1 Jul 1957")
    page.get_by_label("Telephone").fill("(505) 555-0001")
    page.get_by_role("button", name="Register").click()
    page.wait_for_url(re.compile("/patients/[0-9a-f-]{36}/"))
    page.goto(f"{live_server.url}/patients/register/")
    page.get_by_label("First name").fill("José María")
    page.get_by_label("Family name").fill("Ñandu-Degal")
    page.get_by_label("Birth date").fill("7/1/57")
    page.get_by_role("button", name="Register").click()
    page.get_by_role("heading", level=1, name="Is this somebody we know?").wait_for()
    axe(page)
    shot(page, "register-known", pictures)
    referral = import_bundle(site, data=own("r4_collection"), by=desk, at=clock.now())
    page.goto(f"{live_server.url}/referrals/{referral.pk}/")
    axe(page)
    shot(page, "identify", pictures)


def test_anybody_asks_for_a_first_talk_on_a_phone(
    phone_page, site, axe, live_server, pictures
) -> None:
    phone_page.goto(f"{live_server.url}/refer/{site.slug}/")
    axe(phone_page)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not phone_page.get_by_label("Leave this empty").is_visible()
    shot(phone_page, "self-referral", pictures)
    phone_page.get_by_label("First name").fill("Zelda")
    phone_page.get_by_label("Family name").fill("Testperson")
    phone_page.get_by_label("Birth date").fill("Feb 29, 1984")
    phone_page.get_by_label("Your telephone number").fill("505-555-0142")
    phone_page.get_by_role("button", name="Send").click()
    phone_page.get_by_role("heading", level=1, name="Thank you. We have it.").wait_for()
    axe(phone_page)
    assert Referral.objects.get().origin == "SELF"
