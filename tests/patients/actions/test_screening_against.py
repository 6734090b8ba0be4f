"""A contraindication found once treatment is planned or under way: the signature holds or stops the course."""

import pytest

from clinic.core.errors import DomainError, IllegalMove, InvalidInput
from clinic.printing.actions import outward_letter
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import fact, screening
from patients.actions.screening_rows import as_read
from patients.models import Course, CourseMove, ScreeningSignature
from patients.policies.course import NotReady, missing_for_resume
from tests.patients.actions.test_screening import found

pytestmark = pytest.mark.django_db
AGAINST = {"outcome": "INELIGIBLE", "reasons": ["X13"], "note": "To the lung clinic first."}


def reopened(walk, course, medication="Theophylline 300 MG"):
    """A drug that rules treatment out came on record, and the row says so."""
    later = walk.later(hours=1)
    fact.confirm_medication(course.patient, name=medication, by=walk.nurse, at=later.at)
    sheet = course.screenings.get()
    row = {"X13": found("ACTIVE", "Started for asthma")}
    screening.record_findings(sheet, findings=row, base=as_read(sheet), by=walk.nurse, at=later.at)
    return sheet


def against(walk, sheet, **then):
    later = walk.later(hours=2)
    later.sign(sheet, read=later.news(sheet), **AGAINST, **then)
    sheet.refresh_from_db()
    return Course.objects.get(pk=sheet.course_id)


def waiting(walk):
    return {
        "then": "PAUSE",
        "because": "NEW_MEDICATION",
        "owner": walk.prescriber,
        "review_on": walk.day(14),
    }


@pytest.mark.parametrize("state", ["active", "ready", "preparing", "review_due", "maintained"])
def test_it_waits_with_an_owner_and_a_day(walk, state):
    """Without ``_against`` in the decision the signature is refused as an illegal move: red."""
    course = getattr(walk, state)()
    before = course.status
    sheet = reopened(walk, course)
    course = against(walk, sheet, **waiting(walk))
    assert (sheet.status, sheet.outcome) == ("SIGNED", "INELIGIBLE")
    assert (course.status, course.resume_status, course.pause_reason) == (
        "PAUSED",
        before,
        "NEW_MEDICATION",
    )
    assert (course.pause_owner, course.pause_review_on) == (walk.prescriber, walk.day(14))
    assert (course.decision_reasons, course.decision_note) == (["X13"], AGAINST["note"])
    assert course.pause_note == "Not eligible: X13."
    assert Task.objects.filter(kind="PAUSE_REVIEW", person=walk.prescriber).exists()
    assert not Task.objects.filter(kind="SCREENING_AGAIN", done_at=None).exists()


def test_it_ends_and_somebody_calls(walk):
    course = walk.active()
    sheet = reopened(walk, course)
    course = against(walk, sheet, then="DISCONTINUE", because="NEW_CONTRAINDICATION")
    assert (course.status, course.stop_reason) == ("DISCONTINUED", "NEW_CONTRAINDICATION")
    assert course.decision_reasons == ["X13"]
    assert Task.objects.filter(kind="SAFETY_CONTACT", done_at=None).exists()


def test_what_is_missing_is_asked_for_and_nothing_is_signed(walk):
    """Each refusal rolls everything back: the screening is open, the course where it was."""
    course = walk.active()
    sheet = reopened(walk, course)
    whole, later = waiting(walk), walk.later(hours=2)
    for given, field in (
        ({}, "then"),
        ({"then": "SOMETHING"}, "then"),
        ({**whole, "because": "NEW_CONTRAINDICATION"}, "reason"),
        ({**whole, "owner": None}, "owner"),
        ({**whole, "owner": walk.desk}, "owner"),
        ({**whole, "review_on": None}, "review_on"),
        ({**whole, "review_on": walk.day(0)}, "review_on"),
        ({"then": "DISCONTINUE", "because": "NEW_MEDICATION"}, "reason"),
        ({**whole, "reasons": []}, "reasons"),
        ({**whole, "note": " "}, "note"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            later.sign(sheet, read=later.news(sheet), **{**AGAINST, **given})
        assert refusal.value.field == field, given
    sheet.refresh_from_db()
    course.refresh_from_db()
    assert (sheet.status, course.status, course.decision_reasons) == ("REOPENED", "ACTIVE", [])
    assert ScreeningSignature.objects.filter(screening=sheet).count() == 1


def test_before_anything_is_planned_a_decision_against_still_ends_the_course(walk):
    sheet = walk.complete_screening(X13=found("ACTIVE", "For asthma"))
    with pytest.raises(InvalidInput, match="Nothing is planned yet"):
        walk.sign(sheet, **AGAINST, **waiting(walk))
    walk.sign(sheet, **AGAINST)
    assert Course.objects.get(pk=sheet.course_id).status == "INELIGIBLE"


def test_a_course_that_waits_already_stays_as_it_is(walk):
    course = walk.paused()
    sheet = reopened(walk, course)
    course = against(walk, sheet, then="PAUSE")
    assert (course.status, course.pause_reason) == ("PAUSED", "PATIENT_REQUEST")
    assert course.decision_reasons == ["X13"]
    assert CourseMove.objects.filter(course=course, new="PAUSED").count() == 1


def test_a_course_that_is_over_is_neither_paused_nor_stopped(walk):
    course = walk.active()
    sheet = reopened(walk, course)
    courses.discontinue(course, reason="FINANCIAL", by=walk.prescriber, at=walk.at)
    for then in (waiting(walk), {"then": "DISCONTINUE", "because": "PREGNANCY"}):
        with pytest.raises(IllegalMove):
            against(walk, sheet, **then)


def test_it_goes_on_only_when_somebody_finds_it_eligible_again(walk):
    """Without the screening in ``missing_for_resume`` the pause is over at once: red."""
    course = walk.active()
    sheet = reopened(walk, course)
    course = against(walk, sheet, **waiting(walk))
    last = walk.later(days=3)
    with pytest.raises(NotReady, match="screening"):
        courses.resume(course, by=walk.prescriber, at=last.at)
    screening.reopen(sheet, because="Theophylline was stopped.", by=walk.nurse, at=last.at)
    row = {"X13": found("RESOLVED", "Stopped, told by the lung clinic")}
    screening.record_findings(sheet, findings=row, base=as_read(sheet), by=walk.nurse, at=last.at)
    last.sign(sheet, read=last.news(sheet))
    course.refresh_from_db()
    assert (course.status, course.decision_reasons, course.decision_note) == ("PAUSED", [], "")
    assert "screening" not in " ".join(missing_for_resume(course, last.at))


def test_a_letter_says_that_treatment_had_begun(walk):
    course = walk.active()
    course = against(walk, reopened(walk, course), **waiting(walk))
    told = {"addressed_to": "Dr. Nobody", "reasons": ["X13"], "by": walk.prescriber}
    words = outward_letter.write(course, **told, at=walk.later(hours=3).at).content["decision"]
    assert "no more ketamine for now" in words
    courses.discontinue(
        course, reason="NEW_CONTRAINDICATION", by=walk.prescriber, at=walk.later(hours=4).at
    )
    words = outward_letter.write(course, **told, at=walk.later(hours=5).at).content["decision"]
    assert words.endswith("decided to stop it.")
    with pytest.raises(DomainError):
        outward_letter.write(course, **{**told, "reasons": ["X12"]}, at=walk.later(hours=5).at)
