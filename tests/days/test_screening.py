"""A referral is screened, stopped, resolved and signed; then an answer on a phone calls the clinician on duty.

On the real stack, in browsers: the desk lets the patient in, the nurse asks, the prescriber signs, the patient
answers at 390 x 844.
"""

import json
import re
from pathlib import Path

import pytest

from clinic.web.doors import PASSWORD
from tests.days.house import MINUTE, Clinic
from tests.harness.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
LETTER = Path("tests/data/referrals/r4_transaction.json")
SEIZURES = {"system": "http://snomed.info/sct", "code": "128613002", "display": "Seizure disorder"}
MAILBOX = "first@patients.example"
OWN_PASSWORD = "calm river under stone"
FORBIDDEN = re.compile(r"ketamin|psych|depress|suicid|phq|score|treat", re.IGNORECASE)
SOON = 20  # seconds in which an answer that asks for a call is on the clinician's page


@pytest.mark.django_db(transaction=True)
def test_stopped_resolved_signed_and_an_answer_that_calls(
    live_stack, new_page, axe, csp_clean, tmp_path
):
    csp_clean.allow("status of 422")  # the signature that is refused
    clinic = Clinic(live_stack)
    clinic.go(0, 9)
    clinic.work_on(0)
    patient, course = _refer(clinic, new_page, _letter(tmp_path))
    sheet = _stopped(clinic, new_page, axe, course)
    _resolved(clinic, new_page, sheet, course)
    phone = _let_in(clinic, new_page, patient)
    _answer(clinic, phone, axe, new_page, patient)
    _chart(clinic, new_page, axe, course)


def _letter(tmp_path):
    """The same letter, and one diagnosis more."""
    bundle = json.loads(LETTER.read_text())
    known = next(e for e in bundle["entry"] if e["resource"]["resourceType"] == "Condition")
    more = json.loads(json.dumps(known))
    more["fullUrl"] = "urn:uuid:00000000-0000-4000-8000-000000000099"
    more["resource"]["id"] = more["fullUrl"].removeprefix("urn:uuid:")
    more["resource"]["code"] = {"coding": [SEIZURES], "text": SEIZURES["display"]}
    bundle["entry"].append(more)
    path = tmp_path / "letter.json"
    path.write_text(json.dumps(bundle))
    return path


def _as(clinic, new_page, key, path):
    page = new_page()
    clinic.sign_in(page, key)
    page.goto(f"{clinic.stack.url}{path}")
    return page


def _refer(clinic, new_page, letter):
    """Uploaded at the desk; every line confirmed by the nurse."""
    page = _as(clinic, new_page, "front", "/referrals/upload/")
    page.get_by_label("FHIR bundles").set_input_files(str(letter))
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/referrals/[0-9a-f-]{36}/"))
    page = _as(clinic, new_page, "nurse", page.url.removeprefix(clinic.stack.url))
    for box in page.locator("input[name=facts]").all():
        box.check()
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_text("This referral is settled.").wait_for()
    (referral,) = clinic.nurse.all("referrals/")
    (course,) = clinic.nurse.all("courses/", patient=referral["patient"])
    clinic.desk.post(f"patients/{referral['patient']}/edit/", can_become_pregnant="NO")
    plan = next(p for p in clinic.prescriber.all("protocols/") if p["code"] == "IV_6")
    clinic.prescriber.post(f"courses/{course['id']}/choose-protocol/", protocol=plan["id"])
    return referral["patient"], course["id"]


def _stopped(clinic, new_page, axe, course):
    """What the letter says stands beside its row: the sheet is not complete until somebody answers it."""
    page = _as(clinic, new_page, "nurse", f"/courses/{course}/")
    page.get_by_role("button", name="Start screening").click()
    page.wait_for_url(re.compile(r"/screenings/[0-9a-f-]{36}/"))
    sheet = page.url.rstrip("/").rsplit("/", 1)[-1]
    clinic.record_tests(course)
    page.reload()
    for row in page.locator(".sheet-row").all():
        row.get_by_label("Absent").check()
    _save(page)
    axe(page)
    asking = page.locator("#row-R05")
    asking.get_by_text("Look here: Seizure disorder").wait_for()
    page.get_by_role("button", name="Complete").click()
    page.get_by_text(re.compile("R05.*")).first.wait_for()
    assert clinic.nurse.get(f"screenings/{sheet}/")["status"] == "DRAFT"
    asking.get_by_label("Present").check()
    asking.locator("summary").click()
    asking.get_by_label("What shows it").fill("The letter; the last one eight years ago.")
    _save(page)
    for row in page.locator(".sheet-row--asks").all():
        box = row.get_by_label("This row says so already")
        if box.count():
            box.check()
        else:
            row.get_by_label("It is not so, because").fill("Asked: it belongs to another row.")
    _save(page)
    page.get_by_role("button", name="Complete").click()
    page.get_by_text("1 finding stands in the way.").wait_for()
    return sheet


def _save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").first.wait_for()


def _sign(page):
    page.get_by_label("Eligible", exact=True).check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_load_state()


def _resolved(clinic, new_page, sheet, course):
    """No signature without the prescriber's reason; with it there is one."""
    page = _as(clinic, new_page, "clinician", f"/screenings/{sheet}/sign/")
    _sign(page)
    page.get_by_text("R05").first.wait_for()
    assert clinic.status(course) == "SCREENING"
    page.goto(f"{clinic.stack.url}/screenings/{sheet}/")
    page.locator("#row-R05").get_by_label("Why treatment is still right").fill(
        "Free of seizures for eight years on lamotrigine; neurology agrees in writing."
    )
    _save(page)
    if clinic.nurse.get(f"screenings/{sheet}/")["status"] == "DRAFT":
        page.get_by_role("button", name="Complete").click()
    page.goto(f"{clinic.stack.url}/screenings/{sheet}/sign/")
    _sign(page)
    page.get_by_text("Eligible.").first.wait_for()
    assert clinic.status(course) == "ELIGIBLE"


def _let_in(clinic, new_page, patient):
    """The desk checks the mailbox with the person and invites; the person chooses a password on a phone."""
    desk = _as(clinic, new_page, "front", f"/patients/{patient}/reach/")
    desk.get_by_label("How").select_option("EMAIL")
    desk.get_by_label("Number or e-mail address").fill(MAILBOX)
    for box in desk.locator("input[type=checkbox]").all():
        box.check()
    desk.get_by_role("button", name="Save").click()
    desk.goto(f"{clinic.stack.url}/patients/{patient}/record/")
    desk.get_by_role("button", name="Invite by e-mail").click()
    desk.get_by_text("The e-mail with the link is on its way.").wait_for()
    sent = lambda: [mail for mail in clinic.stack.mails() if mail["to"] == [MAILBOX]]  # noqa: E731
    clinic.stack.wait_for(sent, "the invitation")
    phone = new_page(**PHONE)
    phone.goto(re.search(r"http\S+", sent()[0]["text"]).group())
    phone.get_by_label("New password").fill(OWN_PASSWORD)
    phone.get_by_label("The same again").fill(OWN_PASSWORD)
    phone.get_by_role("button", name="Keep this password").click()
    phone.get_by_role("link", name="Sign in").click()
    phone.get_by_label("E-mail").fill(MAILBOX)
    phone.get_by_label("Password").fill(OWN_PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_text("Hello,").wait_for()
    return phone


def _answer(clinic, phone, axe, new_page, patient):
    """Eight answers, then the ninth: whom to call comes first, and the clinician on duty knows within seconds."""
    home = _as(clinic, new_page, "clinician", "/")
    assert home.get_by_role("link", name="Open the alert").count() == 0
    mails = len(clinic.stack.mails())
    phone.get_by_role("button", name="Answer 9 short questions").click()
    for n in range(1, 10):
        phone.get_by_text(f"Question {n} of 9").first.wait_for()
        phone.get_by_text("Several days" if n < 9 else "More than half the days").click()
        phone.get_by_role("button", name="Next").click()
    phone.get_by_role("heading", name="You do not have to go through this alone.").wait_for()
    axe(phone)
    assert phone.get_by_role("link", name=re.compile("988")).count()
    home.get_by_role("link", name="Open the alert").first.wait_for(timeout=SOON * 1000)
    clinic.stack.wait_for(lambda: len(clinic.stack.mails()) > mails, "a mail to who is on duty")
    for mail in clinic.stack.mails()[mails:]:
        assert not FORBIDDEN.search(mail["subject"] + mail["text"]), mail
        assert patient not in mail["text"]
    phone.get_by_role("link", name="Go on with the questions").click()
    phone.get_by_role("button", name=re.compile("Send|Hand in")).click()
    phone.get_by_text("Thank you.").wait_for()
    home.get_by_role("link", name="Open the alert").first.click()
    home.get_by_role("button", name=re.compile("take")).click()
    (alert,) = clinic.nurse.all("safety-alerts/", patient=patient)
    assert alert["status"] == "ACKNOWLEDGED"


def _chart(clinic, new_page, axe, course):
    """The score stands on the course's own chart."""
    clinic.stack.travel(clinic.stack.now() + MINUTE)
    page = _as(clinic, new_page, "therapist", f"/courses/{course}/progress/")
    page.get_by_text("PHQ-9").first.wait_for()
    assert page.locator("svg").count()
    page.get_by_role("cell", name=re.compile("^10 ?Moderate")).wait_for()
    axe(page)
