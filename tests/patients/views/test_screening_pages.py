"""The screening sheet: what was touched is saved, nobody overwrites anybody, a prescriber signs with a password."""

import html
import re

from patients.actions import screening
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import CATALOGUE
from patients.models import FindingClash, MeasureResponse, ScreeningFinding
from tests.patients.views.conftest import text, url
from tests.people import PASSWORD


def filled(**changed):
    typed = {f"{row.code}-status": "ABSENT" for row in CATALOGUE}
    return typed | {"summary": ""} | changed


def base(page):
    """The sheet as it was opened, as the page carries it."""
    found = re.search(r'name="base" value="([^"]+)"', page.content.decode())
    return html.unescape(found.group(1))


def test_the_screening_sheet_saves_what_was_touched_and_shows_the_rest(browser, walk):
    sheet = walk.screening()
    nurse = browser(walk.nurse)
    page = nurse.get(url("screening", sheet.pk))
    assert "34 rows are not answered." in text(page)
    typed = {"base": base(page), "X05-status": "ABSENT", "summary": "Calm"}
    nurse.post(url("screening", sheet.pk), typed)
    (row,) = ScreeningFinding.objects.filter(screening=sheet)
    assert (row.code, row.status, row.found_by) == ("X05", "ABSENT", walk.nurse)
    assert "33 rows are not answered." in text(nurse.get(url("screening", sheet.pk)))


def test_two_people_on_one_sheet_do_not_overwrite_each_other(browser, walk):
    """Without ``base`` the second save wins in silence: red."""
    sheet = walk.screening()
    nurse = browser(walk.nurse)
    had = base(nurse.get(url("screening", sheet.pk)))
    found = {"X05": screening.Found(FindingStatus.ACTIVE, "Seen today")}
    screening.record_findings(sheet, findings=found, by=walk.prescriber, at=walk.at)
    late = nurse.post(
        url("screening", sheet.pk),
        {
            "base": had,
            "X05-status": "ABSENT",
            "X05-evidence": "Asked",
            "X04-status": "ABSENT",
            "summary": "Mine",
        },
        follow=True,
    )
    assert "both versions are kept" in text(late)
    sheet.refresh_from_db()
    assert sheet.summary == "Mine"
    rows = dict(ScreeningFinding.objects.filter(screening=sheet).values_list("code", "status"))
    assert rows == {"X04": "ABSENT", "X05": "ACTIVE"}
    assert "Present. Seen today" in text(late)
    assert "Absent. Asked" in text(late)
    clash = FindingClash.objects.get()
    nurse.post(url("clash-settle", clash.pk), {"keep": "TYPED"})
    row = ScreeningFinding.objects.get(screening=sheet, code="X05")
    assert (row.status, row.evidence) == ("ABSENT", "Asked")


def test_a_prescriber_signs_on_a_page_with_a_password(browser, walk):
    sheet = walk.complete_screening()
    prescriber = browser(walk.prescriber)
    page = url("screening-sign", sheet.pk)
    assert prescriber.get(page).status_code == 200
    typed = {"outcome": "ELIGIBLE", "note": "Told her", "password": "wrong"}
    refused = prescriber.post(page, typed)
    assert refused.status_code == 422
    assert "Told her" in refused.content.decode()
    assert "wrong" not in refused.content.decode().replace("went wrong", "")
    signed = prescriber.post(page, typed | {"password": PASSWORD})
    assert signed.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.status, sheet.signed_by) == ("SIGNED", walk.prescriber)
    assert "Eligible." in text(prescriber.get(url("screening", sheet.pk)))
    assert browser(walk.nurse).get(page).status_code == 403


def test_completing_reopening_and_voiding_from_the_page(browser, walk):
    sheet = walk.screening()
    prescriber = browser(walk.prescriber)
    answer = prescriber.post(url("screening-complete", sheet.pk), follow=True)
    assert "Not answered yet" in text(answer)
    had = base(prescriber.get(url("screening", sheet.pk)))
    prescriber.post(url("screening", sheet.pk), filled(base=had))
    prescriber.post(url("screening-complete", sheet.pk))
    walk.sign(sheet)
    why = {"because": "The letter was about somebody else"}
    prescriber.post(url("screening-reopen", sheet.pk), why)
    assert "Read again and sign again." in text(prescriber.get(url("screening", sheet.pk)))
    assert prescriber.post(url("screening-void", sheet.pk), {"because": ""}).status_code == 422
    prescriber.post(url("screening-void", sheet.pk), why)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.voided_by) == ("VOIDED", walk.prescriber)


def test_screening_starts_from_a_button(browser, walk):
    course = walk.referred()
    answer = browser(walk.nurse).post(url("screen", course.pk))
    sheet = course.screenings.get()
    assert answer.url == url("screening", sheet.pk)


def test_contradictory_answers_are_not_called_saved(browser, walk):
    patient = walk.register()
    nurse = browser(walk.nurse)
    page = nurse.post(url("measure-begin", patient.pk, "SUICIDE_SCREEN")).url
    refused = nurse.post(page, {"Q1": "0", "Q2": "0", "Q3": "1", "Q6": "0"})
    assert refused.status_code == 422
    assert "not asked after a no" in text(refused)
    assert "is saved" not in text(refused)
    assert not MeasureResponse.objects.get(patient=patient).answers.exists()
