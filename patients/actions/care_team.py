"""Who looks after the patient."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock
from clinic.sites.models import Site
from patients.models import CareTeamMember, Patient

_Part = CareTeamMember.Role

# The part is clinical: only somebody whose role at the site says so may take it.
_NEEDS: dict[str, frozenset[Role]] = {
    _Part.PRESCRIBER: frozenset({Role.PRESCRIBER}),
    _Part.THERAPIST: frozenset({Role.THERAPIST}),
    _Part.NURSE: frozenset({Role.NURSE}),
    _Part.COORDINATOR: frozenset(
        {Role.FRONT_DESK, Role.MANAGER, Role.NURSE, Role.THERAPIST, Role.PRESCRIBER}
    ),
}


@action(Permission.CARE_TEAM_EDIT)
def assign(
    patient: Patient,
    *,
    user: User,
    role: str,
    site: Site | None = None,
    by: Actor,
    at: datetime,
) -> CareTeamMember:
    """Somebody joins the care team. Assigning the same person twice changes nothing."""
    site_id = site.pk if site else patient.site_id
    if role not in _NEEDS:
        raise InvalidInput(_("There is no such part in a care team."), field="role")
    if not user.roles_at(site_id) & _NEEDS[role]:
        raise InvalidInput(_("This person does not have that role here."), field="user")
    lock(("care-team", patient.pk))
    member = CareTeamMember.objects.filter(
        patient=patient, site_id=site_id, user=user, role=role, ended_at=None
    ).first()
    if member is None:
        member = CareTeamMember(
            patient=patient,
            site_id=site_id,
            user=user,
            role=role,
            started_at=at,
            created_at=at,
        )
        member.save()
    return member


@action(Permission.CARE_TEAM_EDIT)
def end(member: CareTeamMember, *, because: str, by: Actor, at: datetime) -> CareTeamMember:
    """Somebody leaves the care team."""
    member = CareTeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.ended_at is not None:
        raise DomainError(_("This person left the care team already."))
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    member.ended_at, member.ended_because = at, because.strip()
    member.save()
    return member
