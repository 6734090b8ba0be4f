"""Every change of a medication reads the whole list again, in the same transaction, and keeps what was said."""

from datetime import timedelta

import pytest

from clinic.core.errors import DomainError, HistoryBypassed, InvalidInput, NotAllowed
from patients.actions import fact, interaction, medication_hold
from patients.interactions.rules import SHIPPED
from patients.models import (
    InteractionCheck,
    InteractionNote,
    InteractionRules,
    Medication,
    MedicationHold,
)


@pytest.fixture
def patient(walk):
    return walk.register()


@pytest.fixture
def takes(walk, patient):
    def takes(name, **said):
        return fact.confirm_medication(patient, name=name, by=walk.nurse, at=walk.at, **said)

    return takes


def newest(patient):
    return InteractionCheck.objects.filter(patient=patient).newest().first()


def said(patient):
    return {flag["rule"]: flag["level"] for flag in newest(patient).flags}


def test_the_rules_in_the_database_are_those_that_are_shipped(db):
    version = InteractionRules.objects.newest().first()
    assert version.rules == SHIPPED
    assert version.checksum == SHIPPED.checksum()


def test_a_new_medication_is_judged_at_once(walk, patient, takes):
    row = takes("Diazepam [Valium]")
    check = newest(patient)
    assert (check.cause, check.worst) == ("FACTS", "WARN")
    (line,) = check.medications
    assert line["id"] == str(row.pk)
    assert line["matches"] == [
        {"substance": "diazepam", "words": "diazepam", "how": "NAME", "known_as": "diazepam"}
    ]
    assert said(patient) == {"BENZODIAZEPINE": "WARN"}


def test_every_change_reads_the_whole_list(walk, patient, takes):
    """Negative control: without the subscription in patients/apps.py there is no check at all."""
    valium = takes("Valium")
    theo = takes("theophylline 300 mg")
    assert said(patient) == {"BENZODIAZEPINE": "WARN", "THEOPHYLLINE": "HARD"}
    fact.mark_mistaken(theo, because="Another patient's list", by=walk.nurse, at=walk.at)
    assert said(patient) == {"BENZODIAZEPINE": "WARN"}
    fact.end(valium, ended_on=walk.day(0), by=walk.nurse, at=walk.at)
    assert said(patient) == {}
    assert InteractionCheck.objects.filter(patient=patient).count() == 4


def test_the_screening_reads_the_list_with_the_way_in_of_its_course(walk, patient, takes):
    takes("clarithromycin 500 mg")
    assert (newest(patient).route, said(patient)) == ("", {"CYP3A4_INHIBITOR": "WARN"})
    walk.screening(walk.referred(patient))
    check = newest(patient)
    assert (check.cause, check.route) == ("SCREENING", "IV")
    assert said(patient) == {"CYP3A4_INHIBITOR": "INFO"}


def test_a_drug_nobody_knows_is_said_to_be_so(patient, takes):
    takes("Zorblax 20 mg")
    assert said(patient) == {"NOT_RECOGNISED": "WARN"}


def test_what_is_over_is_not_judged(walk, patient, takes):
    takes("Oxycodone 5 mg", is_past=True)
    assert said(patient) == {}


def test_another_fact_is_no_reason_to_read_the_list(walk, patient, takes):
    fact.confirm_condition(patient, name="Asthma", by=walk.nurse, at=walk.at)
    assert newest(patient) is None


def test_no_check_without_its_fact_and_no_fact_without_its_check(walk, patient, monkeypatch):
    """One transaction: where the reading fails, the medication is not on the record either."""

    def broken(*_args, **_kwargs):
        raise RuntimeError("the reading failed")

    monkeypatch.setattr(interaction, "judge", broken)
    with pytest.raises(RuntimeError, match="the reading failed"):
        fact.confirm_medication(patient, name="Valium", by=walk.nurse, at=walk.at)
    assert not Medication.objects.filter(patient=patient).exists()


def test_a_check_is_never_edited(walk, patient, takes):
    from django.db import connection, transaction
    from django.db.utils import DatabaseError

    takes("Valium")
    with pytest.raises(HistoryBypassed):
        InteractionCheck.objects.update(worst="NONE")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE patients_interactioncheck SET worst = 'NONE'")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM patients_interactionnote")


# --- a prescriber's reason -----------------------------------------------------------------------


def finding(patient, rule="OPIOID"):
    return next((f["finding"] for f in newest(patient).flags if f["rule"] == rule), "gone")


def answered(walk, patient, rule="OPIOID", reason="Low dose, monitored, discussed with her."):
    return interaction.answer(
        newest(patient),
        finding=finding(patient, rule),
        reason=reason,
        by=walk.prescriber,
        at=walk.at,
    )


def test_a_prescriber_answers_an_rx_finding(walk, patient, takes):
    takes("Oxycodone 5 mg")
    note = answered(walk, patient)
    (flag,) = newest(patient).flags
    assert (note.finding, note.stands, note.written_by) == (flag["finding"], True, walk.prescriber)


def test_the_answer_is_about_these_medications_only(walk, patient, takes):
    takes("Oxycodone 5 mg")
    note = answered(walk, patient)
    takes("Tramadol 50 mg")
    (flag,) = newest(patient).flags
    assert flag["finding"] != note.finding


def test_the_same_list_again_needs_no_second_answer(walk, patient, takes):
    takes("Oxycodone 5 mg")
    note = answered(walk, patient)
    takes("Ibuprofen")
    assert [flag["finding"] for flag in newest(patient).flags] == [note.finding]


@pytest.mark.parametrize("person", ["desk", "nurse", "therapist"])
def test_nobody_else_answers(walk, patient, takes, person):
    takes("Oxycodone 5 mg")
    with pytest.raises(NotAllowed):
        interaction.answer(
            newest(patient),
            finding=finding(patient),
            reason="Somebody else says so.",
            by=getattr(walk, person),
            at=walk.at,
        )


def test_a_hard_finding_has_no_answer_and_a_warning_needs_none(walk, patient, takes):
    takes("theophylline")
    takes("Valium")
    for rule in ("THEOPHYLLINE", "BENZODIAZEPINE", "OPIOID"):
        with pytest.raises(interaction.NotAnswerable):
            answered(walk, patient, rule)
    assert not InteractionNote.objects.exists()


def test_two_letters_are_no_reason(walk, patient, takes):
    takes("Oxycodone 5 mg")
    with pytest.raises(InvalidInput):
        answered(walk, patient, reason="ok       ")


def test_an_answer_is_taken_back_by_another_row(walk, patient, takes):
    takes("Oxycodone 5 mg")
    note = answered(walk, patient)
    interaction.take_back(note, because="Dose doubled.", by=walk.prescriber, at=walk.at)
    (last,) = InteractionNote.objects.filter(patient=patient).newest()
    assert not last.stands
    assert InteractionNote.objects.count() == 2
    with pytest.raises(interaction.NotAnswerable):
        interaction.take_back(note, because="Again.", by=walk.prescriber, at=walk.at)


# --- time before a dose --------------------------------------------------------------------------


def test_a_hold_is_a_question_until_a_prescriber_confirms_it(walk, patient, takes):
    row = takes("clonazepam 1 mg")
    dose = walk.at + timedelta(days=3)
    hold = medication_hold.ask(row, dose_at=dose, by=walk.nurse, at=walk.at)
    assert (hold.starts_at, hold.confirmed_at) == (dose - timedelta(hours=24), None)
    assert not MedicationHold.objects.confirmed().exists()
    with pytest.raises(NotAllowed):
        medication_hold.confirm(hold, by=walk.nurse, at=walk.at)
    hold = medication_hold.confirm(hold, by=walk.prescriber, at=walk.at)
    assert hold.confirmed_by == walk.prescriber


def test_a_hold_of_days_begins_at_the_clinics_midnight(walk, patient, takes):
    row = takes("Adderall XR 20 mg")
    dose = walk.at + timedelta(days=3)
    hold = medication_hold.ask(row, dose_at=dose, by=walk.nurse, at=walk.at)
    local = hold.starts_at.astimezone(walk.site.zone)
    assert (local.hour, local.minute) == (0, 0)
    assert local.date() == dose.astimezone(walk.site.zone).date() - timedelta(days=1)


def test_no_rule_no_hold_and_one_hold_a_dose(walk, patient, takes):
    dose = walk.at + timedelta(days=3)
    with pytest.raises(medication_hold.NoHold):
        medication_hold.ask(takes("lithium"), dose_at=dose, by=walk.nurse, at=walk.at)
    row = takes("Valium")
    hold = medication_hold.ask(row, dose_at=dose, by=walk.nurse, at=walk.at)
    with pytest.raises(DomainError):
        medication_hold.ask(row, dose_at=dose, by=walk.nurse, at=walk.at)
    medication_hold.withdraw(hold, because="She needs it", by=walk.nurse, at=walk.at)
    assert medication_hold.ask(row, dose_at=dose, by=walk.nurse, at=walk.at).pk != hold.pk


def test_what_has_ended_is_not_held(walk, patient, takes):
    row = takes("Valium")
    fact.end(row, ended_on=walk.day(0), by=walk.nurse, at=walk.at)
    with pytest.raises(DomainError):
        medication_hold.ask(
            Medication.objects.get(pk=row.pk),
            dose_at=walk.at + timedelta(days=3),
            by=walk.nurse,
            at=walk.at,
        )
