"""A referral comes in: once, whole, about the right person, and with nothing confirmed."""

from dataclasses import replace
from datetime import date

import pytest

from clinic.accounts.roles import Role
from clinic.core.errors import DomainError, IllegalMove, InvalidInput, NotAllowed
from clinic.tasks.models import Task
from patients.actions import patient as patients
from patients.actions import referral as referrals
from patients.letter.dates import PartialDate
from patients.letter.letter import Contact, ContactKind, Name
from patients.models import (
    Allergy,
    Condition,
    Course,
    Identifier,
    Medication,
    Patient,
    Referral,
    ReferralFact,
)
from tests.patients.letters import ALL, DEPRESSION, OTTO, SERTRALINE, ZELDA, changed, letter
from tests.people import hire


@pytest.fixture
def receive(site, desk, at):
    def act(sent=None, by=desk, site=site, when=at):
        return referrals.receive(site, letter=sent or letter(), by=by, at=when)

    return act


def test_a_letter_makes_a_patient_a_course_and_lines_that_wait(receive) -> None:
    referral = receive()
    assert referral.status == Referral.Status.OPEN
    assert referral.patient.full_name == "Zelda Testperson"
    assert referral.patient.birth_date == date(1984, 3, 4)
    assert referral.course.status == "REFERRED"
    assert [fact.kind for fact in referral.facts.in_reading_order()] == [
        "ALLERGY", "MEDICATION", "CONDITION", "CONDITION",
    ]  # fmt: skip
    assert set(referral.facts.values_list("status", flat=True)) == {"PENDING"}


def test_nothing_a_letter_says_is_a_diagnosis_before_somebody_says_so(receive) -> None:
    receive()
    for fact in (Condition, Medication, Allergy):
        assert not fact.objects.exists()


def test_government_numbers_are_not_kept_anywhere(receive) -> None:
    """Negative control: storing every identifier puts the number into `person` and into a row."""
    referral = receive()
    assert "999-00-0042" not in str(referral.person)
    assert list(Identifier.objects.values_list("value", flat=True)) == ["HP-42"]


def test_the_same_letter_again_is_the_referral_we_have(receive) -> None:
    assert receive().pk == receive().pk
    assert (Patient.objects.count(), Referral.objects.count(), ReferralFact.objects.count()) == (
        1,
        1,
        4,
    )


def test_the_same_person_by_number_and_birth_date_is_not_registered_again(receive) -> None:
    first = receive()
    married = changed(ZELDA, names=(Name("Zelda", "Elsewhere"),))
    second = receive(letter(married, (DEPRESSION,)))
    assert second.pk != first.pk
    assert second.patient == first.patient
    assert second.course == first.course


def test_a_line_said_before_in_the_same_words_is_not_asked_again(receive) -> None:
    receive()
    stopped = replace(SERTRALINE, details="stopped in May")
    second = receive(letter(ZELDA, (*ALL[:2], stopped)))
    assert [fact.details for fact in second.facts.all()] == ["stopped in May"]
    assert second.evidence["known"] == 2


def test_the_same_number_with_another_birth_date_is_for_the_desk_to_settle(receive) -> None:
    receive()
    odd = receive(letter(changed(OTTO, identifiers=ZELDA.identifiers)))
    assert odd.patient is None
    assert odd.status == Referral.Status.RECEIVED


def test_somebody_likely_known_waits_for_the_desk(receive) -> None:
    """Negative control: without the look at the books a second patient is registered."""
    known = receive().patient
    namesake = receive(
        letter(changed(ZELDA, names=(Name("Zelda", "Testpersen"),), identifiers=()))
    )
    assert namesake.patient is None
    assert namesake.missing == "Somebody on the books may be the same person."
    assert Patient.objects.get() == known
    task = Task.objects.get(kind="REFERRAL_IDENTIFY")
    assert (task.role, task.subject_id) == ("FRONT_DESK", namesake.pk)


def test_the_desk_says_it_is_the_same_person(receive, desk, at) -> None:
    known = receive()
    twice = receive(letter(changed(ZELDA, identifiers=()), (DEPRESSION,)))
    twice = referrals.attach(twice, patient=known.patient, by=desk, at=at)
    assert twice.patient == known.patient
    assert twice.course == known.course
    assert set(twice.facts.values_list("patient_id", flat=True)) == {known.patient_id}
    assert Task.objects.open().filter(kind="REFERRAL_IDENTIFY").count() == 0


def test_the_desk_says_it_is_somebody_new(receive, desk, at) -> None:
    known = receive()
    twin = receive(letter(changed(ZELDA, identifiers=())))
    twin = referrals.register_from(
        twin,
        given_name="Zelda",
        family_name="Testperson",
        birth_date=date(1984, 3, 4),
        by=desk,
        at=at,
    )
    assert twin.patient != known.patient
    with pytest.raises(IllegalMove):
        referrals.attach(twin, patient=known.patient, by=desk, at=at)


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (changed(ZELDA, birth_date=PartialDate(1984)), "The birth date is not complete."),
        (changed(ZELDA, birth_date=None), "The birth date is not complete."),
        (changed(ZELDA, names=(Name("", "Testperson"),)), "The name is not complete."),
        (changed(ZELDA, deceased=True), "The sender says that this person has died."),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_registered(receive, person, sentence) -> None:
    referral = receive(letter(person))
    assert (referral.patient, referral.missing) == (None, sentence)
    assert not Patient.objects.exists()
    assert referral.facts.count() == 4


def test_nobody_who_has_died_is_registered(receive, desk, at) -> None:
    referral = receive(letter(changed(ZELDA, deceased=True)))
    with pytest.raises(DomainError, match="has died"):
        referrals.register_from(
            referral,
            given_name="Zelda",
            family_name="Testperson",
            birth_date=date(1984, 3, 4),
            by=desk,
            at=at,
        )


def test_a_birth_date_in_the_future_keeps_nothing_at_all(receive) -> None:
    """One transaction: negative control, taking the check out of register leaves a patient of tomorrow."""
    with pytest.raises(InvalidInput):
        receive(letter(changed(ZELDA, birth_date=date(2027, 1, 1))))
    assert not Referral.objects.exists()
    assert not ReferralFact.objects.exists()


def test_a_useless_phone_number_does_not_stop_a_letter(receive) -> None:
    person = changed(ZELDA, contacts=(Contact(ContactKind.PHONE, "ask her mother"),))
    assert receive(letter(person)).patient.phone == "ask her mother"


def test_a_second_site_gives_the_same_person_a_course_of_its_own(
    receive, other_site, other_desk
) -> None:
    here = receive()
    there = receive(letter(), by=other_desk, site=other_site)
    assert there.patient == here.patient
    assert there.course != here.course
    assert there.course.site == other_site


def test_an_ended_course_is_carried_over(receive, nurse, prescriber, site, desk, at) -> None:
    first = receive()
    Course.objects.get()
    from patients.actions import course as courses

    course = courses.discontinue(first.course, reason="PATIENT_CHOICE_OTHER", by=prescriber, at=at)
    again = receive(letter(ZELDA, (DEPRESSION,)))
    assert again.course.previous_course == course


def test_the_desk_may_not_bury_what_a_clinician_must_see(receive, desk, nurse, at) -> None:
    referral = receive()
    with pytest.raises(referrals.WaitsForReview):
        referrals.decline(referral, because="junk", by=desk, at=at)
    declined = referrals.decline(referral, because="Treated elsewhere.", by=nurse, at=at)
    assert declined.declined_by == nurse
    assert not Task.objects.open().filter(subject_id=referral.pk).exists()


def test_declining_needs_a_reason(receive, nurse, at) -> None:
    with pytest.raises(InvalidInput):
        referrals.decline(receive(), because="  ", by=nurse, at=at)


def test_who_may_import(receive, auditor, manager, other_desk) -> None:
    for person in (auditor, manager, other_desk):
        with pytest.raises(NotAllowed):
            receive(by=person)


def test_another_site_sees_neither_the_referral_nor_its_lines(
    receive, other_desk, other_site
) -> None:
    receive()
    other_nurse = hire(other_site, Role.NURSE, "Nora Notours")
    assert not Referral.objects.visible_to(other_desk).exists()
    assert not ReferralFact.objects.visible_to(other_nurse).exists()


def test_the_desk_sees_that_a_referral_came_but_not_what_it_says(receive, desk, nurse) -> None:
    referral = receive()
    assert Referral.objects.visible_to(desk).get() == referral
    assert not ReferralFact.objects.visible_to(desk).exists()
    assert ReferralFact.objects.visible_to(nurse).count() == 4


def test_a_merged_record_leads_to_the_one_that_is_left(receive, site, desk, at) -> None:
    from patients.actions import merge

    first = receive()
    left = patients.register(
        site, given_name="Zelda", family_name="Left", birth_date=date(1984, 3, 4), by=desk, at=at
    )
    merge.merge(first.patient, into=left, by=desk, at=at)
    assert receive(letter(ZELDA, (DEPRESSION,))).patient == left
