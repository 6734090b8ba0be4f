"""Everything a prescriber has before them when they sign a screening, gathered and written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.accounts.models import User
from patients.eligibility.answering import Standing
from patients.eligibility.as_signed import plain
from patients.eligibility.trials import TrialPolicy, judge, resistance
from patients.models import (
    Allergy,
    AllergyCheck,
    Condition,
    Illness,
    InteractionCheck,
    InteractionNote,
    Medication,
    PregnancyAnswer,
    Screening,
    ScreeningText,
    SubstanceUse,
    TestResult,
    TreatmentTrial,
)
from patients.policies import suggestion as suggestions
from patients.policies.workup import newest_uses, policy_or_shipped, staging_of, trial_policy

WHO = ("recorded_at", "recorded_by")
TEXT = ("about", "number", "body", "saved_at", "saved_by")
ILLNESS = ("indication", "other", "months", "severity", "ect", "note", *WHO)
TRIAL = (
    *("id", "kind", "name", "ingredient", "drug_class", "max_dose_mg_day", "weeks_at_max"),
    *("sessions", "improvement", "outcome", "told_by", "episode", "augmentation"),
    *("started_year", "note", *WHO),
)
SUBSTANCE = (
    *("substance", "which", "use", "amount", "frequency", "last_used_on", "disorder"),
    *("criteria_last_met_on", "note", *WHO),
)
RESULT = (
    *("id", "kind", "value", "second", "unit", "typed", "result", "low", "high", "mark"),
    *("detail", "taken_at", "made_by", *WHO),
)
PREGNANCY = ("answer", "why", "detail", "now", "answered_by", *WHO)
FACT = ("id", "name", "code", "code_system", "started_on", "note", "confirmed_at", "confirmed_by")
MEDICATION = (*FACT, "dose", "frequency", "last_taken_at", "prescribed_by", "purpose")
ALLERGY = (*FACT, "reaction", "severity")
CHECK = ("number", "checked_at", "route", "worst")
NOTE = ("finding", "rule_code", "reason", "written_at", "written_by")


@dataclass(frozen=True)
class Before:
    """The rows as they stood at one instant, newest first where only the newest counts."""

    screening: Screening
    standings: Sequence[Standing]
    policy: TrialPolicy
    texts: Sequence[ScreeningText]
    illness: Illness | None
    trials: Sequence[TreatmentTrial]
    substances: Sequence[SubstanceUse]
    results: Sequence[TestResult]
    pregnancy: PregnancyAnswer | None
    conditions: Sequence[Condition]
    allergies: Sequence[Allergy]
    allergies_asked: bool
    medications: Sequence[Medication]
    check: InteractionCheck | None
    notes: Sequence[InteractionNote]


def before(screening: Screening, standings: Sequence[Standing], at: datetime) -> Before:
    """Load it. The caller holds the screening; whoever reads may know all of it."""
    mine: dict[str, Any] = {"patient": screening.patient_id}
    who, confirmed = "recorded_by", "confirmed_by"
    results = TestResult.objects.standing().filter(**mine).select_related(who)
    notes = InteractionNote.objects.filter(**mine).newest().select_related("written_by")
    checks = InteractionCheck.objects.filter(**mine).newest().select_related("rules")
    illnesses = Illness.objects.standing().filter(**mine).select_related(who)
    answers = PregnancyAnswer.objects.standing().filter(**mine).select_related(who)
    trials = TreatmentTrial.objects.standing().filter(**mine).select_related(who)
    uses = SubstanceUse.objects.standing().filter(**mine).select_related(who)
    conditions = Condition.objects.current().filter(**mine).select_related(confirmed)
    allergies = Allergy.objects.current().filter(**mine).select_related(confirmed)
    medications = Medication.objects.current().filter(**mine).select_related(confirmed)
    return Before(
        screening=screening,
        standings=standings,
        policy=trial_policy(policy_or_shipped(screening.site_id, at)),
        texts=list(screening.texts.newest().select_related("saved_by")),
        illness=illnesses.newest_first().first(),
        trials=list(trials.order_by("episode", "started_year", "pk")),
        substances=newest_uses(uses.newest_first()),
        results=list(results.newest_of_each()),
        pregnancy=answers.newest_first().first(),
        conditions=list(conditions.order_by("confirmed_at", "pk")),
        allergies=list(allergies.order_by("confirmed_at", "pk")),
        allergies_asked=AllergyCheck.objects.filter(**mine).exists(),
        medications=list(medications.order_by("confirmed_at", "pk")),
        check=checks.first(),
        notes=[note for note in notes if note.stands],
    )


def document(seen: Before) -> dict[str, Any]:
    """What was before the signer, as JSON of schema 1. Pure."""
    found = resistance([row.as_trial() for row in seen.trials], seen.policy)
    staging = staging_of(seen.illness, found)
    patient = seen.screening.patient
    return {
        "birth_date": plain(patient.birth_date),
        "can_become_pregnant": patient.can_become_pregnant,
        "summary": seen.screening.summary,
        "suggestions": [_suggestion(one) for one in seen.standings],
        "texts": [_row(each, TEXT) for each in seen.texts if each.body],
        "illness": _one(seen.illness, ILLNESS),
        "staging": staging
        and {
            "total": staging.total,
            "stage": staging.stage.value,
            "duration": staging.duration,
            "severity": staging.severity,
            "failures": staging.failures,
            "augmentation": staging.augmentation,
            "ect": staging.ect,
        },
        "trials": [
            {**_row(each, TRIAL), "judged": _judged(each, seen.policy)} for each in seen.trials
        ],
        "resistance": {
            "failed": sorted(found.failed),
            "needed": found.needed,
            "resistant": found.is_resistant,
            "resistant_regulatory": found.is_resistant_regulatory,
        },
        "substances": [_row(each, SUBSTANCE) for each in seen.substances],
        "results": [_row(each, RESULT) for each in seen.results],
        "pregnancy": _one(seen.pregnancy, PREGNANCY),
        "conditions": [_row(each, FACT) for each in seen.conditions],
        "allergies": [_row(each, ALLERGY) for each in seen.allergies],
        "allergies_asked": seen.allergies_asked,
        "medications": [_row(each, MEDICATION) for each in seen.medications],
        "interactions": _interactions(seen.check, seen.notes),
    }


def _suggestion(one: Standing) -> dict[str, Any]:
    said = one.suggestion
    return {
        "code": said.code,
        "about": said.source,
        "text": suggestions.sentence(said),
        "state": one.state.value,
        "reason": one.reason,
    }


def _judged(trial: TreatmentTrial, policy: TrialPolicy) -> dict[str, Any]:
    found = judge(trial.as_trial(), policy)
    return {
        "adequate_dose": found.adequate_dose,
        "adequate_duration": found.adequate_duration,
        "adequate": found.adequate,
        "failed": found.failed,
        "failed_regulatory": found.failed_regulatory,
        "intolerant": found.intolerant,
        "least_dose": plain(found.least_dose),
    }


def _interactions(
    check: InteractionCheck | None, notes: Iterable[InteractionNote]
) -> Mapping[str, Any] | None:
    """The list as it was read, and what the rules said; None where it never was."""
    if check is None:
        return None
    spoke = {flag["finding"] for flag in check.flags}
    return {
        **_row(check, CHECK),
        "rules": check.rules.number,
        "medications": check.medications,
        "flags": check.flags,
        "notes": [_row(note, NOTE) for note in notes if note.finding in spoke],
    }


def _one(row: Any, names: Sequence[str]) -> dict[str, Any] | None:
    return None if row is None else _row(row, names)


def _row(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: _said(getattr(row, name)) for name in names}


def _said(value: Any) -> Any:
    """A person by the name they sign with, an id as text, everything else plain."""
    match value:
        case User():
            return value.actor_label
        case UUID():
            return str(value)
        case _:
            return plain(value)
