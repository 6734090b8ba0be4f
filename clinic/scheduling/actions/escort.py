"""Who takes the patient home: named, and spoken with."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.scheduling.events import EscortPromised
from clinic.scheduling.models import Appointment, Escort


class VisitHasEnded(DomainError):
    code = "visit-has-ended"


@action(Permission.ESCORT_EDIT)
def promise(
    appointment: Appointment,
    *,
    name: str,
    phone: str,
    relation: str = "",
    adult: bool,
    rideshare_only: bool = False,
    by: Actor,
    at: datetime,
) -> Escort:
    """Somebody promised to take the patient home after this visit. The one named before is kept, as replaced."""
    for field, value, limit in (
        ("name", name, 120),
        ("phone", phone, 32),
        ("relation", relation, 60),
    ):
        if len(value) > limit:
            sentence = _("At most %(limit)d characters fit here.")
            raise InvalidInput(sentence % {"limit": limit}, field=field)
    if not name.strip():
        raise InvalidInput(_("Who is it? A name is needed."), field="name")
    if sum(letter.isdigit() for letter in phone) < 7:
        raise InvalidInput(_("A phone number is needed, to reach them."), field="phone")
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if not appointment.is_standing:
        raise VisitHasEnded(
            _("This visit was called off or moved. Name the escort on the new one.")
        )
    for before in Escort.objects.current().filter(appointment=appointment):
        before.replaced_at = at
        before.save()
    escort = Escort(
        site_id=appointment.site_id,
        appointment=appointment,
        patient_id=appointment.patient_id,
        name=name.strip(),
        phone=phone.strip(),
        relation=relation.strip(),
        adult=adult,
        rideshare_only=rideshare_only,
        promised_at=at,
        created_at=at,
    )
    escort.save()
    publish(
        EscortPromised(
            appointment_id=appointment.pk,
            patient_id=appointment.patient_id,
            site_id=appointment.site_id,
            kind=appointment.kind,
            at=at,
            escort_id=escort.pk,
        )
    )
    return escort


@action(Permission.ESCORT_EDIT)
def reach(escort: Escort, *, by: Actor, at: datetime) -> Escort:
    """Somebody of the clinic spoke with them (G26). Saying so twice changes nothing."""
    escort = Escort.objects.select_for_update(of=("self",)).get(pk=escort.pk)
    if escort.replaced_at is not None:
        raise DomainError(_("Somebody else takes the patient home now."))
    if escort.reached_at is None:
        escort.reached_at, escort.reached_by = at, by.actor_id
        escort.save()
    return escort
