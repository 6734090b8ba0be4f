"""What is gathered at the demo's screenings: earlier treatment, substances, labs, words."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from clinic.accounts.models import User
from patients.actions.workup import illness, pregnancy, result, substance, text, trial
from patients.actions.workup.result import Read
from patients.eligibility.result_kinds import CHEMISTRY
from patients.models import Course, Patient, Screening, SubstanceUse

D = Decimal
_UNITS = {"BILIRUBIN": ("0.7", "mg/dL"), "CREATININE": ("0.9", "mg/dL")}
_LIVER = {"ALT": 24, "AST": 22, "ALP": 70}
_DRUGS = (("Zoloft", 150), ("Effexor XR", 225), ("Lexapro", 20), ("Remeron", 30))
WORDS = {
    "HISTORY": "Low since the second winter after the move; worse in spring. Sleeps four hours.",
    "EXPECTATIONS": "To wake up without dread, and to paint again.",
    "WORRIES": "Losing control, and needles.",
}


def gather(sheet: Screening, number: int, *, nurse: User, at: datetime) -> None:
    """Everything a screening asks, answered; ``number`` varies it from patient to patient."""
    course = sheet.course
    texts = {about: text.Typed(body, 0) for about, body in WORDS.items()}
    text.save(sheet, texts=texts, by=nurse, at=at)
    illness.record(
        course,
        indication="MDD",
        months=8 + number % 40,
        severity=("MODERATE", "SEVERE")[number % 2],
        ect="NO",
        by=nurse,
        at=at,
    )
    _trials(course, number, nurse, at)
    _substances(course, number, nurse, at)
    _pregnancy(course, nurse, at)
    measure(course, number, nurse=nurse, at=at)


def measure(course: Course, number: int, *, nurse: User, at: datetime) -> None:
    """Vital signs and every test the shipped policy asks for, all of them fit for treatment."""
    height = 158 + number % 30
    vitals: dict[str, Read] = {
        "BLOOD_PRESSURE": {"value": D(116 + number % 18), "second": D(74), "unit": "mmHg"},
        "HEART_RATE": {"value": D(62 + number % 20), "unit": "/min"},
        "SPO2": {"value": D(98), "unit": "%"},
        "HEIGHT": {"value": D(height), "unit": "cm"},
        "WEIGHT": {"value": D(height - 97), "unit": "kg"},
    }
    result.record_sitting(course, results=vitals, by=nurse, at=at)
    panel: dict[str, Read] = {}
    for kind in CHEMISTRY:
        value, unit = _UNITS.get(kind, (str(_LIVER.get(kind, 20) + number % 9), "U/L"))
        panel[kind] = {"value": D(value), "unit": unit}
    drawn = at - timedelta(days=1)
    result.record_sitting(
        course, results=panel, taken_at=drawn, made_by="Invented Laboratories", by=nurse, at=at
    )
    for kind, said in (
        ("ECG", "NORMAL"),
        ("URINALYSIS", "NORMAL"),
        ("DRUG_SCREEN", "NEGATIVE"),
        ("AIRWAY", "NORMAL"),
    ):
        result.record(course, kind=kind, result=said, by=nurse, at=at)
    result.record(course, kind="STOP_BANG", value=D(number % 3), unit="of 8", by=nurse, at=at)


def _trials(course: Course, number: int, nurse: User, at: datetime) -> None:
    for place in range(1 + number % 3):
        name, dose = _DRUGS[(number + place) % len(_DRUGS)]
        trial.record(
            course,
            name=name,
            episode=("CURRENT", "PAST")[place % 2],
            max_dose_mg_day=D(dose),
            weeks_at_max=D(6 + place * 3),
            improvement=10 + 10 * place,
            outcome=("NO_RESPONSE", "PARTIAL")[place % 2],
            told_by="RECORD",
            by=nurse,
            at=at,
        )


def _substances(course: Course, number: int, nurse: User, at: datetime) -> None:
    drank = number % 4 == 0
    never = [each.value for each in SubstanceUse.ASKED if not (drank and each == "ALCOHOL")]
    substance.record_never(course, substances=never, by=nurse, at=at)
    if drank:
        substance.record(
            course,
            substance="ALCOHOL",
            use="PAST",
            amount="a glass of wine on Sundays",
            last_used_on=course.site.today(at) - timedelta(days=200 + number),
            disorder="NONE",
            by=nurse,
            at=at,
        )


def _pregnancy(course: Course, nurse: User, at: datetime) -> None:
    """As the desk wrote it down, now asked."""
    can = Patient.objects.get(pk=course.patient_id).can_become_pregnant == "YES"
    pregnancy.record(
        course,
        answer="YES" if can else "NO",
        why="" if can else "OTHER",
        now="NEITHER",
        answered_by="PATIENT",
        by=nurse,
        at=at,
    )
