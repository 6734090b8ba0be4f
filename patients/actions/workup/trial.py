"""Earlier treatment: written down, put right, struck out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from patients.actions.workup import entry
from patients.eligibility.antidepressants import class_of, ingredient_of
from patients.eligibility.trials import Outcome, contradiction
from patients.models import Course, TreatmentTrial
from patients.policies.workup import policy_or_shipped, trial_policy

_Kind = TreatmentTrial.Kind
# A daily dose no antidepressant has, and longer than anybody is treated: a slip of the finger.
MOST_MG = Decimal(5000)
MOST_WEEKS = Decimal(2600)


class Tried(TypedDict, total=False):
    """What may be known of a trial besides its name and episode."""

    kind: str
    drug_class: str
    max_dose_mg_day: Decimal | None
    weeks_at_max: Decimal | None
    sessions: int | None
    improvement: int | None
    outcome: str
    told_by: str
    augmentation: bool
    started_year: int | None
    note: str


@action(Permission.SCREENING_EDIT)
def record(
    course: Course, *, name: str, episode: str, by: User, at: datetime, **tried: Unpack[Tried]
) -> TreatmentTrial:
    """One row of the trials table. Its drug is read from the name; adequacy is computed when it is shown."""
    trial = _made(course, name, episode, tried, at)
    return entry.write(trial, course, by=by, at=at)


@action(Permission.SCREENING_EDIT)
def correct(
    trial: TreatmentTrial,
    *,
    because: str,
    name: str,
    episode: str,
    by: User,
    at: datetime,
    **tried: Unpack[Tried],
) -> TreatmentTrial:
    """A new row in place of a wrong one, which stays to be read."""
    before = entry.strike(trial, because=because, by=by, at=at)
    made = _made(before.course, name, episode, tried, at)
    return entry.write(made, before.course, corrects=before, by=by, at=at)


@action(Permission.SCREENING_EDIT)
def void(trial: TreatmentTrial, *, because: str, by: User, at: datetime) -> TreatmentTrial:
    """It never was."""
    return entry.strike(trial, because=because, by=by, at=at)


def _made(course: Course, name: str, episode: str, tried: Tried, at: datetime) -> TreatmentTrial:
    trial = TreatmentTrial(name=name.strip(), episode=episode, **tried)
    if not trial.name:
        raise InvalidInput(_("Say what was tried."), field="name")
    if trial.kind == _Kind.DRUG:
        trial.ingredient = ingredient_of(trial.name)
        trial.drug_class = trial.drug_class or class_of(trial.ingredient) or ""
    elif trial.max_dose_mg_day is not None or trial.augmentation or trial.drug_class:
        raise InvalidInput(_("Only a medication has a dose."), field="max_dose_mg_day")
    _require_possible(trial, course, at)
    return trial


def _require_possible(trial: TreatmentTrial, course: Course, at: datetime) -> None:
    dose, weeks = trial.max_dose_mg_day, trial.weeks_at_max
    if dose is not None and not 0 < dose <= MOST_MG:
        raise InvalidInput(
            _("%s mg a day cannot be. The dose is in milligrams a day.") % dose,
            field="max_dose_mg_day",
        )
    if weeks is not None and not 0 <= weeks <= MOST_WEEKS:
        raise InvalidInput(_("%s weeks cannot be.") % weeks, field="weeks_at_max")
    if trial.improvement is not None and not -100 <= trial.improvement <= 100:
        raise InvalidInput(
            _("Improvement is a percentage, from -100 (far worse) to 100 (well)."),
            field="improvement",
        )
    born, now = course.patient.birth_date.year, course.site.today(at).year
    if trial.started_year is not None and not born <= trial.started_year <= now:
        raise InvalidInput(
            _("A year between %(born)d and %(now)d.") % {"born": born, "now": now},
            field="started_year",
        )
    numbers = trial_policy(policy_or_shipped(course.site_id, at))
    if contradiction(Outcome(trial.outcome), trial.improvement, numbers):
        raise InvalidInput(
            _(
                "%(percent)d %% better and “%(outcome)s” do not fit: from %(half)d %% on it is a response."
            )
            % {
                "percent": trial.improvement,
                "outcome": trial.get_outcome_display(),
                "half": numbers.failure_below,
            },
            field="improvement",
        )
