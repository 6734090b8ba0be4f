"""Conditions, medications and allergies: confirmed, ended, or found to be a mistake."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, TypeVar, Unpack
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from patients.actions import patient as patients
from patients.actions import screening as screenings
from patients.events import FactsChanged
from patients.models import Allergy, AllergyCheck, Condition, Medication, Patient
from patients.models.fact import Fact
from patients.policies.shape import require_fit

F = TypeVar("F", bound=Fact)


class Said(TypedDict, total=False):
    """What every fact may carry besides its name."""

    code: str
    code_system: str
    started_on: date | None
    ended_on: date | None
    is_past: bool
    note: str
    came_from: UUID | None


class Taken(Said, total=False):
    """What is known of a medication."""

    dose: str
    frequency: str
    last_taken_at: datetime | None
    prescribed_by: str
    purpose: str


class Reacted(Said, total=False):
    """What is known of an allergy."""

    reaction: str
    severity: str


@action(Permission.CHART_EDIT)
def confirm_condition(
    patient: Patient, *, name: str, by: User, at: datetime, **said: Unpack[Said]
) -> Condition:
    """A clinician vouches for a diagnosis or problem. A signed screening is then signed again."""
    return _confirm(Condition(name=name.strip(), **said), patient, by, at)


@action(Permission.CHART_EDIT)
def confirm_medication(
    patient: Patient, *, name: str, by: User, at: datetime, **said: Unpack[Taken]
) -> Medication:
    """A clinician vouches that the patient takes this. A new dose is a new row; the old one ends."""
    return _confirm(Medication(name=name.strip(), **said), patient, by, at)


@action(Permission.CHART_EDIT)
def confirm_allergy(
    patient: Patient, *, name: str, by: User, at: datetime, **said: Unpack[Reacted]
) -> Allergy:
    """A clinician vouches that the patient must not be given this."""
    return _confirm(Allergy(name=name.strip(), **said), patient, by, at)


@action(Permission.CHART_EDIT)
def confirm_no_allergies(patient: Patient, *, by: User, at: datetime) -> AllergyCheck:
    """Somebody asked, and there are none: not the same as a list nobody filled in."""
    patient = patients.lock(patient)
    if Allergy.objects.current().filter(patient=patient).exists():
        raise DomainError(_("There is an allergy on record. End it or mark it a mistake first."))
    check = AllergyCheck(
        patient=patient, site_id=patient.site_id, asked_at=at, asked_by=by, created_at=at
    )
    check.save()
    return check


@action(Permission.CHART_EDIT)
def end(fact: Fact, *, ended_on: date, by: User, at: datetime) -> Fact:
    """It held until that day."""
    fact = _open(fact)
    if ended_on > fact.site.today(at):
        raise InvalidInput(_("This day has not come yet."), field="ended_on")
    if fact.started_on is not None and ended_on < fact.started_on:
        raise InvalidInput(_("It ended before it began."), field="ended_on")
    fact.ended_on = ended_on
    fact.save()
    _tell(fact, at, is_new=False)
    return fact


@action(Permission.CHART_EDIT)
def mark_mistaken(fact: Fact, *, because: str, by: User, at: datetime) -> Fact:
    """It was never so. The row stays, struck through, with who says so and why."""
    fact = _open(fact)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    fact.mistaken_at, fact.mistaken_by, fact.mistaken_because = at, by, because.strip()
    fact.save()
    _tell(fact, at, is_new=False)
    return fact


def _open(fact: Fact) -> Fact:
    model = type(fact)
    found: Fact = (
        model._default_manager.select_for_update(of=("self",))
        .select_related("site")
        .get(pk=fact.pk)
    )
    if found.mistaken_at is not None:
        raise DomainError(_("This was marked as a mistake already."))
    return found


@step
def _confirm(fact: F, patient: Patient, by: User, at: datetime) -> F:
    patient = patients.lock(patient)
    fact.patient, fact.site = patient, patient.site
    fact.confirmed_at, fact.confirmed_by, fact.created_at = at, by, at
    if not fact.name:
        raise InvalidInput(_("Give it a name."), field="name")
    if fact.started_on and fact.ended_on and fact.ended_on < fact.started_on:
        raise InvalidInput(_("It ended before it began."), field="ended_on")
    # What is to end is not over: until then it speaks to every rule.
    if fact.ended_on and fact.ended_on > patient.site.today(at):
        raise InvalidInput(_("This day has not come yet."), field="ended_on")
    require_fit(fact)
    fact.save()
    # What is over counts too: a bleed in the brain ten years ago is a reason not to treat today.
    screenings.reopen_for(fact, by=by, at=at)
    _tell(fact, at, is_new=True)
    return fact


def _tell(fact: Fact, at: datetime, *, is_new: bool) -> None:
    publish(
        FactsChanged(
            patient_id=fact.patient_id,
            site_id=fact.site_id,
            kind=type(fact).__name__,
            fact_id=fact.pk,
            is_new=is_new,
            at=at,
        )
    )
