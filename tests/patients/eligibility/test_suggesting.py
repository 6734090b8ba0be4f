"""What is on record points at the row it may be about, and at no other.

Negative control of the table: take one concept, medicine or reading away and its line is red; widen one
and the line beside it, which must stay silent, is red.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from patients.eligibility.exclusion import CATALOGUE
from patients.eligibility.known import Kind, Known, KnownFact, KnownTest
from patients.eligibility.suggesting import ICD, RXNORM, SNOMED, suggest

AT = datetime(2026, 11, 24, 16, tzinfo=UTC)
ON = date(2026, 11, 24)
BORN = date(1980, 2, 14)


def fact(text, kind=Kind.CONDITION, **more):
    return KnownFact(kind, "1", text, AT, **more)


def over(text, days=1000, **more):
    ended = ON - timedelta(days=days)
    return fact(text, is_current=False, since=ended, until=ended, **more)


def medicine(text, **more):
    return fact(text, Kind.MEDICATION, **more)


def allergy(text):
    return fact(text, Kind.ALLERGY)


def result(kind, value=None, **more):
    return KnownTest(kind, "9", AT, AT, None if value is None else Decimal(value), **more)


def rows(*items, born=BORN, on=ON):
    facts = tuple(one for one in items if isinstance(one, KnownFact))
    tests = tuple(one for one in items if isinstance(one, KnownTest))
    return {one.code for one in suggest(Known(on, born, facts, tests))}


def coded(code, system=SNOMED, **more):
    """No words that give it away: the code alone must speak."""
    return fact("As coded", code=code, system=system, **more)


# row, what speaks, what is near it and must not speak about that row
BOTH_WAYS = [
    ("X01", fact("Vascular dementia"), fact("Dementia in mother")),
    ("X01", coded("26929004"), coded("370143000")),
    ("X01", fact("Delirium"), over("Delirium")),
    ("X02", fact("Normal pregnancy"), fact("Miscarriage in first trimester")),
    ("X02", coded("72892002"), coded("72892002", is_current=False, until=date(2019, 2, 16))),
    ("X02", over("Normal pregnancy", days=300), over("Normal pregnancy", days=400)),
    ("X02", result("HCG", positive=True), result("HCG", positive=False)),
    ("X03", allergy("Ketamine"), allergy("Penicillin V")),
    ("X03", allergy("Spravato"), medicine("Spravato 28 mg")),
    ("X04", fact("Schizoaffective disorder"), fact("Depression without psychotic symptoms")),
    ("X04", coded("F25.0", ICD[0]), coded("F33.1", ICD[0])),
    ("X04", medicine("Clozapine 100 MG"), medicine("Clozapine 100 MG", is_current=False)),
    ("X05", fact("Hypomanic episode"), fact("Kleptomania")),
    ("X05", fact("Mania"), over("Mania")),
    ("X06", fact("Abdominal aortic aneurysm"), fact("Family history of aortic aneurysm")),
    ("X06", over("Cerebral arteriovenous malformation"), fact("Arteriovenous fistula")),
    ("X07", over("Subarachnoid haemorrhage", days=9000), fact("Gastrointestinal haemorrhage")),
    ("X07", coded("230690007"), fact("Ischemic stroke")),
    ("X08", fact("Hypertensive crisis"), fact("Hypertension")),
    ("X08", fact("Phaeochromocytoma"), over("Phaeochromocytoma")),
    ("X08", result("BP", 160, second=Decimal(80)), result("BP", 159, second=Decimal(99))),
    ("X08", result("BP", 120, second=Decimal(100)), result("BP", 120, second=Decimal(99))),
    ("X09", over("Stroke", days=92), over("Stroke", days=93)),
    ("X09", coded("22298006"), coded("399211009")),
    ("X09", fact("Chronic congestive heart failure"), over("Congestive heart failure")),
    ("X09", fact("Atrial fibrillation"), fact("Muscle fasciculation")),
    ("X09", medicine("Amiodarone 200 MG"), medicine("Amlodipine 5 MG")),
    ("X09", result("QTC", 500), result("QTC", 499)),
    ("X10", fact("Open-angle glaucoma"), fact("Glaucoma ruled out")),
    ("X10", fact("Idiopathic intracranial hypertension"), fact("Essential hypertension")),
    ("X10", medicine("Latanoprost eye drops"), medicine("Ciprofloxacin eye drops")),
    ("X11", fact("Cirrhosis of liver"), fact("Fatty liver")),
    (
        "X11",
        result("LIVER", 130, times_upper=Decimal("3.01")),
        result("LIVER", 120, times_upper=Decimal(3)),
    ),
    ("X12", fact("Ketamine use disorder"), fact("Ketamine infusion in 2020")),
    ("X12", fact("PCP abuse"), fact("PCP visit")),
    ("X12", result("KETAMINE_USE", positive=True), result("KETAMINE_USE", positive=False)),
    ("X13", medicine("Theophylline 300 MG"), medicine("Theophylline 300 MG", is_current=False)),
    ("X13", medicine("Aminophylline"), medicine("Salbutamol")),
    ("X14", coded("7200002"), coded("7200002", is_current=False)),
    ("X14", fact("Opioid use disorder, severe"), fact("Opioid prescribed for back pain")),
    ("X15", fact("Suicidal thoughts"), over("Suicide attempt", days=400)),
    ("X15", over("Drug overdose", days=300), fact("Low mood")),
    (
        "X15",
        result("SUICIDE_RISK", positive=True),
        result("SUICIDE_RISK", positive=False),
    ),
    ("X16", fact("Alcohol intoxication"), over("Alcohol intoxication")),
    ("X16", result("BREATH_ALCOHOL", positive=True), result("BREATH_ALCOHOL", positive=False)),
    ("X17", fact("Cystitis"), over("Cystitis")),
    ("X17", over("Ketamine-associated cystitis"), fact("Cholecystitis")),
    ("X17", medicine("Phenazopyridine 100 MG"), medicine("Naproxen 220 MG")),
    ("X17", result("URINE", positive=True), result("URINE", positive=False)),
    ("X18", fact("Acute intermittent porphyria"), fact("Family history of porphyria")),
    ("R01", coded("162864005"), fact("Body mass index 25 - overweight")),
    ("R01", result("BMI", "35.1"), result("BMI", 35)),
    ("R02", fact("Hypertension"), fact("Portal hypertension")),
    ("R02", coded("53741008"), coded("38341003", is_current=False)),
    ("R02", medicine("Lisinopril 10 MG"), medicine("Levothyroxine 75 MCG")),
    ("R03", fact("Obstructive sleep apnea"), fact("Insomnia")),
    ("R03", result("STOP_BANG", 3), result("STOP_BANG", 2)),
    ("R04", over("Bipolar II disorder"), fact("Major depression disorder")),
    ("R04", medicine("Lithium carbonate 300 MG"), medicine("Sertraline 50 MG")),
    ("R05", coded("84757009"), fact("Electroconvulsive therapy")),
    ("R05", fact("History of single seizure"), fact("No history of seizures")),
    ("R05", over("Concussion with loss of consciousness"), fact("Headache")),
    ("R05", medicine("Donepezil 10 MG"), medicine("Galantamine 4 MG", is_current=False)),
    ("R06", fact("Dissociative identity disorder"), fact("Association dissonance")),
    ("R07", fact("Borderline personality disorder"), fact("Multiple personality disorder")),
    ("R08", fact("Graves disease"), fact("Idiopathic atrophic hypothyroidism")),
    ("R08", result("TSH", "0.39", positive=True), result("TSH", "0.4", positive=False)),
    ("R09", over("Hepatitis C"), fact("Appendicitis")),
    ("R09", fact("Chronic kidney disease stage 3"), over("Gallstones")),
    (
        "R09",
        result("CREATININE", "1.4", times_upper=Decimal("1.01")),
        result("CREATININE", "1.3", times_upper=Decimal(1)),
    ),
    ("R09", result("EGFR", 59, positive=True), result("EGFR", 60, positive=False)),
    ("X04", result("PSYCHOTIC", positive=True), result("PSYCHOTIC", positive=False)),
    ("R04", result("BIPOLAR", positive=True), result("BIPOLAR", positive=False)),
    ("X02", result("PREGNANCY", positive=True), result("PREGNANCY", positive=False)),
    (
        "R09",
        result("LIVER", 60, times_upper=Decimal("1.5")),
        result("LIVER", 40, times_upper=Decimal(1)),
    ),
    ("R10", over("Alcoholism"), fact("Alcoholism")),
    ("R10", fact("Opioid use disorder in sustained remission"), fact("Cancer in remission")),
    ("R10", result("UDS", positive=True), result("UDS", positive=False)),
    ("R10", medicine("Buprenorphine 8 MG / Naloxone"), medicine("Bupropion 150 MG")),
    ("R11", fact("Post-traumatic stress disorder"), fact("Acute stress reaction")),
    ("R11", result("PCL-5", 33), result("PCL-5", 32)),
    ("R12", fact("Receiving transcranial magnetic stimulation"), over("ECT")),
    ("R13", medicine("Esketamine", is_current=False), medicine("Dextromethorphan")),
    ("R13", fact("No response to ketamine"), fact("Allergy to ketamine")),
    ("R14", fact("Homeless"), fact("Lives with partner")),
    ("R14", coded("105529008"), over("Homeless")),
    ("R15", fact("Hiatus hernia"), fact("Inguinal hernia")),
    ("R15", medicine("Semaglutide [Ozempic]"), medicine("Metformin")),
    ("R15", fact("GERD"), fact("Vesicoureteral reflux")),
    ("R16", fact("Cannabis, weekly"), fact("Never drinks alcohol")),
    ("R16", result("MILD_USE", positive=True), result("MILD_USE", positive=False)),
]


@pytest.mark.parametrize(
    ("row", "speaks", "silent"),
    BOTH_WAYS,
    ids=[f"{row}-{n}" for n, (row, _, _) in enumerate(BOTH_WAYS)],
)
def test_what_is_on_record_points_at_its_row_and_what_is_near_it_does_not(row, speaks, silent):
    assert row in rows(speaks)
    assert row not in rows(silent)


def test_every_row_is_in_the_table():
    assert {row for row, _, _ in BOTH_WAYS} == {each.code for each in CATALOGUE}


def test_nothing_on_record_points_nowhere():
    assert rows() == set()


@pytest.mark.parametrize(("born", "speaks"), [((1961, 11, 24), True), ((1961, 11, 25), False)])
def test_age_points_at_the_heart_from_the_birthday_on(born, speaks):
    assert ("R02" in rows(born=date(*born))) is speaks


def test_a_condition_without_any_date_is_never_long_ago():
    assert "X09" in rows(fact("Stroke", is_current=False))


def test_a_medicine_whose_reason_is_on_record_asks_nothing_more():
    assert "R04" in rows(medicine("Carbamazepine [Tegretol]"))
    both = rows(medicine("Carbamazepine [Tegretol]"), fact("Epilepsy"))
    assert both == {"R05"}


def test_a_medicine_is_known_by_the_substances_read_from_it():
    assert not rows(medicine("Brand nobody knows"))
    for name in ("Bronchoretard", "theofylline 300", "Theo-24"):
        assert rows(medicine(name)) == {"X13"}, name
    coded = {"code": "866414", "system": RXNORM}
    assert rows(medicine("Brand nobody knows", **coded)) == {"R02"}


def test_eye_drops_are_about_the_eye_and_pills_about_the_heart():
    """Without ``where`` both rows are asked about both: red."""
    assert rows(medicine("Timolol 0.5 % eye drops")) == {"X10"}
    assert rows(medicine("Timolol 10 MG Oral Tablet")) == {"R02"}
    assert rows(medicine("Brinzolamide ophthalmic")) == {"X10"}


def test_what_a_name_says_beside_its_substances():
    assert rows(medicine("Prenatal vitamins")) == {"X02"}
    assert rows(medicine("Vaginal progesterone 200 MG")) == {"X02"}
    assert not rows(medicine("Multivitamin"))


def test_a_measured_body_mass_index_answers_what_the_list_leaves_open():
    listed = coded("162864005")
    assert "R01" in rows(listed)
    assert "R01" not in rows(listed, result("BMI", 32))
    assert "R01" in rows(listed, result("BMI", 36))


def test_one_fact_speaks_once_about_one_row():
    stroke = fact("Stroke", code="230690007", system=SNOMED)
    found = [one.key for one in suggest(Known(ON, BORN, (stroke,)))]
    assert found == [("X07", "condition:1"), ("X09", "condition:1")]


def test_a_suggestion_says_what_when_and_by_which_code():
    stroke = fact("Stroke", code="230690007", system=SNOMED, since=date(2026, 5, 3))
    one = suggest(Known(ON, BORN, (stroke,)))[1]
    assert (one.code, one.text, one.since, one.coding) == (
        "X09",
        "Stroke",
        date(2026, 5, 3),
        "SNOMED CT 230690007",
    )


def test_a_number_is_said_as_it_was_measured():
    (one,) = suggest(Known(ON, BORN, (), (result("BP", 170, second=Decimal(90), unit="mmHg"),)))
    assert (one.code, one.number, one.source) == ("X08", "170/90 mmHg", "test:9")
