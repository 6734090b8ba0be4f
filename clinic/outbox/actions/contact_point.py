"""Where a patient can be reached: given, replaced, stopped, allowed again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.outbox import addresses
from clinic.outbox.models import Channel, ContactPoint, OptOut
from clinic.sites.models import Site


def normal(site: Site, kind: str, address: str) -> str:
    """The address in the form it is kept in. Raises InvalidInput."""
    if kind == Channel.SMS:
        return addresses.phone(address, site.jurisdiction[:2])
    return addresses.mailbox(address)


@action(Permission.CONTACT_POINT_EDIT)
def set_contact_point(
    *,
    site: Site,
    patient_id: UUID,
    kind: str,
    address: str,
    consented: bool,
    verified: bool = False,
    by: Actor,
    at: datetime,
) -> ContactPoint:
    """This is how the patient is reached from now on. ``consented``: they agreed to messages there.

    The same address again keeps its row and may add or take back the agreement; another one replaces it.
    """
    if kind not in Channel.values:
        raise InvalidInput(_("Say whether it is a number or an e-mail address."), field="kind")
    address = normal(site, kind, address)
    lock(("contact", f"{patient_id}:{kind}"))
    now = (
        ContactPoint.objects.select_for_update(of=("self",))
        .current()
        .of(patient_id)
        .filter(kind=kind)
        .first()
    )
    if now is not None and now.address != address:
        now.replaced_at = at
        now.save()
        now = None
    if now is None:
        now = ContactPoint(
            site=site, patient_id=patient_id, kind=kind, address=address, created_at=at
        )
        stopped = OptOut.objects.standing().filter(kind=kind, address=address).first()
        now.opted_out_at = stopped.created_at if stopped else None
    now.consented_at = (now.consented_at or at) if consented else None
    if verified and now.verified_at is None:
        now.verified_at = at
    now.save()
    return now


@action(Permission.CONTACT_POINT_EDIT)
def remove_contact_point(contact_point: ContactPoint, *, by: Actor, at: datetime) -> ContactPoint:
    """The patient is no longer reached there, and no other address takes its place."""
    contact_point = ContactPoint.objects.select_for_update(of=("self",)).get(pk=contact_point.pk)
    if contact_point.replaced_at is None:
        contact_point.replaced_at = at
        contact_point.save()
    return contact_point


@action(Permission.CONTACT_POINT_EDIT)
def opt_out(
    contact_point: ContactPoint,
    *,
    how: str = OptOut.How.TOLD_STAFF,
    by: Actor,
    at: datetime,
) -> ContactPoint:
    """The patient asked for silence there: from this moment nothing goes."""
    silence(contact_point.kind, contact_point.address, how=how, site=contact_point.site, at=at)
    return ContactPoint.objects.get(pk=contact_point.pk)


@action(Permission.CONTACT_POINT_EDIT)
def opt_in(contact_point: ContactPoint, *, why: str, by: Actor, at: datetime) -> ContactPoint:
    """The patient asked for messages again, in words that ``why`` keeps."""
    if not why.strip():
        raise InvalidInput(_("Say how the patient asked for it."), field="why")
    contact_point = ContactPoint.objects.select_for_update(of=("self",)).get(pk=contact_point.pk)
    standing = OptOut.objects.select_for_update(of=("self",)).standing()
    for stopped in standing.filter(kind=contact_point.kind, address=contact_point.address):
        stopped.lifted_at, stopped.lifted_why = at, why.strip()
        stopped.save()
    contact_point.opted_out_at, contact_point.consented_at = None, at
    contact_point.save()
    return contact_point


@step
def silence(kind: str, address: str, *, how: str, site: Site | None, at: datetime) -> None:
    """No more messages to this address, for every patient who shares it."""
    lock(("address", f"{kind}:{address}"))
    if not OptOut.objects.standing().filter(kind=kind, address=address).exists():
        OptOut(site=site, kind=kind, address=address, how=how, created_at=at).save()
    sharing = ContactPoint.objects.select_for_update(of=("self",)).current()
    for point in sharing.filter(kind=kind, address=address, opted_out_at=None).order_by("pk"):
        point.opted_out_at = at
        point.save()
