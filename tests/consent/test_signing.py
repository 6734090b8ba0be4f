"""From the issued form to the signature: each rule, kept and broken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.core.errors import FreshSignInNeeded, IllegalMove, InvalidInput, NotAllowed
from clinic.tasks.models import Task
from consent.actions import consent as actions
from consent.actions.consent.signing import AlreadySigned
from consent.models import Consent
from consent.policies import signing as rules
from consent.policies import standing
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.models import CourseMove, CourseStatus


def test_a_signed_screening_puts_the_mandatory_forms_before_the_patient(ceremony):
    course = ceremony.walk.eligible()
    packet = ceremony.packet(course)
    assert [c.type for c in packet] == ["KAP_TREATMENT", "ROUTE_ANNEX_IV"]
    assert {c.state for c in packet} == {"ISSUED"}


def test_another_route_has_another_annex(ceremony):
    course = ceremony.walk.eligible(ceremony.walk.referred(code="WEEKLY_IM_4"))
    assert [c.type for c in ceremony.packet(course)] == ["KAP_TREATMENT", "ROUTE_ANNEX_IM"]


def test_the_course_is_consented_when_the_last_mandatory_consent_holds(ceremony):
    course = ceremony.walk.eligible()
    treatment, annex = ceremony.packet(course)
    ceremony.signed(treatment)
    course.refresh_from_db()
    assert course.status == CourseStatus.ELIGIBLE
    ceremony.signed(annex)
    course.refresh_from_db()
    assert course.status == CourseStatus.CONSENTED
    move = CourseMove.objects.get(course=course, new="CONSENTED")
    assert move.moved_by == ceremony.walk.nurse.actor_id


def test_the_course_also_moves_when_the_prescriber_comes_last(ceremony):
    course = ceremony.walk.eligible()
    for consent in ceremony.packet(course):
        ceremony.read(consent)
        ceremony.sign(consent)
    course.refresh_from_db()
    assert course.status == CourseStatus.ELIGIBLE
    for consent in Consent.objects.filter(course=course):
        ceremony.attest(consent)
    course.refresh_from_db()
    assert course.status == CourseStatus.CONSENTED


def test_the_signature_says_who_what_when_and_for_which_words(issued, ceremony, at):
    signed = ceremony.signed(issued)
    assert signed.state == "SIGNED"
    assert signed.signed_sha256 == signed.form.sha256
    assert signed.expires_on == date(2027, 11, 24)
    signature = signed.signature
    assert signature["typed_name"] == "Aster Specimen"
    assert signature["meaning"] == signed.form.meaning
    assert signature["at"] == "2026-11-24T16:00:00+00:00"
    assert (signature["wall"], signature["zone"]) == ("2026-11-24T09:00:00", "America/Denver")
    assert (signature["method"], signature["in_presence_of"]) == (
        "CLINIC_DEVICE",
        "Pat Standin, RN",
    )
    assert signature["sha256"] == signed.form.sha256
    assert len(signature["elements"]) == 22


def test_history_names_each_hand(issued, ceremony):
    ceremony.signed(issued)
    states = list(issued.history.order_by("history_id").values_list("state", "history_user_id"))
    nurse, prescriber = ceremony.walk.nurse.actor_id, ceremony.walk.prescriber.actor_id
    assert states == [
        ("ISSUED", "system:beat"),
        ("PARTIAL", nurse),
        ("PARTIAL", prescriber),
        ("SIGNED", nurse),
    ]


def test_a_patient_signs_at_their_own_account(issued, own_account, ceremony):
    signed = ceremony.sign(ceremony.read(issued, by=own_account), by=own_account)
    assert (signed.signature["method"], signed.signature["in_presence_of"]) == ("OWN_ACCOUNT", "")


def test_a_patient_cannot_touch_another_persons_consent(ceremony, issued, own_account):
    other = ceremony.walk.register(given="Linden", family="Fiction", born=date(1990, 1, 1))
    ceremony.walk.eligible(ceremony.walk.referred(other))
    theirs = Consent.objects.get(patient=other, type="KAP_TREATMENT")
    assert list(Consent.objects.visible_to(own_account)) == list(
        Consent.objects.filter(patient=issued.patient)
    )
    for attempt in (
        lambda: ceremony.read(theirs, by=own_account),
        lambda: ceremony.sign(theirs, by=own_account),
        lambda: actions.decline(theirs, by=own_account, at=ceremony.at),
        lambda: actions.withdraw(theirs, by=own_account, at=ceremony.at),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_only_those_at_the_bedside_witness_a_signature(
    issued, ceremony, desk, manager, auditor, other_desk, other_prescriber
):
    for person in (desk, manager, auditor, other_desk, other_prescriber):
        with pytest.raises(NotAllowed):
            ceremony.sign(issued, by=person)


def test_nothing_is_signed_with_an_element_open(issued, ceremony):
    ceremony.read(issued)
    actions.take_back(issued, element="touch", by=ceremony.walk.nurse, at=ceremony.at)
    with pytest.raises(rules.NotAcknowledged, match=r"1 of 22 parts is not ticked.*Touch"):
        ceremony.sign(issued)
    actions.acknowledge(issued, element="touch", by=ceremony.walk.nurse, at=ceremony.at)
    assert ceremony.sign(issued).state == "SIGNED"


def test_nothing_is_signed_with_a_question_unanswered(issued, ceremony):
    wording = issued.form.wording
    actions.fill(
        issued,
        acknowledged=[element.key for element in wording.elements],
        answers={"going_home": "My sister drives.", "change_of_mind": "   "},
        by=ceremony.walk.nurse,
        at=ceremony.at,
    )
    with pytest.raises(rules.NotAnswered) as refused:
        ceremony.sign(issued)
    assert refused.value.details["questions"] == ["change_of_mind", "what_can_go_wrong"]


def test_a_signature_needs_a_name(issued, ceremony):
    for name in ("", "   ", "X", "123", "--"):
        with pytest.raises(InvalidInput) as refused:
            ceremony.sign(issued, typed_name=name)
        assert refused.value.field == "typed_name"


def test_a_signature_needs_a_password_of_the_last_minutes(issued, ceremony):
    ceremony.read(issued)
    with pytest.raises(FreshSignInNeeded):
        actions.sign(issued, typed_name="Aster Specimen", by=ceremony.walk.nurse, at=ceremony.at)


def test_signing_twice_is_one_signature(issued, ceremony):
    first = ceremony.signed(issued)
    again = ceremony.sign(issued, at=ceremony.at + timedelta(minutes=1))
    assert again.signed_at == first.signed_at
    with pytest.raises(AlreadySigned):
        ceremony.sign(issued, by=ceremony.walk.therapist)


def test_a_declined_form_is_not_signed_and_a_prescriber_is_asked_to_talk(issued, ceremony):
    ceremony.read(issued)
    declined = actions.decline(issued, reason="Not now.", by=ceremony.walk.nurse, at=ceremony.at)
    assert (declined.state, declined.reason) == ("DECLINED", "Not now.")
    assert Task.objects.filter(kind="CONSENT_CALL", subject_id=issued.pk).exists()
    with pytest.raises(IllegalMove):
        ceremony.sign(issued)


def test_consent_to_treatment_comes_after_the_screening(ceremony):
    course = ceremony.walk.referred()
    with pytest.raises(rules.CourseNotEligible):
        actions.issue(course, type="KAP_TREATMENT", by=ceremony.walk.nurse, at=ceremony.at)


def test_nothing_is_signed_for_a_course_that_is_over(issued, ceremony):
    ceremony.read(issued)
    courses.decline(
        issued.course,
        reasons=["PATIENT_CHOICE"],
        note="Referred back.",
        by=ceremony.walk.prescriber,
        at=ceremony.at,
    )
    with pytest.raises(rules.CourseOver):
        ceremony.sign(issued)


def test_a_minor_is_not_asked(issued, ceremony):
    """Found out late: the birth date was corrected after the screening, which refuses minors too."""
    ceremony.read(issued)
    nearly = ceremony.walk.day(-18 * 365)
    patients.edit(issued.patient, birth_date=nearly, by=ceremony.walk.desk, at=ceremony.at)
    with pytest.raises(rules.Minor):
        ceremony.sign(issued)
    with pytest.raises(rules.Minor):
        actions.issue(issued.course, type="TOUCH", by=ceremony.walk.nurse, at=ceremony.at)


def test_the_form_must_be_in_the_patients_language(issued, ceremony):
    ceremony.read(issued)
    patients.edit(issued.patient, language="es", by=ceremony.walk.desk, at=ceremony.at)
    with pytest.raises(rules.WrongLanguage):
        ceremony.sign(issued)
    with pytest.raises(rules.NoSuchForm, match="language “es”"):
        actions.issue(issued.course, type="KAP_TREATMENT", by=ceremony.walk.nurse, at=ceremony.at)


def test_a_form_replaced_while_it_was_read_is_not_signed(issued, ceremony, manager):
    ceremony.read(issued)
    newer = ceremony.publish(manager, material=False)
    with pytest.raises(rules.NotCurrent, match="newer version"):
        ceremony.sign(issued)
    anew = actions.issue(
        issued.course, type="KAP_TREATMENT", by=ceremony.walk.nurse, at=ceremony.at
    )
    issued.refresh_from_db()
    assert (anew.form_id, issued.state) == (newer.pk, "SUPERSEDED")
    assert ceremony.signed(anew).state == "SIGNED"


def test_issuing_twice_gives_the_same_form(issued, ceremony):
    again = actions.issue(
        issued.course, type="KAP_TREATMENT", by=ceremony.walk.nurse, at=ceremony.at
    )
    assert again.pk == issued.pk


def test_what_is_missing_is_said_in_words(issued, ceremony):
    course = issued.course
    assert standing.missing(course, ceremony.at) == [
        "Treatment: Consent is not signed.",
        "Through a vein: Consent is not signed.",
    ]
    ceremony.consented(course)
    assert standing.missing(course, ceremony.at) == []
