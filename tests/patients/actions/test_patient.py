"""Registering, correcting and losing a person; the people around them; who looks after them."""

from datetime import date, timedelta

import pytest

from clinic.accounts.roles import Role
from clinic.core import events
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from patients.actions import care_team, contact, course, protocol
from patients.actions import patient as patients
from patients.events import PatientDied
from patients.models import CareTeamMember, Contact, Course, Patient, Protocol
from patients.protocols.catalogue import IV_6
from patients.protocols.definition import Gap, Unit
from tests.people import hire


def test_every_person_has_a_number_of_their_own(walk):
    first, second = walk.register(), walk.register(given="Basil")
    assert first.record_number < second.record_number
    assert "Aster" not in str(first)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"given_name": " "}, "given_name"),
        ({"family_name": ""}, "family_name"),
        ({"birth_date": date(2026, 11, 25)}, "birth_date"),
        ({"birth_date": date(1890, 1, 1)}, "birth_date"),
        ({"email": "not an address"}, "email"),
        ({"sex": "X"}, "sex"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(walk, wrong, field):
    person = {"given_name": "Aster", "family_name": "Specimen", "birth_date": date(1980, 2, 14)}
    with pytest.raises(InvalidInput) as refusal:
        patients.register(walk.site, **person | wrong, by=walk.desk, at=walk.at)
    assert refusal.value.field == field


def test_spaces_in_a_name_are_tidied(walk):
    patient = walk.register(given="  Mary   Ann ")
    assert patient.full_name == "Mary Ann Specimen"
    assert patient.called == "Mary Ann"


def test_a_correction_keeps_the_old_name_in_history(walk):
    patient = walk.register()
    patients.edit(patient, family_name="Exemplar", by=walk.desk, at=walk.at)
    old = patient.history.earliest()
    assert (old.family_name, Patient.objects.get(pk=patient.pk).family_name) == (
        "Specimen",
        "Exemplar",
    )


def test_a_death_ends_open_courses_and_is_told(walk):
    heard = []
    events.subscribe(PatientDied, heard.append)
    opened = walk.referred()
    patients.record_death(opened.patient, died_on=walk.day(-1), by=walk.nurse, at=walk.at)
    events._handlers[PatientDied].remove(heard.append)
    opened.refresh_from_db()
    assert (opened.status, opened.stop_reason) == ("DISCONTINUED", "DECEASED")
    assert [event.patient_id for event in heard] == [opened.patient_id]
    with pytest.raises(DomainError):
        course.open_course(opened.patient, by=walk.desk, at=walk.at)


def test_one_account_one_person(walk):
    account = hire(walk.site, Role.PATIENT, "Aster Own")
    patient, other = walk.register(), walk.register(given="Basil")
    patients.give_account(patient, account=account, by=walk.desk, at=walk.at)
    with pytest.raises(InvalidInput):
        patients.give_account(other, account=account, by=walk.desk, at=walk.at)
    assert list(Patient.objects.visible_to(account)) == [patient]


def test_another_site_sees_a_person_once_there_is_a_course_there(walk, other_site):
    outsider = hire(other_site, Role.FRONT_DESK, "Olive Otherplace")
    patient = walk.register()
    assert not Patient.objects.visible_to(outsider).exists()
    with pytest.raises(NotAllowed):
        patients.edit(patient, city="Nowhere", by=outsider, at=walk.at)
    course.open_course(patient, site=other_site, by=outsider, at=walk.at)
    assert list(Patient.objects.visible_to(outsider)) == [patient]
    assert Course.objects.visible_to(walk.desk).count() == 0


def test_a_contact_can_be_reached(walk):
    patient = walk.register()
    with pytest.raises(InvalidInput):
        contact.add(patient, name="Rue", relationship="FRIEND", by=walk.desk, at=walk.at)
    with pytest.raises(InvalidInput):
        contact.add(
            patient,
            name="Rue",
            relationship="FRIEND",
            email="rue@example.org",
            is_escort=True,
            by=walk.desk,
            at=walk.at,
        )
    rue = contact.add(
        patient, name="Rue", relationship="FRIEND", phone="505", by=walk.desk, at=walk.at
    )
    assert rue.may_be_told is False
    contact.end(rue, by=walk.desk, at=walk.at)
    assert not Contact.objects.current().filter(patient=patient).exists()
    with pytest.raises(DomainError):
        contact.change(rue, phone="506", by=walk.desk, at=walk.at)


@pytest.mark.parametrize(
    ("person", "part", "fits"),
    [
        ("therapist", "THERAPIST", True),
        ("nurse", "THERAPIST", False),
        ("desk", "THERAPIST", False),
        ("prescriber", "PRESCRIBER", True),
        ("therapist", "PRESCRIBER", False),
        ("nurse", "NURSE", True),
        ("desk", "COORDINATOR", True),
    ],
)
def test_a_part_in_the_care_team_fits_the_role(walk, person, part, fits):
    patient, user = walk.register(), getattr(walk, person)
    if fits:
        row = care_team.assign(patient, user=user, role=part, by=walk.desk, at=walk.at)
        again = care_team.assign(patient, user=user, role=part, by=walk.desk, at=walk.at)
        assert row.pk == again.pk
    else:
        with pytest.raises(InvalidInput):
            care_team.assign(patient, user=user, role=part, by=walk.desk, at=walk.at)


def test_who_left_the_team_no_longer_counts(walk):
    patient = walk.register()
    row = care_team.assign(
        patient, user=walk.therapist, role="THERAPIST", by=walk.desk, at=walk.at
    )
    with pytest.raises(InvalidInput):
        care_team.end(row, because="", by=walk.desk, at=walk.at)
    care_team.end(row, because="On leave", by=walk.desk, at=walk.at)
    later = walk.at + timedelta(seconds=1)
    assert not CareTeamMember.objects.current(later).filter(patient=patient).exists()


def test_a_site_follows_only_the_plans_it_offers(walk):
    patient = walk.register()
    plan = Protocol.objects.get(code="THREE_IM")
    with pytest.raises(InvalidInput, match="does not offer"):
        course.open_course(patient, protocol=plan, by=walk.desk, at=walk.at)
    assert not Course.objects.filter(patient=patient).exists()


def test_a_plan_of_the_clinics_own_passes_the_same_rules(walk, manager):
    close = [
        step if step.key != "D2" else type(step)(**{**_fields(step), "gap": _gap(24)})
        for step in IV_6.steps
    ]
    too_close = type(IV_6)(**{**_fields(IV_6), "code": "OURS", "steps": tuple(close)})
    with pytest.raises(InvalidInput, match="48 hours"):
        protocol.publish(walk.site, plan=too_close, by=manager, at=walk.at)
    ours = type(IV_6)(**{**_fields(IV_6), "code": "OURS"})
    first = protocol.publish(walk.site, plan=ours, by=manager, at=walk.at)
    second = protocol.publish(walk.site, plan=ours, by=manager, at=walk.at)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(NotAllowed):
        protocol.publish(walk.site, plan=ours, by=walk.prescriber, at=walk.at)


def _fields(thing):
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _gap(hours):
    return Gap("D1", hours, hours + 48, Unit.HOURS)


def test_a_changed_plan_keeps_what_is_done_and_drops_the_rest(walk):
    opened = walk.preparing()
    walk.finish(opened, "PREPARATION", 1)
    course.choose_protocol(opened, protocol=walk.plan("THREE_IM"), by=walk.prescriber, at=walk.at)
    live = opened.steps.exclude(status="DROPPED").order_by("position")
    assert live.filter(kind="DOSING").count() == 3
    assert live.get(kind="PREPARATION", number=1).status == "DONE"
    assert live.get(kind="PREPARATION", number=2).status == "PLANNED"
    assert opened.steps.filter(status="DROPPED", kind="DOSING").count() == 6
    first = live.get(kind="DOSING", number=1)
    assert (first.min_gap_hours, first.max_gap_hours, first.counts_days) == (24, 336, True)


def test_the_plan_stands_once_a_dose_was_given(walk):
    opened = walk.active()
    with pytest.raises(DomainError, match="after the first dose"):
        course.choose_protocol(
            opened, protocol=walk.plan("THREE_IM"), by=walk.prescriber, at=walk.at
        )


def test_an_earlier_course_must_be_over_and_the_same_persons(walk):
    ended = course.discontinue(walk.referred(), reason="FINANCIAL", by=walk.prescriber, at=walk.at)
    again = course.open_course(ended.patient, previous=ended, by=walk.desk, at=walk.at)
    assert again.previous_course == ended
    other = walk.register(given="Basil")
    with pytest.raises(InvalidInput):
        course.open_course(other, previous=ended, by=walk.desk, at=walk.at)


def test_a_second_course_waits_for_the_end_of_the_first(walk):
    opened = walk.referred()
    with pytest.raises(DomainError, match="open course"):
        course.open_course(opened.patient, by=walk.desk, at=walk.at)
