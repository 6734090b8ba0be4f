"""What is read from a bundle, shape by shape."""

from datetime import date

import pytest

from clinic.fhir.bundle.reader import read
from patients.letter.gather import gather
from patients.letter.letter import (
    ContactKind,
    IdentifierKind,
    Kind,
    Letter,
    NameUse,
    Sex,
    Standing,
    Statement,
)
from tests.clinic.fhir.bundles import every_own, every_shared, own


def said(letter: Letter, text: str) -> Statement:
    [found] = {s for s in letter.statements if s.text == text}
    return found


def test_the_person_is_read_with_the_name_in_use_first() -> None:
    person = read(own("r4_transaction")).person
    assert (person.name.given, person.name.family) == ("Zelda7 May", "Testperson42")
    assert [name.use for name in person.names] == [NameUse.CURRENT, NameUse.FORMER]
    assert person.birth_date is not None
    assert person.birth_date.exact == date(1984, 2, 29)
    assert person.sex is Sex.FEMALE
    assert person.language == "en-US"


def test_the_preferred_number_comes_first_and_a_fax_is_no_contact() -> None:
    contacts = read(own("r4_transaction")).person.contacts
    assert [(c.kind, c.value, c.mobile) for c in contacts] == [
        (ContactKind.PHONE, "(555) 010-4243", True),
        (ContactKind.PHONE, "555-010-4242", False),
        (ContactKind.EMAIL, "zelda@example.invalid", False),
    ]


def test_an_old_address_is_passed_over() -> None:
    address = read(own("r4_transaction")).person.address
    assert address is not None
    assert (address.lines, address.city) == (("42 False Lane", "Apt 7"), "Nowhere")


def test_government_numbers_are_told_apart_from_record_numbers() -> None:
    numbers = read(own("r4_transaction")).person.identifiers
    assert [(n.value, n.kind) for n in numbers] == [
        ("HP-0042", IdentifierKind.RECORD),
        ("999-00-0042", IdentifierKind.GOVERNMENT),
    ]


def test_the_sender_is_the_patients_practice() -> None:
    assert read(own("r4_transaction")).sender == "Harbor Practice (fictitious)"
    assert read(own("r4_collection")).sender == "Dr. Paper Moon (fictitious)"
    assert read(own("dstu2_transaction")).sender == "Dr. Ada Bones"


def test_problems_keep_code_status_and_dates_as_written() -> None:
    depression = said(read(own("r4_transaction")), "Major depression, recurrent")
    assert depression.codes[0].code == "66344007"
    assert depression.standing is Standing.CURRENT
    assert str(depression.since) == "2011-03-04"
    assert str(depression.noted) == "2011-03-10"


def test_a_repeated_line_becomes_one_that_keeps_its_entries() -> None:
    lines = {line.statement.text: line for line in gather(read(own("r4_transaction")).statements)}
    sertraline = lines["Sertraline 50 MG Oral Tablet"]
    assert sertraline.entries == (5, 6)
    assert sertraline.statement.standing is Standing.CURRENT
    assert str(sertraline.since) == "2011-03-10"
    assert sertraline.until is None
    assert sertraline.statement.details == "1 tablet, 2 × every day"
    sinusitis = lines["Viral sinusitis (disorder)"]
    assert sinusitis.statement.standing is Standing.PAST
    assert (str(sinusitis.since), str(sinusitis.until)) == ("2015-01-02", "2018-11-15")


def test_a_person_reads_allergies_first_then_medicines_then_problems() -> None:
    kinds = [line.statement.kind for line in gather(read(own("r4_transaction")).statements)]
    assert kinds == [Kind.ALLERGY, Kind.MEDICATION, Kind.CONDITION, Kind.CONDITION]


def test_an_allergy_says_what_happened_and_how_badly() -> None:
    penicillin = said(read(own("r4_transaction")), "Penicillin V")
    assert penicillin.details == "high criticality; Hives (moderate)"
    assert penicillin.standing is Standing.CURRENT


def test_only_the_latest_reading_of_a_kind_is_kept() -> None:
    [reading] = read(own("r4_transaction")).readings
    assert reading.value == "Systolic 128.2 mm[Hg], Diastolic 82 mm[Hg]"
    assert str(reading.on) == "2019-06-01"


def test_procedures_stay_as_evidence_and_the_rest_is_counted() -> None:
    letter = read(own("r4_transaction"))
    assert [(p.text, str(p.on), p.times) for p in letter.procedures] == [
        ("Electroconvulsive therapy", "2016-02-01", 1)
    ]
    assert letter.not_read == (("Encounter", 1),)


def test_accents_and_apostrophes_stay_and_a_partial_birth_date_stays_partial() -> None:
    person = read(own("r4_collection")).person
    assert (person.name.given, person.name.family) == ("José María", "Ñandú-D’Égal")
    assert str(person.birth_date) == "1957-07"
    assert person.birth_date is not None
    assert person.birth_date.exact is None
    assert person.contacts[0].value == "+1-555-010-0001"


def test_text_without_a_code_and_a_code_without_text_are_both_readable() -> None:
    letter = read(own("r4_collection"))
    bipolar = said(letter, "Bipolar II disorder, by history")
    assert bipolar.codes == ()
    assert bipolar.details == "at age 19 years"
    assert str(bipolar.noted) == "2003"
    alcohol = said(letter, "F10.21")
    assert alcohol.standing is Standing.PAST
    assert alcohol.details == "provisional"


def test_without_a_status_an_ending_makes_a_problem_past() -> None:
    panic = said(read(own("r4_collection")), "Panic attacks")
    assert panic.standing is Standing.PAST
    assert str(panic.since) == "1999-05"


def test_a_medicine_is_found_wherever_the_bundle_keeps_it() -> None:
    letter = read(own("r4_collection"))
    assert said(letter, "Lamotrigine 100 mg").details == "100 mg at night"
    assert said(letter, "Lamotrigine 100 mg").codes[0].code == "28439"
    assert said(letter, "Ketotifen eye drops").details == "as needed itching"
    assert said(letter, "Lithium carbonate").standing is Standing.PLANNED


def test_a_medicine_that_was_not_sent_is_a_line_to_settle_not_a_line_dropped() -> None:
    unread = [s for s in read(own("r4_collection")).statements if s.unread]
    assert [(s.kind, s.entry) for s in unread] == [(Kind.MEDICATION, 7)]


def test_an_unconfirmed_allergy_is_said_to_be_unconfirmed() -> None:
    assert said(read(own("r4_collection")), "Latex").details == "unconfirmed"


def test_stu3_is_understood() -> None:
    letter = read(own("stu3_collection"))
    assert letter.person.name.suffix == "Jr."
    assert said(letter, "PTSD").details == "after the accident"
    assert str(said(letter, "PTSD").noted) == "2017-08-09"
    assert said(letter, "Alcohol use disorder").standing is Standing.PAST
    assert said(letter, "Prazosin 1 MG").details == "1 mg, Oral, 1 × every day"
    assert said(letter, "Bupropion").standing is Standing.PAST
    assert str(said(letter, "Shellfish").since) == "1999"


def test_dstu2_is_understood() -> None:
    letter = read(own("dstu2_transaction"))
    assert letter.person.name.family == "Muster Mann"
    assert not letter.person.deceased
    assert said(letter, "Generalized anxiety disorder").details == "at age 41 a"
    assert said(letter, "Buspirone 10 MG").details == "one twice daily"
    assert said(letter, "Clonidine").standing is Standing.PAST
    assert said(letter, "Sulfonamide").details == "high criticality; Rash"


def test_what_the_sender_takes_back_is_left_out_and_said() -> None:
    letter = read(own("deceased_and_taken_back"))
    assert letter.person.deceased
    assert str(letter.person.died_on) == "2025-12-24"
    assert [s.text for s in letter.statements] == ["Fracture", ""]
    assert letter.statements[1].unread
    notes = {note.entry: str(note) for note in letter.notes}
    assert set(notes) == {1, 2, 3, 4, 7, 8}
    assert notes[7] == "The same as entry 5, read once."


def test_the_least_bundle_is_still_about_somebody() -> None:
    letter = read(own("nothing_but_a_name"))
    assert (letter.person.name.given, letter.person.name.family) == ("", "Empty")
    assert letter.statements == ()
    assert letter.person.sex is Sex.UNKNOWN


@pytest.mark.parametrize("path", [*every_own(), *every_shared()], ids=lambda path: path.stem[-36:])
def test_every_sample_is_read_whole(path) -> None:
    """Nothing said about the person goes missing: statements, notes and duplicates add up."""
    data = path.read_bytes()
    letter = read(data)
    lines = gather(letter.statements)
    assert sum(len(line.entries) for line in lines) == len(letter.statements)
    assert len(letter.digest) == 64
    listed = sum(data.count(b'"resourceType":%s"%s"' % (gap, kind))
                 for gap in (b"", b" ")
                 for kind in (b"Condition", b"MedicationRequest", b"MedicationStatement",
                              b"MedicationOrder", b"AllergyIntolerance"))  # fmt: skip
    taken_back_or_twice = [n for n in letter.notes if n.entry is not None]
    without_resource = sum("no resource" in n.template for n in letter.notes)
    assert len(letter.statements) == listed - len(taken_back_or_twice) + without_resource
