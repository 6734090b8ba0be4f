"""What lies around a freed time, loaded once for the whole line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from clinic.accounts.models import User
from clinic.core import localtime
from clinic.scheduling.models import Appointment, Claim, FreedTime, Offer, VisitKind, WaitlistEntry
from clinic.scheduling.models.facts import Facts, Question, load
from clinic.scheduling.policies.fits import Moment
from patients.models import CareTeamMember

LONGEST = timedelta(hours=16)  # the longest visit with the longest recovery and turnover
Team = tuple[tuple[User, str], ...]
# From when to when, and by which visit (None: a group's).
Taken = tuple[datetime, datetime, UUID | None]


@dataclass
class Around:
    """`facts` and `busy` reach as far as the longest visit could; `later` are visits that should come earlier."""

    moment: Moment
    facts: Facts
    team: Team
    kinds: Mapping[tuple[str, str], VisitKind]
    therapists: Mapping[UUID, list[User]]
    busy: Mapping[UUID, list[Taken]]
    later: Mapping[UUID, Appointment] = field(default_factory=dict)


def load_around(moment: Moment, entries: Sequence[WaitlistEntry]) -> Around:
    freed = moment.freed
    team = team_of(freed)
    people = {entry.patient_id for entry in entries}
    therapists: dict[UUID, list[User]] = defaultdict(list)
    parts = CareTeamMember.objects.current(moment.at).filter(
        patient_id__in=people, site_id=freed.site_id, role=CareTeamMember.Role.THERAPIST
    )
    for part in parts.select_related("user").order_by("started_at", "id"):
        therapists[part.patient_id].append(part.user)
    staff = {user.pk for user, _role in team}
    staff |= {user.pk for own in therapists.values() for user in own}
    wall = localtime.local_date(freed.starts_at, freed.zone)
    facts = load(
        Question(
            freed.site_id,
            freed.zone,
            None,
            freed.room_id,
            sorted(staff),
            freed.starts_at,
            freed.starts_at + LONGEST,
            first=wall,
            last=localtime.local_date(freed.starts_at + LONGEST, freed.zone),
        )
    )
    things = [*people, *staff, *([freed.room_id] if freed.room_id else [])]
    visits = {entry.visit_id for entry in entries if entry.visit_id}
    later = Appointment.objects.expected().filter(visit_id__in=visits)
    return Around(
        moment,
        facts,
        team,
        _kinds(freed.site_id),
        therapists,
        _busy(freed, things),
        {
            each.visit_id: each
            for each in later.select_related("visit_kind").prefetch_related("staff__user")
        },
    )


def team_of(freed: FreedTime) -> Team:
    """Who was promised to the visit that gave the time back."""
    rows = freed.appointment.staff.select_related("user").order_by("role", "user_id")
    return tuple((row.user, row.role) for row in rows)


def _kinds(site_id: UUID) -> dict[tuple[str, str], VisitKind]:
    """What the site offers, by kind and route."""
    rows = VisitKind.objects.at_site(site_id).filter(is_offered=True).order_by("code")
    found: dict[tuple[str, str], VisitKind] = {}
    for row in rows:
        found.setdefault((row.kind, row.route), row)
    return found


def _busy(freed: FreedTime, things: Sequence[UUID]) -> dict[UUID, list[Taken]]:
    """When each of these is taken around the time; the holds of its own running offers do not count."""
    span = DateTimeTZRange(freed.starts_at, freed.starts_at + LONGEST)
    holds = Offer.objects.running().filter(freed_time=freed, hold__isnull=False).values("hold")
    claims = Claim.objects.filter(active=True, resource__in=things, during__overlap=span)
    taken: dict[UUID, list[Taken]] = defaultdict(list)
    for claim in claims.exclude(appointment__in=holds):
        taken[claim.resource].append(
            (claim.during.lower, claim.during.upper, claim.appointment_id)
        )
    return taken
