"""The people around a patient."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from patients.models import Contact, Patient
from patients.policies.shape import require_fit


class Reach(TypedDict, total=False):
    """How a contact is reached and what they are for."""

    phone: str
    email: str
    is_emergency: bool
    is_escort: bool
    may_be_told: bool


@action(Permission.PATIENT_EDIT)
def add(
    patient: Patient,
    *,
    name: str,
    relationship: str,
    by: Actor,
    at: datetime,
    **reach: Unpack[Reach],
) -> Contact:
    """Somebody to call, or who takes the patient home."""
    contact = Contact(
        patient=patient,
        site_id=patient.site_id,
        name=name.strip(),
        relationship=relationship,
        created_at=at,
        **reach,
    )
    _require_reachable(contact)
    contact.save()
    return contact


@action(Permission.PATIENT_EDIT)
def change(
    contact: Contact,
    *,
    name: str | None = None,
    relationship: str | None = None,
    by: Actor,
    at: datetime,
    **reach: Unpack[Reach],
) -> Contact:
    """Correct how somebody is reached, or whether they may be told."""
    contact = _open(contact)
    contact.name = contact.name if name is None else name.strip()
    contact.relationship = contact.relationship if relationship is None else relationship
    for field, value in reach.items():
        setattr(contact, field, value)
    _require_reachable(contact)
    contact.save()
    return contact


@action(Permission.PATIENT_EDIT)
def end(contact: Contact, *, by: Actor, at: datetime) -> Contact:
    """No longer somebody to call. The row stays, because it says who was called."""
    contact = _open(contact)
    contact.ended_at = at
    contact.save()
    return contact


def _open(contact: Contact) -> Contact:
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.ended_at is not None:
        raise DomainError(_("This contact was ended already."))
    return contact


def _require_reachable(contact: Contact) -> None:
    if not contact.phone and not contact.email:
        raise InvalidInput(_("Give a phone number or an e-mail address."), field="phone")
    if (contact.is_emergency or contact.is_escort) and not contact.phone:
        raise InvalidInput(_("This person must be reached by phone."), field="phone")
    require_fit(contact)
