"""Rooms and chairs: opened, renamed, taken out of use. A room with visits to come is never taken away silently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock
from clinic.scheduling.models import Appointment, Equipment, Room
from clinic.sites.models import Site


class VisitsInTheWay(DomainError):
    """Visits to come need what is being taken away. `details["appointments"]` are their ids."""

    code = "visits-in-the-way"


@action(Permission.ROSTER_MANAGE)
def open_room(
    site: Site,
    *,
    name: str,
    kind: str,
    seats: int = 1,
    equipment: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Room:
    """A new room or chair. Names differ at a site."""
    room = Room(
        site=site,
        name=name.strip(),
        kind=kind,
        seats=seats,
        equipment=sorted(set(equipment)),
        created_at=at,
    )
    _check(room)
    room.save()
    return room


@action(Permission.ROSTER_MANAGE)
def adjust_room(
    room: Room,
    *,
    name: str | None = None,
    kind: str | None = None,
    seats: int | None = None,
    equipment: Sequence[str] | None = None,
    by: Actor,
    at: datetime,
) -> Room:
    """Change the particulars that are given. Visits already booked there stay."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    room.name = room.name if name is None else name.strip()
    room.kind = room.kind if kind is None else kind
    room.seats = room.seats if seats is None else seats
    room.equipment = room.equipment if equipment is None else sorted(set(equipment))
    _check(room)
    room.save()
    return room


@action(Permission.ROSTER_MANAGE)
def close_room(room: Room, *, by: Actor, at: datetime) -> Room:
    """Out of use from now on. Refused while visits to come are booked there."""
    lock(("room", room.pk))
    room = Room.objects.select_for_update().get(pk=room.pk)
    booked = Appointment.objects.standing().filter(
        claims__room=room, claims__active=True, ends_at__gt=at
    )
    refuse_while_booked(list(booked.values_list("pk", flat=True)))
    room.is_in_use = False
    room.save()
    return room


@action(Permission.ROSTER_MANAGE)
def reopen_room(room: Room, *, by: Actor, at: datetime) -> Room:
    """In use again."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    room.is_in_use = True
    room.save()
    return room


def refuse_while_booked(appointments: list[object]) -> None:
    """Raise VisitsInTheWay if there are any."""
    if not appointments:
        return
    sentence = ngettext(
        "%(count)d visit to come is booked there. Move it first.",
        "%(count)d visits to come are booked there. Move them first.",
        len(appointments),
    )
    raise VisitsInTheWay(
        sentence % {"count": len(appointments)}, appointments=[str(pk) for pk in appointments]
    )


def _check(room: Room) -> None:
    if not room.name:
        raise InvalidInput(_("A room needs a name."), field="name")
    if len(room.name) > 40:
        raise InvalidInput(_("A room's name has at most 40 characters."), field="name")
    if room.kind not in Room.Kind.values:
        raise InvalidInput(_("Choose what kind of room it is."), field="kind")
    if not 1 <= room.seats <= 60:
        raise InvalidInput(_("A room has between 1 and 60 seats."), field="seats")
    if set(room.equipment) - set(Equipment.values):
        raise InvalidInput(_("Choose equipment from the list."), field="equipment")
    same = Room.objects.filter(site_id=room.site_id, name=room.name).exclude(pk=room.pk)
    if same.exists():
        raise InvalidInput(_("There is already a room of that name here."), field="name")
