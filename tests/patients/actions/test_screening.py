"""A screening is filled in, completed, signed by somebody valid today, and opened by every new fact."""

from datetime import date, timedelta

import pytest

from clinic.accounts.actions import staff
from clinic.accounts.models import Licence
from clinic.core.errors import (
    DomainError,
    FreshSignInNeeded,
    IllegalMove,
    InvalidInput,
    NotAllowed,
)
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import fact, screening
from patients.actions.screening_rows import as_read
from patients.eligibility.assessment import FindingStatus
from patients.models import Course, Screening, ScreeningFinding, ScreeningSignature
from patients.policies.course import NoSignedPolicy
from patients.policies.screening import ScreeningBlocked, SignerNotValid

NOTE = "Seen by a cardiologist; benefit outweighs."


def found(status, evidence="", note=""):
    return screening.Found(FindingStatus(status), evidence, note)


def test_a_signature_makes_the_course_eligible_for_ninety_days(walk):
    course = walk.eligible()
    sheet = course.screenings.get()
    assert course.status == "ELIGIBLE"
    assert (sheet.signed_by, sheet.licence.kind) == (walk.prescriber, "PRESCRIBER")
    assert (sheet.signed_on, sheet.valid_until) == (date(2026, 11, 24), date(2027, 2, 22))
    signature = ScreeningSignature.objects.get(screening=sheet)
    assert len(signature.findings) == 34
    assert (signature.is_again, signature.policy_number) == (False, 1)


@pytest.mark.parametrize(("days", "in_force"), [(0, True), (90, True), (91, False)])
def test_time_takes_the_force_away_without_moving_anything(walk, days, in_force):
    sheet = walk.eligible().screenings.get()
    assert Screening.objects.in_force(walk.day(days)).filter(pk=sheet.pk).exists() is in_force
    assert Screening.objects.get(pk=sheet.pk).status == "SIGNED"


def test_a_screening_with_an_unanswered_row_is_not_complete(walk):
    sheet = walk.screening()
    rows = {code: found("ABSENT") for code in ("X01", "X02")}
    screening.record_findings(sheet, findings=rows, by=walk.nurse, at=walk.at)
    with pytest.raises(ScreeningBlocked) as refusal:
        screening.complete(sheet, by=walk.nurse, at=walk.at)
    assert len(refusal.value.details["codes"]) == 32


@pytest.mark.parametrize("code", ["X01", "X15", "R04"])
def test_unknown_is_not_complete(walk, code):
    with pytest.raises(ScreeningBlocked):
        walk.complete_screening(**{code: found("UNKNOWN")})


@pytest.mark.parametrize(
    ("code", "finding", "codes"),
    [
        ("X05", found("ACTIVE", "Seen today", NOTE), ["X05"]),
        ("R04", found("ACTIVE"), ["R04"]),
        ("R04", found("ACTIVE", "", "too short"), ["R04"]),
        ("X07", found("RESOLVED", "1998"), ["X07"]),
    ],
)
def test_what_stands_in_the_way_is_not_signed_away(walk, code, finding, codes):
    """Without ``is_clear`` in ``sign`` every one of these is signed as eligible: red."""
    sheet = walk.complete_screening(**{code: finding})
    with pytest.raises(ScreeningBlocked) as refusal:
        walk.sign(sheet)
    assert refusal.value.details["codes"] == codes
    sheet.refresh_from_db()
    assert sheet.status == "COMPLETE"
    assert Course.objects.get(pk=sheet.course_id).status == "SCREENING"


def test_a_relative_exclusion_with_a_reason_is_signed(walk):
    sheet = walk.complete_screening(R04=found("ACTIVE", "", NOTE))
    row = ScreeningFinding.objects.get(screening=sheet, code="R04")
    assert (row.note_by, row.note_at) == (walk.nurse, walk.at)
    assert walk.sign(sheet).status == "SIGNED"


def test_a_minor_is_not_signed_as_eligible(walk):
    patient = walk.register(born=date(2008, 11, 25))
    sheet = walk.complete_screening(walk.referred(patient))
    with pytest.raises(ScreeningBlocked, match="Only adults"):
        walk.sign(sheet)
    tomorrow = walk.later(days=1)
    assert tomorrow.sign(sheet).status == "SIGNED"


def test_only_a_prescriber_signs(walk):
    sheet = walk.complete_screening()
    for person in (walk.nurse, walk.therapist, walk.desk):
        with pytest.raises(NotAllowed):
            screening.sign(sheet, by=person, at=walk.at, authenticated_at=walk.at)


@pytest.mark.parametrize("minutes", [None, 6, -1])
def test_a_signature_needs_a_fresh_sign_in(walk, minutes):
    sheet = walk.complete_screening()
    proof = None if minutes is None else walk.at - timedelta(minutes=minutes)
    with pytest.raises(FreshSignInNeeded):
        screening.sign(sheet, by=walk.prescriber, at=walk.at, authenticated_at=proof)


@pytest.mark.parametrize("kind", ["PRESCRIBER", "DEA"])
def test_a_lapsed_signer_does_not_sign(walk, kind):
    """Without ``licence_of`` the suspended licence signs: red."""
    sheet = walk.complete_screening()
    licence = Licence.objects.get(user=walk.prescriber, kind=kind)
    staff.suspend_licence(
        licence,
        site=walk.site,
        status=Licence.Status.SUSPENDED,
        by=_manager(walk),
        at=walk.at,
    )
    with pytest.raises(SignerNotValid):
        walk.sign(sheet)


def test_a_licence_for_another_state_does_not_sign(walk):
    sheet = walk.complete_screening()
    elsewhere = walk.later(days=800)
    with pytest.raises(SignerNotValid):
        elsewhere.sign(sheet)


def _manager(walk):
    from clinic.accounts.models import User

    return User.objects.get(email__startswith="maya.fabricated")


def test_without_a_signed_policy_nobody_signs(site, desk, nurse, prescriber, therapist, at):
    from tests.patients.conftest import ABSENT, Walk

    walk = Walk(site, desk, nurse, prescriber, therapist, at)
    sheet = walk.screening()
    screening.record_findings(sheet, findings=ABSENT, by=nurse, at=at)
    with pytest.raises(NoSignedPolicy):
        screening.complete(sheet, by=nurse, at=at)


@pytest.mark.parametrize("kind", ["condition", "medication", "allergy"])
def test_a_new_fact_opens_the_signed_screening(walk, kind):
    """Without ``reopen_for`` the screening stays in force over what nobody has read: red."""
    course = walk.eligible()
    confirm = getattr(fact, f"confirm_{kind}")
    confirm(course.patient, name="Something new", by=walk.nurse, at=walk.later(minutes=1).at)
    walk = walk.later(minutes=2)
    sheet = course.screenings.get()
    assert sheet.status == "REOPENED"
    assert "Something new" in sheet.reopened_because
    assert not Screening.objects.in_force(walk.day(0)).exists()
    task = Task.objects.open().get(kind="SCREENING_AGAIN")
    assert task.subject_id == sheet.pk
    walk.sign(sheet, read=walk.news(sheet))
    assert Screening.objects.in_force(walk.day(0)).exists()
    assert not Task.objects.open().filter(kind="SCREENING_AGAIN").exists()
    assert ScreeningSignature.objects.filter(screening=sheet, is_again=True).count() == 1
    course.refresh_from_db()
    assert course.status == "ELIGIBLE"


def test_a_fact_about_somebody_else_opens_nothing(walk):
    course = walk.eligible()
    other = walk.register(given="Basil", family="Sampleton")
    fact.confirm_condition(other, name="Asthma", by=walk.nurse, at=walk.at)
    assert course.screenings.get().status == "SIGNED"


def test_signed_findings_stand(walk):
    sheet = walk.eligible().screenings.get()
    with pytest.raises(DomainError, match="is signed"):
        screening.record_findings(
            sheet, findings={"X05": found("ACTIVE")}, by=walk.nurse, at=walk.at
        )


def test_a_finding_after_completing_makes_it_a_draft_again(walk):
    sheet = walk.complete_screening()
    findings = {"X05": found("ACTIVE", "Today")}
    sheet = screening.record_findings(
        sheet, findings=findings, base=as_read(sheet), by=walk.nurse, at=walk.at
    )
    assert (sheet.status, sheet.completed_at) == ("DRAFT", None)


def test_a_decision_against_moves_the_course(walk):
    sheet = walk.complete_screening(X05=found("ACTIVE", "Seen today"))
    with pytest.raises(InvalidInput):
        walk.sign(sheet, outcome="INELIGIBLE", note="To the hospital")
    walk.sign(sheet, outcome="INELIGIBLE", reasons=["X05"], note="To the hospital")
    course = Course.objects.get(pk=sheet.course_id)
    assert (course.status, course.decision_reasons) == ("INELIGIBLE", ["X05"])
    assert not Screening.objects.in_force(walk.day(0)).exists()


def test_a_deferred_patient_is_screened_again_on_the_same_sheet(walk):
    sheet = walk.complete_screening()
    walk.sign(sheet, outcome="DEFERRED", note="Blood pressure", review_on=walk.day(30))
    later = walk.later(days=30)
    again = screening.start(Course.objects.get(pk=sheet.course_id), by=walk.nurse, at=later.at)
    assert (again.pk, again.status) == (sheet.pk, "REOPENED")
    later.sign(again)
    assert Course.objects.get(pk=sheet.course_id).status == "ELIGIBLE"


def test_a_voided_screening_makes_room_for_a_new_one(walk):
    course = walk.eligible()
    sheet = course.screenings.get()
    screening.void(sheet, because="Somebody else's letter", by=walk.prescriber, at=walk.at)
    assert not Screening.objects.in_force(walk.day(0)).exists()
    fresh = screening.start(course, by=walk.nurse, at=walk.at)
    assert fresh.pk != sheet.pk
    with pytest.raises(IllegalMove):
        screening.void(sheet, because="Again", by=walk.prescriber, at=walk.at)


def test_starting_twice_is_one_screening(walk):
    course = walk.referred()
    first = screening.start(course, by=walk.nurse, at=walk.at)
    assert screening.start(course, by=walk.therapist, at=walk.at).pk == first.pk


def test_a_course_that_is_over_is_not_screened(walk):
    course = courses.discontinue(
        walk.referred(), reason="FINANCIAL", by=walk.prescriber, at=walk.at
    )
    with pytest.raises(DomainError, match="is over"):
        screening.start(course, by=walk.nurse, at=walk.at)
