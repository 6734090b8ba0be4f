"""The sections of a screening: what they show, what they miss, and where each missing thing is mended."""

import re
from datetime import timedelta
from decimal import Decimal

from django.test import RequestFactory

from clinic.policy.terms import WorkupTerms
from patients.actions import fact
from patients.actions import patient as patients
from patients.actions.workup import illness, pregnancy, result, substance, text, trial
from patients.eligibility.result_kinds import CHEMISTRY
from patients.eligibility.tests_needed import Person, needed
from patients.models import Patient, Screening, ScreeningText, SubstanceUse
from patients.views.workup import sections_of

D = Decimal


def by_key(sheet, user):
    sheet = Screening.objects.select_related("patient", "site", "course").get(pk=sheet.pk)
    return {each.key: each for each in sections_of(sheet, user)}


def said(section):
    return " ".join(sentence for sentence, _anchor in section.missing)


def drawn(section, user):
    request = RequestFactory().get("/")
    request.user = user
    return section.html(request)


def fill(walk, sheet):
    """Everything that is asked, answered."""
    course, who = sheet.course, {"by": walk.nurse, "at": walk.at}
    texts = {about: text.Typed("Told at length.", 0) for about in ScreeningText.About.values}
    text.save(sheet, texts=texts, **who)
    illness.record(course, indication="MDD", months=30, severity="SEVERE", ect="NO", **who)
    for name, dose in (("sertraline", 100), ("Effexor XR", 225)):
        trial.record(
            course,
            name=name,
            episode="CURRENT",
            max_dose_mg_day=D(dose),
            weeks_at_max=D(8),
            improvement=20,
            outcome="NO_RESPONSE",
            **who,
        )
    substance.record_never(course, substances=list(SubstanceUse.ASKED), **who)
    pregnancy.record(course, answer="NO", why="MENOPAUSE", answered_by="PATIENT", **who)
    measure(walk, course)


def measure(walk, course, at=None, chemistry=True):
    who = {"by": walk.nurse, "at": at or walk.at}
    vitals = {
        "BLOOD_PRESSURE": {"value": D(124), "second": D(78), "unit": "mmHg"},
        "HEART_RATE": {"value": D(70), "unit": "/min"},
        "SPO2": {"value": D(98), "unit": "%"},
        "HEIGHT": {"value": D(170), "unit": "cm"},
        "WEIGHT": {"value": D(70), "unit": "kg"},
    }
    result.record_sitting(course, results=vitals, **who)
    units = {"BILIRUBIN": "mg/dL", "CREATININE": "mg/dL"}
    if chemistry:
        panel = {k: {"value": D(1), "unit": units.get(k, "U/L")} for k in CHEMISTRY}
        result.record_sitting(course, results=panel, **who)
    for kind, answer in (
        ("ECG", "NORMAL"),
        ("URINALYSIS", "NORMAL"),
        ("DRUG_SCREEN", "NEGATIVE"),
        ("AIRWAY", "NORMAL"),
    ):
        result.record(course, kind=kind, result=answer, **who)
    result.record(course, kind="STOP_BANG", value=D(1), unit="of 8", **who)


def test_an_empty_screening_misses_something_in_every_section(walk, sheet):
    found = by_key(sheet, walk.nurse)
    assert list(found) == [
        "history",
        "illness",
        "trials",
        "substances",
        "results",
        "pregnancy",
        "hopes",
    ]
    assert all(section.missing for section in found.values())


def test_every_missing_thing_leads_to_its_field(walk, sheet):
    """A renamed id on the page makes the link of its sentence dead: red."""
    fill_half = trial.record(
        sheet.course, name="citalopram", episode="PAST", by=walk.nurse, at=walk.at
    )
    for section in by_key(sheet, walk.nurse).values():
        html = drawn(section, walk.nurse)
        ids = set(re.findall(r'id="([^"]+)"', html))
        assert section.anchor in ids
        for sentence, anchor in section.missing:
            assert anchor in ids, (sentence, anchor)
    assert f"trial-{fill_half.pk}" in ids | {
        a for _s, a in by_key(sheet, walk.nurse)["trials"].missing
    }


def test_a_full_workup_misses_nothing(walk, sheet):
    fill(walk, sheet)
    found = by_key(sheet, walk.nurse)
    assert {key: section.missing for key, section in found.items() if section.missing} == {}
    assert "Treatment-resistant: 2" in drawn(found["trials"], walk.nurse)
    assert "Maudsley staging: 8 of 15, moderate" in drawn(found["illness"], walk.nurse)
    assert "24.2" in drawn(found["results"], walk.nurse)


def test_severe_with_psychosis_points_at_its_row(walk, sheet):
    fill(walk, sheet)
    later = {"by": walk.nurse, "at": walk.at + timedelta(seconds=1)}
    illness.record(
        sheet.course, indication="MDD", months=30, severity="PSYCHOTIC", ect="NO", **later
    )
    section = by_key(sheet, walk.nurse)["illness"]
    assert section.missing == [
        ("Severe with psychosis: answer row X04, which rules treatment out.", "row-X04")
    ]
    assert section.context["staging"].severity == 5


def test_unknown_ect_is_not_no(walk, sheet):
    fill(walk, sheet)
    later = {"by": walk.nurse, "at": walk.at + timedelta(seconds=1)}
    illness.record(sheet.course, indication="MDD", months=30, severity="SEVERE", **later)
    section = by_key(sheet, walk.nurse)["illness"]
    assert section.context["staging"] is None
    assert "electroconvulsive" in said(section)


def test_old_and_refused_tests_are_missing_again(walk, sheet):
    measure(walk, sheet.course, at=walk.at - timedelta(days=181))
    found = said(by_key(sheet, walk.nurse)["results"])
    assert "Urinalysis: from 27 May 2026, older than 180 days." in found
    assert "Urine drug screen: from" in found
    assert "ECG" not in found
    result.record(sheet.course, kind="URINALYSIS", result="REFUSED", by=walk.nurse, at=walk.at)
    assert "Urinalysis: from 27 May" in said(by_key(sheet, walk.nurse)["results"])


def test_a_half_panel_says_which_half(walk, sheet):
    one = {"ALT": {"value": D(30), "unit": "U/L"}}
    result.record_sitting(sheet.course, results=one, by=walk.nurse, at=walk.at)
    found = said(by_key(sheet, walk.nurse)["results"])
    assert "Liver and kidney tests: AST, Alkaline phosphatase" in found


def test_an_ecg_is_asked_where_it_matters():
    """By mouth, young and well: none. With a drug that lengthens QT: one."""

    def asks(**more):
        person = Person(**{"age": 40, "route": "SL_RDT", **more})
        return "ECG" in {need.code for need in needed(person, WorkupTerms())}

    assert asks() is False
    assert asks(age=49) is False
    assert asks(age=50) is True
    assert asks(route="IV") is True
    assert asks(route="IM") is False
    assert asks(heart=True) is True
    assert asks(qt_drug=True) is True


def test_the_record_changed_behind_the_answer_is_said(walk, sheet):
    fill(walk, sheet)
    patient = Patient.objects.get(pk=sheet.patient_id)
    patients.edit(patient, can_become_pregnant="YES", by=walk.desk, at=walk.at)
    found = by_key(sheet, walk.nurse)
    assert "The record was changed since" in said(found["pregnancy"])
    assert "pregnancy test" in said(found["results"])


def test_the_therapist_reads_results_and_changes_none(walk, sheet):
    fill(walk, sheet)
    found = by_key(sheet, walk.therapist)
    assert found["results"].context["edits"] is False
    assert "workup/add/result" not in drawn(found["results"], walk.therapist)


def test_the_page_of_sections_costs_few_queries(walk, sheet, django_assert_max_num_queries):
    fill(walk, sheet)
    loaded = Screening.objects.select_related("patient", "site", "course").get(pk=sheet.pk)
    with django_assert_max_num_queries(22):
        sections_of(loaded, walk.nurse)


def test_a_coded_diagnosis_stands_with_its_code(walk, sheet):
    fact.confirm_condition(
        sheet.patient,
        name="Recurrent depressive disorder",
        code="F33.2",
        by=walk.nurse,
        at=walk.at,
    )
    section = by_key(sheet, walk.nurse)["history"]
    assert "F33.2" in drawn(section, walk.nurse)
    assert "There is no diagnosis" not in said(section)
