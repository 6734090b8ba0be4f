"""How a person comes onto the books without a bundle: at the desk, or by asking for themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock
from clinic.outbox.actions import contact_point
from clinic.outbox.models import Channel
from clinic.sites.models import Site
from clinic.tasks.actions import task
from patients.actions import patient as patients
from patients.actions import referral as referrals
from patients.actions.patient import Details
from patients.letter.dates import PartialDate
from patients.letter.letter import Contact, ContactKind, Name, Person
from patients.letter.particulars import profile, stored
from patients.models import Patient, Referral
from patients.models.patient_likeness import Candidate

CALL_WITHIN = timedelta(days=1)  # somebody who asked for us is called [POL]
WORDS = 2000  # characters of their own words


class MayBeKnown(DomainError):
    """Somebody on the books may be the same person; whoever registers says that it is not."""

    code = "may-be-known"

    def __init__(self, candidates: list[Candidate]) -> None:
        super().__init__(
            _("Somebody on the books may be the same person. Compare before you go on."),
            patients=[str(one.patient.pk) for one in candidates],
        )
        self.candidates = candidates


@action(Permission.PATIENT_REGISTER)
def register_at_desk(
    site: Site,
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    compared: bool = False,
    agreed: bool = False,
    sender: str = "",
    words: str = "",
    by: Actor,
    at: datetime,
    **details: Unpack[Details],
) -> Referral:
    """A new person with a new course. Raises ``MayBeKnown`` until somebody has ``compared``.

    ``agreed``: the person agrees to messages to the number and address given. ``sender`` and ``words``
    are who sent them and what for, as told.
    """
    lock(("born", f"{site.pk}:{birth_date}"))
    person = _person(given_name, family_name, birth_date, details)
    if not compared and (candidates := _likely(site, person)):
        raise MayBeKnown(candidates)
    patient = patients.register.step(
        site,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        by=by,
        at=at,
        **details,
    )
    _reach(patient, agreed=agreed, by=by, at=at)
    referral = _referral(site, Referral.Origin.DESK, person, sender, words, at)
    referral.patient, referral.status = patient, Referral.Status.OPEN
    referral.course = referrals.open_course_if_none(referral, patient, by=by, at=at)
    referral.save()
    if not words:  # nothing a clinician would have to read
        referral.status = Referral.Status.SETTLED
        referral.save()
    return referral


@action(Permission.PATIENT_REGISTER)
def self_refer(
    site: Site,
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    phone: str,
    email: str = "",
    words: str = "",
    by: Actor,
    at: datetime,
) -> Referral:
    """Somebody asks to be treated here. Giving a number or address is asking to be reached there.

    A new person is registered with a course in REFERRED. Where somebody on the books is likely the same,
    nothing is registered and nothing is told: the desk compares. Either way the desk is to call.
    """
    lock(("born", f"{site.pk}:{birth_date}"))
    details: Details = {"phone": phone, "email": email}
    person = _person(given_name, family_name, birth_date, details)
    referral = _referral(site, Referral.Origin.SELF, person, "", words, at)
    if _likely(site, person):
        referral.missing = _("Somebody on the books may be the same person.")
        referral.save()
    else:
        patient = patients.register.step(
            site,
            given_name=given_name,
            family_name=family_name,
            birth_date=birth_date,
            by=by,
            at=at,
            **details,
        )
        _reach(patient, agreed=True, by=by, at=at)
        referral.patient, referral.status = patient, Referral.Status.OPEN
        referral.course = referrals.open_course_if_none(referral, patient, by=by, at=at)
        referral.save()
    _ask_to_call(referral, by, at)
    return referral


def _likely(site: Site, person: Person) -> list[Candidate]:
    return Patient.objects.known_at(site).likely(profile(person))


def _person(given_name: str, family_name: str, birth_date: date, details: Details) -> Person:
    kinds = ((ContactKind.PHONE, "phone"), (ContactKind.EMAIL, "email"))
    contacts = tuple(
        Contact(kind, value) for kind, key in kinds if (value := str(details.get(key, "")))
    )
    return Person(
        names=(Name(given_name, family_name),),
        birth_date=PartialDate(birth_date.year, birth_date.month, birth_date.day),
        contacts=contacts,
    )


def _referral(
    site: Site, origin: Referral.Origin, person: Person, sender: str, words: str, at: datetime
) -> Referral:
    if len(words) > WORDS:
        raise InvalidInput(_("Keep it under 2,000 characters."), field="words")
    return Referral(
        site=site,
        origin=origin,
        received_at=at,
        sender=sender.strip(),
        person=stored(person),
        words=words.strip(),
        created_at=at,
    )


@step
def _reach(patient: Patient, *, agreed: bool, by: Actor, at: datetime) -> None:
    """The number and address as the outbox knows them. A number it cannot dial stays on the record."""
    for kind, field in ((Channel.SMS, "phone"), (Channel.EMAIL, "email")):
        address = getattr(patient, field)
        if not address:
            continue
        try:
            contact_point.set_contact_point.step(
                site=patient.site,
                patient_id=patient.pk,
                kind=kind,
                address=address,
                consented=agreed,
                by=by,
                at=at,
            )
        except InvalidInput as error:
            raise InvalidInput(error.sentence, field=field) from error


def _ask_to_call(referral: Referral, by: Actor, at: datetime) -> None:
    task.raise_task.step(
        referral.site,
        kind="REFERRAL_CALL",
        sentence=_("Somebody asked to be treated here. Call them."),
        why=referral.missing,
        patient_id=referral.patient_id,
        subject_id=referral.pk,
        role=Role.FRONT_DESK,
        due_at=at + CALL_WITHIN,
        link=f"/referrals/{referral.pk}/",
        key=f"referral-call:{referral.pk}",
        by=by,
        at=at,
    )
