"""Trials, substances, pregnancy and illness: written down, refused, put right, never lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clinic.core import events
from clinic.core.errors import InvalidInput, NotAllowed
from patients.actions.workup import illness, pregnancy, result, substance, trial
from patients.eligibility.suggesting import suggest
from patients.events import WorkupChanged
from patients.models import Patient, PregnancyAnswer, SubstanceUse, TreatmentTrial
from patients.policies.known import known_about

D = Decimal


@pytest.fixture
def course(walk):
    return walk.referred()


@pytest.fixture
def who(walk):
    return {"by": walk.nurse, "at": walk.at}


def test_a_trial_reads_its_drug_from_the_name(course, who):
    row = trial.record(
        course,
        name=" Zoloft ",
        episode="CURRENT",
        max_dose_mg_day=D(100),
        weeks_at_max=D(8),
        **who,
    )
    assert (row.name, row.ingredient, row.drug_class) == ("Zoloft", "sertraline", "SSRI")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"max_dose_mg_day": D(0)}, "max_dose_mg_day"),
        ({"max_dose_mg_day": D(5001)}, "max_dose_mg_day"),
        ({"weeks_at_max": D(-1)}, "weeks_at_max"),
        ({"improvement": 101}, "improvement"),
        ({"improvement": 60, "outcome": "NO_RESPONSE"}, "improvement"),
        ({"started_year": 1979}, "started_year"),
        ({"started_year": 2027}, "started_year"),
        ({"kind": "ECT", "max_dose_mg_day": D(10)}, "max_dose_mg_day"),
    ],
)
def test_a_trial_that_cannot_be_is_refused(course, who, said, field):
    given = {"name": "sertraline", "episode": "PAST", **said}
    with pytest.raises(InvalidInput) as refusal:
        trial.record(course, **given, **who)
    assert refusal.value.field == field


def test_a_trial_is_put_right_by_a_new_row(course, who):
    wrong = trial.record(course, name="sertraline", episode="PAST", **who)
    right = trial.correct(
        wrong, because="It was citalopram", name="citalopram", episode="PAST", **who
    )
    assert list(TreatmentTrial.objects.standing()) == [right]
    assert TreatmentTrial.objects.get(pk=wrong.pk).voided_because == "It was citalopram"


def test_everybody_above_hears_of_an_entry(course, who):
    heard = []
    events.subscribe(WorkupChanged, heard.append)
    try:
        row = trial.record(course, name="sertraline", episode="PAST", **who)
        trial.void(row, because="Another patient", **who)
    finally:
        events._handlers[WorkupChanged].remove(heard.append)
    assert [(e.kind, e.is_new, e.entry_id) for e in heard] == [
        ("TreatmentTrial", True, row.pk),
        ("TreatmentTrial", False, row.pk),
    ]


def test_a_substance_never_used_has_no_last_day(walk, course, who):
    with pytest.raises(InvalidInput):
        substance.record(
            course, substance="CANNABIS", use="NEVER", last_used_on=walk.day(-3), **who
        )
    with pytest.raises(InvalidInput, match="cannot be"):
        substance.record(course, substance="CANNABIS", use="PAST", last_used_on=walk.day(1), **who)
    with pytest.raises(InvalidInput, match="which"):
        substance.record(course, substance="OTHER", use="PAST", **who)


def test_several_are_asked_at_once(course, who):
    substance.record_never(course, substances=["KETAMINE", "OPIOIDS"], **who)
    rows = SubstanceUse.objects.standing()
    assert {(row.substance, row.use) for row in rows} == {
        ("KETAMINE", "NEVER"),
        ("OPIOIDS", "NEVER"),
    }


def said(course):
    return Patient.objects.get(pk=course.patient_id).can_become_pregnant


def test_the_answer_about_pregnancy_stands_on_the_patients_record(course, who):
    """Without the step in ``record`` the record stays "not asked", and this is red."""
    first = pregnancy.record(course, answer="YES", answered_by="PATIENT", now="NEITHER", **who)
    assert said(course) == "YES"
    second = pregnancy.record(
        course, answer="NO", answered_by="RECORD", why="NO_UTERUS", now="NEITHER", **who
    )
    assert said(course) == "NO"
    pregnancy.void(second, because="Another patient's letter", **who)
    assert said(course) == "YES"
    pregnancy.void(first, because="Was not asked", **who)
    assert said(course) == "UNKNOWN"
    assert PregnancyAnswer.objects.standing().count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answer": "NO"}, "why"),
        ({"answer": "YES", "why": "MENOPAUSE"}, "why"),
        ({"answer": "NO", "why": "MENOPAUSE", "now": "PREGNANT"}, "now"),
    ],
)
def test_an_answer_about_pregnancy_that_does_not_fit(course, who, given, field):
    with pytest.raises(InvalidInput) as refusal:
        pregnancy.record(course, answered_by="PATIENT", **given, **who)
    assert refusal.value.field == field
    assert said(course) == "UNKNOWN"


def test_an_illness_is_not_older_than_the_patient(course, who):
    assert (
        illness.record(course, indication="MDD", months=30, severity="SEVERE", **who).months == 30
    )
    with pytest.raises(InvalidInput):
        illness.record(course, indication="MDD", months=600, **who)
    with pytest.raises(InvalidInput):
        illness.record(course, indication="OTHER", **who)


@pytest.mark.parametrize("verb", [trial, substance, pregnancy, illness])
def test_the_desk_writes_none_of_it(walk, course, verb):
    with pytest.raises(NotAllowed):
        verb.record(course, by=walk.desk, at=walk.at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"kind": "NOPE"},
        {"outcome": "NOPE"},
        {"max_dose_mg_day": D(0)},
        {"weeks_at_max": D(-1)},
        {"improvement": 101},
        {"kind": "ECT", "ingredient": "sertraline"},
    ],
)
def test_the_database_refuses_an_impossible_trial(walk, course, wrong):
    from clinic.core.actor import acting_as

    row = TreatmentTrial(
        patient=course.patient,
        site=course.site,
        course=course,
        recorded_at=walk.at,
        recorded_by=walk.nurse,
        created_at=walk.at,
        **{"name": "sertraline", "episode": "PAST", **wrong},
    )
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(walk.nurse, at=walk.at):
        row.save()


def test_time_passes_and_the_newest_answer_counts(walk, course):
    substance.record(course, substance="ALCOHOL", use="CURRENT", by=walk.nurse, at=walk.at)
    later = walk.at + timedelta(days=1)
    substance.record(course, substance="ALCOHOL", use="PAST", by=walk.nurse, at=later)
    assert SubstanceUse.objects.standing().newest_first().first().use == "PAST"


@pytest.mark.parametrize(
    ("now", "status"),
    [("PREGNANT", "REOPENED"), ("BREASTFEEDING", "REOPENED"), ("NEITHER", "SIGNED")],
)
def test_a_pregnancy_told_after_the_signature_opens_the_screening(walk, now, status):
    """Without the step in ``entry.write`` the signature stands beside a pregnancy: red."""
    sheet = walk.sign(walk.complete_screening())
    later = walk.at + timedelta(hours=1)
    pregnancy.record(
        sheet.course, answer="YES", now=now, answered_by="PATIENT", by=walk.nurse, at=later
    )
    sheet.refresh_from_db()
    assert sheet.status == status


def said_with(walk, severity):
    """A signed screening, and then the illness written down anew."""
    sheet = walk.sign(walk.complete_screening())
    later = walk.at + timedelta(hours=1)
    illness.record(
        sheet.course, indication="MDD", months=9, severity=severity, by=walk.nurse, at=later
    )
    sheet.refresh_from_db()
    return sheet.status


def test_psychosis_told_after_the_signature_opens_the_screening(walk):
    """Five points of the staging are no permission. Without ``_illness`` among what is known: red."""
    assert said_with(walk, "PSYCHOTIC") == "REOPENED"


def test_a_severe_illness_without_psychosis_opens_nothing(walk):
    assert said_with(walk, "SEVERE") == "SIGNED"


@pytest.mark.parametrize(
    ("kind", "answer", "row"),
    [
        ("BREATH_ALCOHOL", "POSITIVE", "X16"),
        ("DRUG_SCREEN", "POSITIVE", "R10"),
        ("HCG", "POSITIVE", "X02"),
        ("URINALYSIS", "ABNORMAL", "X17"),
        ("AIRWAY", "ABNORMAL", "R15"),
    ],
)
def test_what_a_test_found_asks_about_its_row(walk, course, kind, answer, row):
    """From the stored row to the suggestion: a renamed kind in between makes it silent, and this red."""

    def asked():
        found = suggest(known_about(course.patient, course.site, walk.at))
        return {one.code for one in found}

    assert row not in asked()
    result.record(course, kind=kind, result=answer, detail="Seen", by=walk.nurse, at=walk.at)
    assert row in asked()
