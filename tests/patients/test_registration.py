"""A person comes onto the books at the desk, or by asking for themselves."""

from datetime import date

import pytest

from clinic.accounts.system import PATIENT_LINK
from clinic.core.errors import InvalidInput, NotAllowed
from clinic.outbox.models import ContactPoint
from clinic.tasks.models import Task
from patients.actions import registration
from patients.models import Patient, Referral

ZELDA = {"given_name": "Zelda", "family_name": "Testperson", "birth_date": date(1984, 3, 4)}


@pytest.fixture
def at_desk(site, desk, at):
    def act(**changes):
        return registration.register_at_desk(site, **{**ZELDA, "by": desk, "at": at, **changes})

    return act


@pytest.fixture
def self_refer(site, at):
    def act(**changes):
        fields = {**ZELDA, "phone": "505-555-0142", "by": PATIENT_LINK, "at": at, **changes}
        return registration.self_refer(site, **fields)

    return act


def test_the_desk_registers_a_person_with_a_course(at_desk) -> None:
    referral = at_desk(phone="505-555-0142", sender="Dr. Paper Moon")
    assert referral.patient.record_number.startswith("P")
    assert referral.course.status == "REFERRED"
    assert (referral.origin, referral.status) == ("DESK", Referral.Status.SETTLED)


def test_words_of_the_sender_wait_for_a_clinician(at_desk) -> None:
    assert at_desk(words="Low mood since spring.").status == Referral.Status.OPEN


def test_somebody_likely_known_is_compared_first(at_desk) -> None:
    """Negative control: without the question a second record of the same person is made silently."""
    known = at_desk().patient
    with pytest.raises(registration.MayBeKnown) as asked:
        at_desk(family_name="Testpersen")
    assert [one.patient for one in asked.value.candidates] == [known]
    assert asked.value.details == {"patients": [str(known.pk)]}
    assert Patient.objects.count() == 1
    assert at_desk(family_name="Testpersen", compared=True).patient != known


def test_messages_go_only_where_the_person_agreed(at_desk) -> None:
    at_desk(phone="505-555-0142", email="zelda@example.invalid", agreed=False)
    assert {point.consented_at for point in ContactPoint.objects.all()} == {None}
    other = at_desk(
        given_name="Otto", birth_date=date(1950, 1, 1), phone="505-555-0143", agreed=True
    )
    point = ContactPoint.objects.get(patient_id=other.patient_id)
    assert point.consented_at is not None


def test_a_number_nobody_can_dial_is_said_beside_its_field(at_desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        at_desk(phone="ask her mother")
    assert refused.value.field == "phone"
    assert not Patient.objects.exists()


def test_a_self_referral_makes_a_referred_course_and_the_desk_calls(self_refer) -> None:
    referral = self_refer(words="I have tried many things.")
    assert referral.course.status == "REFERRED"
    assert referral.origin == Referral.Origin.SELF
    task = Task.objects.get()
    assert (task.kind, task.role, task.patient_id) == (
        "REFERRAL_CALL",
        "FRONT_DESK",
        referral.patient_id,
    )
    assert Referral.history.latest().history_user_id == "system:patient-link"
    assert ContactPoint.objects.get().consented_at is not None


def test_a_self_referral_of_somebody_known_registers_nobody_and_tells_nothing(
    at_desk, self_refer
) -> None:
    at_desk()
    referral = self_refer(phone="505-555-0199")
    assert referral.patient is None
    assert referral.missing
    assert Patient.objects.count() == 1
    assert not ContactPoint.objects.filter(address__contains="0199").exists()


def test_a_flood_of_words_is_refused(self_refer) -> None:
    with pytest.raises(InvalidInput):
        self_refer(words="a" * 2001)


def test_nobody_is_born_tomorrow(self_refer) -> None:
    with pytest.raises(InvalidInput):
        self_refer(birth_date=date(2026, 11, 25))


def test_the_manager_and_another_site_register_nobody_here(at_desk, manager, other_desk) -> None:
    for person in (manager, other_desk):
        with pytest.raises(NotAllowed):
            at_desk(by=person)
