"""Signing against a course under way, and the page that shows a screening as it was signed."""

import pytest
import time_machine

from patients.actions.workup import trial
from patients.models import Course, ScreeningSignature
from tests.patients.actions.test_screening_against import reopened
from tests.patients.views.conftest import text, url
from tests.people import PASSWORD

AGAINST = {
    "outcome": "INELIGIBLE",
    "reasons": ["X13"],
    "note": "To the lung clinic.",
    "password": PASSWORD,
}


@pytest.fixture
def afternoon(walk):
    """Two hours after the suite's instant."""
    later = walk.later(hours=2)
    with time_machine.travel(later.at, tick=False):
        yield later


def reading(sheet, walk):
    return {"read": walk.news(sheet)}


def test_the_prescriber_says_on_the_page_what_becomes_of_the_course(browser, walk, afternoon):
    """Without ``shown_as`` the refusal of the pause has no field on the page and is not beside it: red."""
    sheet = reopened(walk, walk.active())
    prescriber = browser(walk.prescriber)
    page = url("screening-sign", sheet.pk)
    shown = prescriber.get(page)
    assert "what becomes of the course" in text(shown)
    assert "Not now" not in text(shown)
    assert "Theophylline" in text(shown)
    typed = AGAINST | reading(sheet, afternoon)
    refused = prescriber.post(page, typed)
    assert refused.status_code == 422
    assert "it waits, or it ends" in text(refused)
    waits = typed | {"then": "PAUSE", "owner": str(walk.nurse.pk)}
    refused = prescriber.post(page, waits | {"review_on": walk.day(14)})
    assert refused.context["form"].errors == {"pause_reason": ["Choose a reason."]}
    done = prescriber.post(
        page, waits | {"review_on": walk.day(14), "pause_reason": "NEW_MEDICATION"}
    )
    assert done.status_code == 302
    course = Course.objects.get(pk=sheet.course_id)
    assert (course.status, course.pause_owner) == ("PAUSED", walk.nurse)
    assert "Letter out" in text(prescriber.get(url("screening", sheet.pk)))


def test_a_course_that_is_stopped_needs_no_owner(browser, walk, afternoon):
    sheet = reopened(walk, walk.active())
    ends = {"then": "DISCONTINUE", "stop_reason": "PREGNANCY", "owner": "", "review_on": ""}
    page = url("screening-sign", sheet.pk)
    browser(walk.prescriber).post(page, AGAINST | reading(sheet, afternoon) | ends)
    course = Course.objects.get(pk=sheet.course_id)
    assert (course.status, course.stop_reason) == ("DISCONTINUED", "PREGNANCY")


def test_a_paused_course_is_not_asked_for_an_owner_again(browser, walk, afternoon):
    sheet = reopened(walk, walk.paused())
    prescriber = browser(walk.prescriber)
    page = url("screening-sign", sheet.pk)
    assert "owner" not in prescriber.get(page).context["form"].fields
    prescriber.post(page, AGAINST | reading(sheet, afternoon) | {"then": "PAUSE"})
    assert Course.objects.get(pk=sheet.course_id).decision_reasons == ["X13"]


def test_the_page_shows_what_was_signed_and_not_what_was_written_since(browser, walk):
    """With the trials of today on the page Zoloft is there: red."""
    sheet = walk.complete_screening()
    said = {"episode": "CURRENT", "max_dose_mg_day": 20, "weeks_at_max": 8}
    trial.record(sheet.course, name="Prozac", **said, by=walk.nurse, at=walk.at)
    walk.sign(sheet)
    trial.record(sheet.course, name="Zoloft", **said, by=walk.nurse, at=walk.at)
    nurse = browser(walk.nurse)
    signature = ScreeningSignature.objects.get(screening=sheet)
    page = nurse.get(url("as-signed", signature.pk))
    assert url("as-signed", signature.pk) in nurse.get(url("screening", sheet.pk)).content.decode()
    assert "Prozac" in text(page)
    assert "Zoloft" not in text(page)
    assert "Unchanged, to the letter" in text(page)
    assert "Prozac 20 mg a day, 8 weeks" in text(page)
    assert browser(walk.desk).get(url("as-signed", signature.pk)).status_code == 403


def test_a_signature_elsewhere_does_not_exist(browser, walk, other_prescriber):
    signature = ScreeningSignature.objects.get(screening=walk.eligible().screenings.get())
    assert browser(other_prescriber).get(url("as-signed", signature.pk)).status_code == 404
