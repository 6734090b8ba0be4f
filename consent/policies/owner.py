"""Who looks after a course that stops because consent was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from consent.models import Consent
from patients.models import CareTeamMember


def clinician_for(consent: Consent, *, by: Actor, at: datetime) -> User | None:
    """Whoever takes it down, else the care team, else who attested capacity, else a prescriber here."""
    for user in _candidates(consent, by, at):
        if user.is_active and user.may(Permission.COURSE_PAUSE, consent.site_id):
            return user
    return None


def _candidates(consent: Consent, by: Actor, at: datetime) -> Iterator[User]:
    if isinstance(by, User):
        yield by
    team = CareTeamMember.objects.current(at).filter(
        patient_id=consent.patient_id, site_id=consent.site_id
    )
    order = [CareTeamMember.Role.PRESCRIBER, CareTeamMember.Role.THERAPIST]
    members = list(team.select_related("user"))
    yield from (m.user for role in order for m in members if m.role == role)
    yield from (m.user for m in members if m.role not in order)
    if consent.capacity_attested_by is not None:
        yield consent.capacity_attested_by
    prescribers = Membership.objects.current(at).filter(
        site_id=consent.site_id, role=Role.PRESCRIBER
    )
    yield from (m.user for m in prescribers.select_related("user").order_by("started_at"))
