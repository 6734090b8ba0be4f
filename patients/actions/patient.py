"""Putting a person on the books, and keeping what is known of them true."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import connection
from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.sites.models import Site
from patients.actions.course import stopping
from patients.events import PatientDied
from patients.models import Course, Patient, StopReason
from patients.policies.shape import require_fit

# The oldest person on record lived 122 years; beyond that a birth date is a slip of the finger.
OLDEST_YEARS = 125


class Details(TypedDict, total=False):
    """What can be known of a person besides name and birth date."""

    preferred_name: str
    pronouns: str
    sex: str
    can_become_pregnant: str
    phone: str
    email: str
    language: str
    timezone: str
    address: str
    city: str
    postal_code: str
    jurisdiction: str


class MoreDetails(Details, total=False):
    """What can be corrected later."""

    given_name: str
    family_name: str
    birth_date: date


class PatientMerged(DomainError):
    """This record was found to be somebody's second one."""

    code = "patient-merged"


@action(Permission.PATIENT_REGISTER)
def register(
    site: Site,
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    by: Actor,
    at: datetime,
    **details: Unpack[Details],
) -> Patient:
    """A new person. Whether they are on the books already is asked before (registration, referral)."""
    patient = Patient(
        site=site,
        record_number=_next_number(),
        given_name=_name(given_name, "given_name"),
        family_name=_name(family_name, "family_name"),
        birth_date=_birth_date(birth_date, site.today(at)),
        created_at=at,
        **details,
    )
    require_fit(patient)
    patient.save()
    return patient


@action(Permission.PATIENT_EDIT)
def edit(patient: Patient, *, by: Actor, at: datetime, **changes: Unpack[MoreDetails]) -> Patient:
    """Correct or complete what is known of a person. The old values stay in history."""
    patient = lock(patient)
    for field, value in changes.items():
        if field in {"given_name", "family_name"}:
            value = _name(str(value), field)
        setattr(patient, field, value)
    _birth_date(patient.birth_date, patient.site.today(at))
    require_fit(patient)
    patient.save()
    return patient


@action(Permission.PATIENT_EDIT)
def give_account(patient: Patient, *, account: User, by: Actor, at: datetime) -> Patient:
    """The person can sign in to their own pages with this account, and nobody else's."""
    patient = lock(patient)
    if patient.account_id not in {None, account.pk}:
        raise DomainError(_("This person has an account already."))
    if Patient.objects.filter(account=account).exclude(pk=patient.pk).exists():
        raise InvalidInput(_("This account belongs to another person."), field="account")
    patient.account = account
    patient.save()
    return patient


@action(Permission.CHART_EDIT)
def record_death(patient: Patient, *, died_on: date, by: Actor, at: datetime) -> Patient:
    """The patient died: open courses end, and whoever sends anything hears of it."""
    patient = lock(patient)
    if died_on > patient.site.today(at) or died_on < patient.birth_date:
        raise InvalidInput(_("This day cannot be."), field="died_on")
    patient.deceased_on = died_on
    patient.save()
    for course in Course.objects.filter(patient=patient).open():
        stopping.discontinue.step(course, reason=StopReason.DECEASED, by=by, at=at)
    publish(PatientDied(patient_id=patient.pk, site_id=patient.site_id, at=at))
    return patient


@step
def lock(patient: Patient) -> Patient:
    """The row as it is now, held until the transaction ends; refused when merged into another."""
    patient = (
        Patient.objects.select_for_update(of=("self",), no_key=True)
        .select_related("site")
        .get(pk=patient.pk)
    )
    if patient.merged_into_id is not None:
        raise PatientMerged(_("This record was merged into another. Open that one."))
    return patient


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patients_record_number')")
        (number,) = cursor.fetchone()
    return f"P{number:06d}"


def _name(name: str, field: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidInput(_("A name is needed."), field=field)
    return name


def _birth_date(birth_date: date, today: date) -> date:
    if not 0 <= today.year - birth_date.year <= OLDEST_YEARS or birth_date > today:
        raise InvalidInput(_("Nobody alive was born on that day."), field="birth_date")
    return birth_date
