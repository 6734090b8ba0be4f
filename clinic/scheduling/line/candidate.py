"""The visit one person in line would get at a freed time, and what it would overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.core import localtime
from clinic.scheduling.line.around import Around, Team
from clinic.scheduling.models import Appointment, Kind, Need, VisitKind, WaitlistEntry
from clinic.scheduling.models.roster_shift import covers
from clinic.scheduling.models.visit_kind import PLAYED_BY
from clinic.scheduling.policies.fits import Candidate
from clinic.scheduling.policies.proposal import Proposal
from clinic.scheduling.policies.reason import Reason


def candidate(entry: WaitlistEntry, position: int, around: Around) -> Candidate:
    """The visit this person would get there, and what is in its way."""
    later = around.later.get(entry.visit_id) if entry.visit_id else None
    route = entry.route if entry.kind == Kind.DOSING else ""
    kind = later.visit_kind if later else around.kinds.get((entry.kind, route))
    if kind is None:
        return Candidate(entry, position, None, None, later)
    minutes = (entry.step.visit_minutes if entry.step else 0) or kind.minutes
    length = later.ends_at - later.starts_at if later else timedelta(minutes=minutes)
    freed = around.moment.freed
    ends_at = freed.starts_at + length
    team, stranger = _team(entry, kind, ends_at, around)
    proposal = Proposal(
        entry.site,
        entry.patient,
        entry.course,
        entry.step,
        kind,
        freed.room,
        team,
        freed.starts_at,
        ends_at,
        mode=later.mode if later else Appointment.Mode.IN_PERSON,
        patient_jurisdiction=later.patient_jurisdiction if later else "",
    )
    status = entry.course.status if entry.course else None
    return Candidate(
        entry,
        position,
        proposal,
        replace(around.facts, course_status=status),
        later,
        other_therapist=stranger,
        clashes=_clashes(proposal, later, around),
    )


def _team(
    entry: WaitlistEntry, kind: VisitKind, ends_at: datetime, around: Around
) -> tuple[Team, str]:
    """Who of the freed team plays a part, with the patient's own therapist; else the stranger's name."""
    roles = {role for need in kind.needs for role in PLAYED_BY[Need(need)]}
    team = [(user, role) for user, role in around.team if role in roles]
    own = around.therapists.get(entry.patient_id, [])
    there = [user for user, role in team if role == "THERAPIST"]
    if Need.THERAPIST not in kind.needs or not own or any(user in own for user in there):
        return tuple(team), ""
    free = next((user for user in own if _is_free(user, ends_at, around)), None)
    if free is None:
        return tuple(team), there[0].name if there else ""
    others = [(user, role) for user, role in team if role != "THERAPIST"]
    return (*others, (free, "THERAPIST")), ""


def _is_free(therapist: User, ends_at: datetime, around: Around) -> bool:
    starts_at = around.moment.freed.starts_at
    shifts = [
        shift.span
        for shift in around.facts.shifts
        if shift.staff_id == therapist.pk and shift.role == "THERAPIST"
    ]
    taken = any(start < ends_at for start, _end, _visit in around.busy.get(therapist.pk, []))
    return covers(shifts, starts_at, ends_at) and not taken


def _clashes(proposal: Proposal, later: Appointment | None, around: Around) -> list[Reason]:
    """What the visit would overlap, its own later time aside. Recovery and turnover count."""
    own = later.pk if later else None

    def first_taken(thing: UUID, until: datetime) -> datetime | None:
        starts = [
            start
            for start, _end, visit in around.busy.get(thing, [])
            if start < until and visit != own
        ]
        return min(starts, default=None)

    zone, found = proposal.site.timezone, []
    recovered = proposal.ends_at + proposal.recovery
    if proposal.room is not None:
        taken = first_taken(proposal.room.pk, recovered + proposal.turnover)
        if taken is not None:
            words = {"room": proposal.room.name, "time": localtime.clock_text(taken, zone)}
            sentence = _("%(room)s is taken from %(time)s: the visit does not fit before it.")
            found.append(Reason("room-taken", sentence % words))
    for user, _role in proposal.staff:
        if first_taken(user.pk, proposal.ends_at) is not None:
            sentence = _("%(name)s has another visit then.")
            found.append(Reason("staff-taken", sentence % {"name": user.name}))
    if first_taken(proposal.patient.pk, recovered) is not None:
        found.append(Reason("patient-taken", _("Has another visit then.")))
    return found
