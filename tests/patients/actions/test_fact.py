"""Confirmed facts are vouched for, ended or struck out, never edited; whoever stands higher hears of it."""

from datetime import date

import pytest

from clinic.core import events
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from patients.actions import fact
from patients.events import FactsChanged
from patients.models import Allergy, AllergyCheck, Condition, Medication


@pytest.fixture
def told():
    heard = []
    events.subscribe(FactsChanged, heard.append)
    yield heard
    events._handlers[FactsChanged].remove(heard.append)


@pytest.fixture
def patient(walk):
    return walk.register()


def test_a_fact_has_somebody_who_vouches_for_it(walk, patient, told):
    row = fact.confirm_medication(
        patient,
        name=" Sertraline ",
        dose="50 mg",
        frequency="once a day",
        started_on=date(2025, 3, 1),
        by=walk.nurse,
        at=walk.at,
    )
    assert (row.name, row.confirmed_by, row.confirmed_at) == ("Sertraline", walk.nurse, walk.at)
    (event,) = told
    assert (event.kind, event.is_new, event.fact_id) == ("Medication", True, row.pk)
    assert list(Medication.objects.current().filter(patient=patient)) == [row]


@pytest.mark.parametrize("person", ["desk", "therapist"])
def test_who_may_not_vouch(walk, patient, person):
    with pytest.raises(NotAllowed):
        fact.confirm_condition(patient, name="Asthma", by=getattr(walk, person), at=walk.at)


def test_a_fact_ends_and_is_no_longer_current(walk, patient, told):
    row = fact.confirm_condition(patient, name="Asthma", by=walk.nurse, at=walk.at)
    row = fact.end(row, ended_on=walk.day(0), by=walk.prescriber, at=walk.at)
    assert not Condition.objects.current().filter(patient=patient).exists()
    assert Condition.objects.true().filter(patient=patient).exists()
    assert [event.is_new for event in told] == [True, False]


def test_a_fact_does_not_end_before_it_began_or_tomorrow(walk, patient):
    row = fact.confirm_condition(
        patient, name="Asthma", started_on=walk.day(-10), by=walk.nurse, at=walk.at
    )
    for day in (walk.day(-11), walk.day(1)):
        with pytest.raises(InvalidInput) as refusal:
            fact.end(row, ended_on=day, by=walk.nurse, at=walk.at)
        assert refusal.value.field == "ended_on"


def test_a_mistake_is_struck_out_with_its_reason_and_stays(walk, patient):
    row = fact.confirm_allergy(
        patient, name="Latex", reaction="rash", severity="MILD", by=walk.nurse, at=walk.at
    )
    with pytest.raises(InvalidInput):
        fact.mark_mistaken(row, because=" ", by=walk.nurse, at=walk.at)
    fact.mark_mistaken(row, because="Her sister's letter", by=walk.prescriber, at=walk.at)
    assert Allergy.objects.filter(patient=patient).count() == 1
    assert not Allergy.objects.true().filter(patient=patient).exists()
    with pytest.raises(DomainError, match="already"):
        fact.mark_mistaken(row, because="Again", by=walk.nurse, at=walk.at)


def test_none_known_is_an_answer_and_not_with_an_allergy_on_record(walk, patient):
    check = fact.confirm_no_allergies(patient, by=walk.nurse, at=walk.at)
    assert AllergyCheck.objects.get(patient=patient) == check
    fact.confirm_allergy(patient, name="Latex", by=walk.nurse, at=walk.at)
    with pytest.raises(DomainError, match="allergy on record"):
        fact.confirm_no_allergies(patient, by=walk.nurse, at=walk.at)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "Latex", "severity": "AWFUL"}, "severity"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(walk, patient, wrong, field):
    with pytest.raises(InvalidInput) as refusal:
        fact.confirm_allergy(patient, **wrong, by=walk.nurse, at=walk.at)
    assert refusal.value.field == field


def test_what_is_to_end_is_not_over(walk):
    """Control, run: without the rule theophylline until next month is no medication, and no rule speaks of it."""
    patient = walk.register()
    with pytest.raises(InvalidInput, match="has not come yet"):
        fact.confirm_medication(
            patient, name="Theophylline", ended_on=walk.day(30), by=walk.nurse, at=walk.at
        )
    today = fact.confirm_medication(
        patient, name="Theophylline", ended_on=walk.day(0), by=walk.nurse, at=walk.at
    )
    assert today.ended_on == walk.day(0)
