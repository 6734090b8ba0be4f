"""What a screening gathers: earlier treatment, substances, labs and tests, pregnancy, the illness, and words."""

from patients.models.workup.entry import Entry, EntryQuerySet
from patients.models.workup.illness import Illness
from patients.models.workup.pregnancy_answer import PregnancyAnswer
from patients.models.workup.screening_text import ScreeningText
from patients.models.workup.substance_use import SubstanceUse
from patients.models.workup.test_result import TestResult, TestResultQuerySet
from patients.models.workup.treatment_trial import TreatmentTrial

__all__ = [
    "Entry",
    "EntryQuerySet",
    "Illness",
    "PregnancyAnswer",
    "ScreeningText",
    "SubstanceUse",
    "TestResult",
    "TestResultQuerySet",
    "TreatmentTrial",
]
