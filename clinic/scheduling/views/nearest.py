"""Where a visit cannot go: why, in the booking rules' own sentences, and the nearest places where it can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.formats import date_format

from clinic.accounts.models import User
from clinic.core import localtime
from clinic.scheduling.models import Appointment, Kind, Room, VisitKind
from clinic.scheduling.models.free_time import FreeTime, Search, find
from clinic.scheduling.planner.problem import NoPlan, Place, Team
from clinic.scheduling.policies.proposal import Proposal
from clinic.scheduling.policies.window import window_of
from clinic.scheduling.views.forms import PARTS, TimeAndPlaceForm
from clinic.scheduling.why_not import WhyNot, why_not

BEFORE, AFTER = timedelta(days=3), timedelta(days=21)
SHOWN, APART = 6, timedelta(hours=1)
LOOKED_AT = 400  # quarter hours; a fortnight of a house open twelve hours a day, thinned out below


@dataclass(frozen=True)
class Offer:
    """A free place: what it is called, and the link that fills the form in with it."""

    when: str
    clock: str
    room: str
    who: str
    href: str


@dataclass(frozen=True)
class Refused:
    """A place asked for that is not to be had. `instead`: the planner's own place for the visit, all rules kept."""

    when: str
    why: WhyNot
    free: list[Offer]
    instead: Offer | None = None


def refusal(
    visit: Appointment, form: TimeAndPlaceForm, at: datetime, impossible: NoPlan | None = None
) -> Refused | None:
    """None where nothing is in the way of the place in the (valid) form."""
    proposal = _proposal(visit, form)
    if proposal is None:
        return None
    why = why_not(proposal, at, moving=visit)
    if impossible is None and not why.place:
        return None
    zone = visit.site.timezone
    wheres = [each.place for each in impossible.relaxations if each.place] if impossible else []
    found = _nearest(visit, proposal, at) if why.another_time_helps else []
    found = [each for each in found if each.starts_at not in {way.starts_at for way in wheres}]
    offers = _offers([*wheres, *found], form, zone)
    return Refused(
        when=localtime.day_and_clock_text(proposal.starts_at, zone),
        why=why,
        free=offers[len(wheres) :],
        instead=offers[0] if wheres else None,
    )


def _proposal(visit: Appointment, form: TimeAndPlaceForm) -> Proposal | None:
    """The visit as it would be moved; None where the site does not offer it any more."""
    asked, kind = form.place(), visit.visit_kind
    if kind.is_group:  # a seat given up for a time of one's own
        route = visit.route if visit.kind == Kind.DOSING else ""
        offered = VisitKind.objects.offered(visit.site_id, visit.kind, route)
        if offered is None:
            return None
        kind = offered
    minutes = asked["minutes"]
    length = timedelta(minutes=minutes) if minutes else visit.ends_at - visit.starts_at
    return Proposal(
        visit.site,
        visit.patient,
        visit.course,
        visit.step,
        kind,
        asked["room"] or visit.room,
        tuple(asked["staff"]),
        asked["starts_at"],
        asked["starts_at"] + length,
        visit.mode,
        visit.patient_jurisdiction,
        any(each.shared for each in visit.staff.all()),
    )


def _nearest(visit: Appointment, proposal: Proposal, at: datetime) -> list[Place]:
    """The free places nearest to the time asked for, with the people asked for if there are any, in order of time."""
    asked = proposal.starts_at
    first, last = at, max(asked, at) + AFTER
    if visit.step is not None:
        window = window_of(visit.step, ignoring=visit.pk, others_follow=True)
        first, last = window.within(first, last)
    # Around the time asked for; where the protocol leaves no day there, within what it leaves.
    after, until = max(first, asked - BEFORE), last
    if until <= after:
        after = first
    if until <= after:
        return []
    team = [(user.pk, role) for user, role in proposal.staff]
    found = _find(visit, proposal, after, until, team) or _find(visit, proposal, after, until, [])
    chosen: list[FreeTime] = []
    for each in sorted(found, key=lambda free: abs(free.starts_at - asked)):
        if all(abs(each.starts_at - other.starts_at) >= APART for other in chosen):
            chosen.append(each)
    near = sorted(chosen[:SHOWN], key=lambda free: free.starts_at)
    return [Place(each.starts_at, each.ends_at, each.room_id, each.staff) for each in near]


def _find(
    visit: Appointment,
    proposal: Proposal,
    after: datetime,
    until: datetime,
    team: list[tuple[UUID, str]],
) -> list[FreeTime]:
    return find(
        Search(
            site=visit.site,
            visit_kind=proposal.visit_kind,
            after=after,
            until=until,
            patient_id=visit.patient_id,
            minutes=int((proposal.ends_at - proposal.starts_at) / timedelta(minutes=1)),
            staff=team,
            ignoring=visit.pk,
            limit=LOOKED_AT,
            preferred=frozenset(user.pk for user, _role in proposal.staff),
        )
    )


def _offers(places: Iterable[Place], form: TimeAndPlaceForm, zone: str) -> list[Offer]:
    listed = list(places)
    rooms = Room.objects.in_bulk({each.room_id for each in listed if each.room_id})
    names = {pk: room.name for pk, room in rooms.items()}
    return [_offer(each, form, names, zone) for each in listed]


def _offer(place: Place, form: TimeAndPlaceForm, rooms: dict[UUID, str], zone: str) -> Offer:
    wall = localtime.wall_time(place.starts_at, zone)
    fill: dict[str, Any] = {
        "on": wall.date().isoformat(),
        "time": f"{wall:%H:%M}",
        "turn": localtime.turn_of(place.starts_at, zone) or "",
        "room": str(place.room_id or ""),
        "minutes": form["minutes"].value() or "",
        **_people(place.team),
    }
    return Offer(
        when=date_format(wall, "D j M"),
        clock=localtime.clock_text(place.starts_at, zone),
        room=rooms.get(place.room_id, "") if place.room_id else "",
        who=", ".join(_names(place.team, form.people)),
        href=f"?{urlencode(fill)}",
    )


def _people(team: Team) -> dict[str, str]:
    """Every part of the form, so that nobody asked for before is left in it."""
    found = {name: "" for name, _role, _label in PARTS}
    return found | {role.lower(): str(user) for user, role in team}


def _names(team: Team, people: dict[str, User]) -> list[str]:
    return [people[str(user)].name for user, _role in team if str(user) in people]
