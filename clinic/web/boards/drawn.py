"""One visit as a calendar draws it: where in the grid, in what words, in what state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.scheduling.models import Appointment, Kind
from clinic.scheduling.models.visit_row import VisitRow
from clinic.web import words
from clinic.web.boards import grid
from clinic.web.boards.blockers import Blocker

S = Appointment.Status
SOON = timedelta(minutes=30)
MINUTE = timedelta(minutes=1)
NOBODY = UUID(int=0)
Chip = tuple[str, str, str]


@dataclass(slots=True)
class Visit:
    """One visit as a board draws it. `chip` is kind, icon and words; `at`, `lasts`, `lane` are its place."""

    id: UUID
    name: str
    hours: str
    line: str
    kind_name: str
    chip: Chip
    starts_at: datetime
    room: str
    phone: str
    at: int
    lasts: int
    lane: int
    classes: str
    href: str
    status: str
    slim: bool = False
    movable: bool = False
    expected: bool = False
    spoken: str = ""
    blocker: Blocker | None = None
    late_minutes: int = 0
    day: str = ""
    clock: str = ""


@dataclass(frozen=True)
class Column:
    """One room (or person, or day of a week) and its visits, in order of time."""

    key: str
    name: str
    who: str
    on: str
    visits: list[Visit]
    lanes: int = 1
    room_id: UUID | None = None
    href: str = ""
    closed: bool = False

    @property
    def room(self) -> str:
        return self.name


@dataclass(frozen=True)
class Known:
    """What the rows do not say: who is not ready, who has drug on board, whether the reader may move visits."""

    now: datetime
    blockers: Mapping[UUID, Blocker]
    running: AbstractSet[UUID]
    may_book: bool = True


@cache
def _page() -> str:
    """The address of a visit's page, with a gap for its id: `reverse` is slow, and a board has hundreds."""
    return reverse("scheduling:visit", args=[NOBODY]).replace(str(NOBODY), "%s")


def href_of(visit_id: UUID) -> str:
    return _page() % visit_id


def draw(row: VisitRow, place: grid.Place, lane: int, known: Known) -> Visit:
    """The drawn visit; `place` says in which rows a span of time lies."""
    blocker = known.blockers.get(row.pk)
    first, lasts = place.rows_of(row.starts_at, row.ends_at)
    classes = "visit--dosing" if row.kind == Kind.DOSING else "visit--care"
    if blocker:
        classes += " visit--blocked"
    if row.is_over:
        classes += " visit--past"
    elif row.status == S.ARRIVED:
        classes += " visit--here"
    if lasts < 3:
        classes += " visit--slim"
    expected = row.is_expected
    return Visit(
        id=row.pk,
        name=row.name,
        hours=words.between(row.starts_at, row.ends_at, place.zone),
        line=line_of(row) if lasts > 4 else "",
        kind_name=row.kind_name,
        chip=chip_of(row, known, place.zone),
        starts_at=row.starts_at,
        room=row.room_name or _("no room"),
        phone=row.phone,
        at=first,
        lasts=lasts,
        lane=lane,
        classes=classes,
        href=href_of(row.pk),
        status=row.status,
        slim=lasts < 3,
        movable=known.may_book and (expected or row.status == S.HELD),
        expected=expected,
        blocker=blocker,
        late_minutes=max(0, (known.now - row.starts_at) // MINUTE) if expected else 0,
    )


def place_all(
    rows: Sequence[VisitRow], place: grid.Place, known: Known
) -> tuple[list[Visit], int]:
    """The visits of one column, those that overlap side by side; and how many stand side by side at most.

    A visit that was called off late or missed is left out where another took its time.
    """
    standing = [row for row in rows if not row.is_over]
    shown = [
        row
        for row in rows
        if row.status not in (S.LATE_CANCELLED, S.NO_SHOW)
        or not any(s.starts_at < row.ends_at and s.ends_at > row.starts_at for s in standing)
    ]
    spans = [(row.starts_at, row.ends_at) for row in shown]
    lanes = grid.lanes([place.span_of(*span) for span in spans])
    drawn = [draw(row, place, lane, known) for row, lane in zip(shown, lanes, strict=True)]
    return drawn, max(lanes, default=1)


def line_of(row: VisitRow) -> str:
    """The second line of a visit: which of the course's sessions, or what kind of visit."""
    if row.kind == Kind.DOSING and row.step_number and row.course_id:
        if (row.planned_doses or 0) >= row.step_number:
            return _("Session %(n)s of %(all)s") % {"n": row.step_number, "all": row.planned_doses}
        return _("Session %(n)s") % {"n": row.step_number}
    return row.kind_name


def chip_of(row: VisitRow, known: Known, zone: ZoneInfo) -> Chip:
    """Kind, icon and words of the visit's state. The most pressing one wins."""
    if row.status == S.NO_SHOW:
        return "due", "calendar-x", _("No-show")
    if row.status == S.LATE_CANCELLED:
        return "due", "calendar-x", _("Late cancel")
    if row.status == S.CANCELLED:
        return "", "calendar-x", _("Called off")
    if row.status == S.RESCHEDULED:
        return "info", "clock-history", _("Moved away")
    if row.left_at:
        return "", "check-lg", _("Done %(time)s") % {"time": words.clock(row.left_at, zone)}
    if row.status == S.ARRIVED and row.arrived_at:
        if row.pk in known.running:
            return "act", "activity", _("In session")
        told = _("Arrived %(time)s") % {"time": words.clock(row.arrived_at, zone)}
        return "ok", "person-check-fill", told
    return _awaited(row, known, zone)


def _awaited(row: VisitRow, known: Known, zone: ZoneInfo) -> Chip:
    """Of a visit still to come."""
    if row.pk in known.blockers:
        return "solid", "x-octagon-fill", _("Not ready")
    if row.status == S.HELD and row.held_until:
        told = _("Held to %(time)s") % {"time": words.clock(row.held_until, zone)}
        return "", "hourglass-split", told
    wait = row.starts_at - known.now
    if wait < timedelta(0):
        return "due", "clock-history", _("Late %(span)s") % {"span": words.span(-wait)}
    if wait <= SOON:
        return "due", "person-walking", _("Due in %(span)s") % {"span": words.span(wait)}
    if row.status == S.CONFIRMED:
        return "ok", "check-lg", _("Confirmed")
    if row.moves:
        return "info", "clock-history", _("Booked, moved")
    return "", "circle", _("Booked, no reply")
