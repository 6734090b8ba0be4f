"""A referral comes in, is matched to a person, and is declined or reviewed.

What it says of the patient's health is settled in ``referral_fact``; nothing here makes a diagnosis.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock_all
from clinic.core.states import require_move
from clinic.sites.models import Site
from clinic.tasks.actions import task
from patients.actions import course as courses
from patients.actions import merge, referral_lines
from patients.actions import patient as patients
from patients.actions.patient import Details
from patients.letter.evidence import evidence
from patients.letter.letter import Letter, Person
from patients.letter.particulars import (
    missing,
    particulars,
    profile,
    records,
    stored,
    stored_profile,
)
from patients.models import Course, Identifier, Patient, Referral

REVIEW_WITHIN = timedelta(days=3)  # from receipt to a clinician's review [POL]
IDENTIFY_WITHIN = timedelta(days=1)  # somebody says who this is [POL]


class WaitsForReview(DomainError):
    """A clinician has not settled what the referral says."""

    code = "waits-for-review"


@action(Permission.REFERRAL_IMPORT)
def receive(site: Site, *, letter: Letter, by: Actor, at: datetime) -> Referral:
    """Keep a referral letter, whole or not at all.

    The same document again is the referral we have. A person whose record number and birth date we know
    is that person; somebody who may be on the books waits for the desk to say so; anybody else is
    registered and gets a course. The letter's statements wait for a clinician.
    """
    _lock(site, letter)
    known = Referral.objects.filter(site=site, bundle_sha256=letter.digest).first()
    if known is not None:
        return known
    referral = Referral(
        site=site,
        origin=Referral.Origin.BUNDLE,
        received_at=at,
        sender=letter.sender,
        bundle_sha256=letter.digest,
        person=stored(letter.person),
        evidence=evidence(letter),
        missing=_(missing(letter.person)) if missing(letter.person) else "",
        created_at=at,
    )
    person = letter.person
    patient = _known_by_number(person)
    if patient is None and not referral.missing:
        patient = _register_unless_alike(site, referral, person, by, at)
    referral.save()
    referral_lines.keep(referral, letter.statements, patient=patient, at=at)
    if patient is None:
        _ask_who_this_is(referral, by, at)
        return referral
    return _open(referral, patient, by=by, at=at)


@action(Permission.REFERRAL_IMPORT)
def attach(referral: Referral, *, patient: Patient, by: Actor, at: datetime) -> Referral:
    """Somebody looked: this is a patient we have."""
    referral = _lock_row(referral)
    require_move(Referral.MOVES, referral.status, Referral.Status.OPEN, what=_("referral"))
    merge.require_open_to(by, patient)
    patient = patients.lock(patient)
    _keep_numbers(referral, patient, at)
    return _open(referral, patient, by=by, at=at)


@action(Permission.REFERRAL_IMPORT)
def register_from(
    referral: Referral,
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    by: Actor,
    at: datetime,
    **details: Unpack[Details],
) -> Referral:
    """Somebody looked: this is a new person, with what the letter left out filled in."""
    referral = _lock_row(referral)
    require_move(Referral.MOVES, referral.status, Referral.Status.OPEN, what=_("referral"))
    if referral.person.get("deceased"):
        raise DomainError(_("The sender says that this person has died. Decline the referral."))
    patient = patients.register.step(
        referral.site,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        by=by,
        at=at,
        **details,
    )
    _keep_numbers(referral, patient, at)
    return _open(referral, patient, by=by, at=at)


@action(Permission.REFERRAL_IMPORT)
def decline(referral: Referral, *, because: str, by: User, at: datetime) -> Referral:
    """Nothing comes of it here. What it says stays to be read, and was never confirmed."""
    referral = _lock_row(referral)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    if referral.facts.pending().exists() and not by.may(
        Permission.REFERRAL_CONFIRM, referral.site_id
    ):
        raise WaitsForReview(
            _("A nurse or prescriber must see what it says before it is declined.")
        )
    require_move(Referral.MOVES, referral.status, Referral.Status.DECLINED, what=_("referral"))
    referral.status = Referral.Status.DECLINED
    referral.declined_at, referral.declined_by = at, by
    referral.declined_because = because.strip()
    referral.save()
    done_with(referral, by=by, at=at, outcome=_("Declined."))
    return referral


@step
def done_with(referral: Referral, *, by: Actor, at: datetime, outcome: str) -> None:
    """Nobody needs to look at it any more: its tasks are closed."""
    for kind in ("identify", "review", "call"):
        task.complete_for_cause.step(
            key=f"referral-{kind}:{referral.pk}", outcome=outcome, by=by, at=at
        )


@step
def open_course_if_none(
    referral: Referral, patient: Patient, *, by: Actor, at: datetime
) -> Course:
    """The open course here, or a new one; an ended one before it carries its exposure over."""
    mine = Course.objects.filter(patient=patient)
    here = mine.filter(site=referral.site).open().first()
    if here is not None:
        return here
    last = mine.order_by("-opened_at").first()
    previous = None if last is None or last.is_open else last
    return courses.open_course.step(patient, site=referral.site, previous=previous, by=by, at=at)


def _lock(site: Site, letter: Letter) -> None:
    """Two people upload the same letter, or two letters about one person, at once: one waits."""
    numbers = [("outside-number", f"{n.system}|{n.value}") for n in records(letter.person)]
    name = profile(letter.person)
    born = ("born", f"{site.pk}:{name.birth_date}")
    lock_all([("bundle", f"{site.pk}:{letter.digest}"), born, *numbers])


def _lock_row(referral: Referral) -> Referral:
    return (
        Referral.objects.select_for_update(of=("self",))
        .select_related("site", "patient", "course")
        .get(pk=referral.pk)
    )


def _known_by_number(person: Person) -> Patient | None:
    """The one patient with one of these record numbers and this birth date, wherever registered."""
    found: set[Patient] = set()
    for number in records(person):
        rows = Identifier.objects.filter(system=number.system, value=number.value)
        found |= {row.patient for row in rows.select_related("patient__merged_into")}
    people = {_survivor(patient) for patient in found}
    born = person.birth_date.exact if person.birth_date else None
    same = [patient for patient in people if patient.birth_date == born]
    return same[0] if len(people) == len(same) == 1 else None


def _survivor(patient: Patient) -> Patient:
    while patient.merged_into is not None:
        patient = patient.merged_into
    return patient


def _register_unless_alike(
    site: Site, referral: Referral, person: Person, by: Actor, at: datetime
) -> Patient | None:
    """A new patient, or None when somebody on the books here is likely the same: the desk decides."""
    if Patient.objects.known_at(site).likely(profile(person)):
        referral.missing = _("Somebody on the books may be the same person.")
        return None
    fit = particulars(person)
    patient = patients.register.step(
        site,
        given_name=fit.given_name,
        family_name=fit.family_name,
        birth_date=fit.birth_date,
        by=by,
        at=at,
        **fit.details,
    )
    _keep_numbers(referral, patient, at)
    return patient


def _keep_numbers(referral: Referral, patient: Patient, at: datetime) -> None:
    """The sender's record numbers; one that somebody else bears is left to the person who compares."""
    for system, value in stored_profile(referral.person).identifiers:
        if not Identifier.objects.filter(system=system, value=value).exists():
            Identifier(
                patient=patient, site=referral.site, system=system, value=value, created_at=at
            ).save()


def _open(referral: Referral, patient: Patient, *, by: Actor, at: datetime) -> Referral:
    """It is about this patient: a course is open, and a clinician is asked to review."""
    if patient.deceased_on is None:
        referral.course = open_course_if_none(referral, patient, by=by, at=at)
    referral.patient, referral.status = patient, Referral.Status.OPEN
    referral.missing = ""
    referral.save()
    referral_lines.belong_to(referral, patient)
    done_with(referral, by=by, at=at, outcome=_("The person is known."))
    _ask_for_review(referral, by, at)
    return referral


def _ask_for_review(referral: Referral, by: Actor, at: datetime) -> None:
    _raise(
        referral,
        "review",
        _("A referral came in. Confirm or set aside what it says."),
        Role.NURSE,
        at + REVIEW_WITHIN,
        by=by,
        at=at,
    )


def _ask_who_this_is(referral: Referral, by: Actor, at: datetime) -> None:
    _raise(
        referral,
        "identify",
        _("A referral came in and nobody knows yet who it is about. Compare and decide."),
        Role.FRONT_DESK,
        at + IDENTIFY_WITHIN,
        why=referral.missing,
        by=by,
        at=at,
    )


def _raise(
    referral: Referral, kind: str, sentence: str, role: Role, due_at: datetime, **more: Any
) -> None:
    task.raise_task.step(
        referral.site,
        kind=f"REFERRAL_{kind.upper()}",
        sentence=sentence,
        patient_id=referral.patient_id,
        subject_id=referral.pk,
        role=role,
        due_at=due_at,
        link=f"/referrals/{referral.pk}/",
        key=f"referral-{kind}:{referral.pk}",
        **more,
    )
