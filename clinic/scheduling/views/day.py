"""A day as lists, one for each room: the calendar that needs no script, no colour and no mouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.models import Appointment, OpeningException, Room, site_spans
from clinic.sites.models import Site


@dataclass(frozen=True)
class RoomDay:
    """One room's visits in order; `room` None: visits without one."""

    room: Room | None
    visits: list[Appointment]


@allow(Permission.APPOINTMENT_VIEW)
def day(request: SignedInRequest) -> HttpResponse:
    """Every standing visit of a day, by room; `?on=2026-11-25`."""
    site = site_here(request)
    on = _date(request.GET.get("on", ""), site.today(clock.now()))
    return render(
        request,
        "scheduling/day.html",
        {
            "on": on,
            "before": on - timedelta(days=1),
            "after": on + timedelta(days=1),
            "rooms": _by_room(request, site, on),
            "closed": _closed(site, on),
            "may_book": request.user.may(Permission.APPOINTMENT_BOOK, site.pk),
            "may_print": request.user.may(Permission.PATIENT_VIEW, site.pk),
        },
    )


def _closed(site: Site, on: date) -> str:
    """What to call a day the site is closed; empty for an open one."""
    if site_spans(site.pk, site.timezone, on, on):
        return ""
    dated = OpeningException.objects.filter(site=site).between(on, on)
    return next((each.name for each in dated), _("the site is closed"))


def _date(asked: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return otherwise


def _by_room(request: SignedInRequest, site: Site, on: date) -> list[RoomDay]:
    """Three queries, whatever the day holds."""
    visits = Appointment.objects.visible_to(request.user).standing().with_people()
    found = list(visits.filter(site=site, wall_date=on).order_by("starts_at", "id"))
    rooms = list(Room.objects.filter(site=site).in_use().order_by("name"))
    known = {room.pk for room in rooms}
    lists = [RoomDay(room, [each for each in found if each.room_id == room.pk]) for room in rooms]
    other = [each for each in found if each.room_id not in known]
    return [*lists, RoomDay(None, other)] if other else lists
