"""What a person's own calendar is told of their visits: as they may see them today, and as little as serves.

A calendar is read on lock screens, by families and by whoever runs the calendar. Staff get the kind of visit, the room
and a link that needs a sign-in; patients get the neutral name their site chose for its messages. No name of a patient,
no record number, no route, no drug, no note: what is not read here cannot be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.audit import reads
from clinic.scheduling.ical.entry import Entry, sequence_of
from clinic.scheduling.models import Appointment, CalendarFeed, GroupVisit, Kind
from clinic.scheduling.models.appointment import AppointmentQuerySet

S = Appointment.Status
# How long what is over, or was called off, stays in a feed: calendars that ask seldom still learn of it.
KEPT = timedelta(days=30)


class _Row(NamedTuple):
    pk: UUID
    visit_id: UUID
    patient_id: UUID
    moves: int
    status: str
    kind: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    created_at: datetime
    ended_at: datetime | None
    room: str | None
    place: str
    address: str
    phone: str

    @property
    def ended(self) -> bool:
        """Called off; or moved to a row that is not this person's any more."""
        return self.status in (S.RESCHEDULED, *Appointment.CALLED_OFF)


_COLUMNS = (
    *("pk", "visit_id", "patient_id", "moves", "status", "kind", "mode", "starts_at", "ends_at"),
    *("zone", "created_at", "ended_at", "room__name"),
    *("site__neutral_name", "site__address", "site__phone"),
)


class Told(NamedTuple):
    """The entries of a feed, and whose visits they are: for the access log, once they are shown."""

    entries: list[Entry]
    patients: frozenset[UUID]

    def note_reads(self) -> None:
        reads.note_all(self.patients, "scheduling.appointment")


def told_by(feed: CalendarFeed, at: datetime) -> Told:
    """Everything the feed holds now; nothing for somebody who may not see visits any more."""
    if feed.whose == CalendarFeed.Whose.PATIENT:
        own = feed.owner.patient_id()
        visible = Appointment.objects.visible_to(feed.owner)
        rows = _newest(visible.filter(patient_id=own), at) if own else []
        return _told([_to_patient(row) for row in rows], rows)
    rows = _newest(_worked_by(feed.owner), at)
    groups = [_group(each) for each in _groups_of(feed.owner, at)]
    return _told([*map(_to_staff, rows), *groups], rows)


def _worked_by(owner: User) -> AppointmentQuerySet:
    """Seats of a group are told once, as the group."""
    sites = owner.sites_with("appointment.view")
    visible = Appointment.objects.visible_to(owner).filter(site_id__in=sites)
    return visible.filter(staff__user=owner, party=None)


def _newest(visits: AppointmentQuerySet, at: datetime) -> list[_Row]:
    """The last row of each visit that is this person's. A hold is a talk, not a visit: nobody is told of it."""
    promised = visits.filter(booked_at__isnull=False, ends_at__gt=at - KEPT)
    last = promised.order_by("visit_id", "-moves").distinct("visit_id").values("pk")
    shown = Appointment.objects.filter(pk__in=last).filter(
        Q(ended_at=None) | Q(status=S.NO_SHOW) | Q(ended_at__gt=at - KEPT)
    )
    found = shown.order_by("starts_at", "pk").values_list(*_COLUMNS)
    return [_Row(*values) for values in found]


def _groups_of(owner: User, at: datetime) -> Any:
    groups = GroupVisit.objects.visible_to(owner).filter(staff__user=owner, ends_at__gt=at - KEPT)
    recent = groups.filter(Q(called_off_at=None) | Q(called_off_at__gt=at - KEPT))
    return recent.select_related("site", "room").distinct().order_by("starts_at", "pk")


def _told(entries: list[Entry], rows: Sequence[_Row]) -> Told:
    entries.sort(key=lambda entry: (entry.starts_at, entry.uid))
    return Told(entries, frozenset(row.patient_id for row in rows))


def _to_staff(row: _Row) -> Entry:
    where = _("By video") if row.mode == Appointment.Mode.VIDEO else row.room or ""
    return _entry(
        row,
        summary=str(Kind(row.kind).label),
        location=", ".join(filter(None, [where, row.place])),
        url=f"{settings.PUBLIC_ORIGIN}/visits/{row.pk}/",
    )


def _to_patient(row: _Row) -> Entry:
    by_video = row.mode == Appointment.Mode.VIDEO
    return _entry(
        row,
        summary=_("Visit: %(place)s") % {"place": row.place},
        location=_("By video") if by_video else row.address,
        description=_("To change the time or ask a question, call %(phone)s.")
        % {"phone": row.phone},
        url=f"{settings.PUBLIC_ORIGIN}/me/",
    )


def _entry(row: _Row, *, summary: str, location: str, url: str, description: str = "") -> Entry:
    return Entry(
        uid=row.visit_id,
        sequence=sequence_of(row.moves, ended=row.ended),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        changed_at=(row.ended_at if row.ended else None) or row.created_at,
        cancelled=row.ended,
        summary=summary,
        location=location,
        description=description,
        url=url,
    )


def _group(group: GroupVisit) -> Entry:
    off = not group.is_standing
    return Entry(
        uid=group.pk,
        sequence=sequence_of(0, ended=off),
        starts_at=group.starts_at,
        ends_at=group.ends_at,
        zone=group.zone,
        changed_at=group.called_off_at or group.created_at,
        cancelled=off,
        summary=_("Group"),
        location=", ".join([group.room.name, group.site.neutral_name]),
    )


def own_entry(visit: Appointment) -> Entry:
    """One visit as its patient's calendar is told of it: the same words and the same number as in their feed."""
    found = Appointment.objects.filter(pk=visit.pk).values_list(*_COLUMNS).get()
    return _to_patient(_Row(*found))
