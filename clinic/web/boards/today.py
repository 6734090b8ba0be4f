"""The front desk's day: who is where, who is not ready, who arrives, who needs a new time.

Nothing clinical is read here but whether a check is open: the desk sees each verdict's desk sentence, never more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.scheduling.models import Appointment, OpeningHours, Room
from clinic.scheduling.models.opening_hours import open_spans
from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import grid
from clinic.web.boards.blockers import Blocker, blockers_of, under_drug
from clinic.web.boards.rebook import Rebook, to_rebook

S = Appointment.Status
#: What stands on the board. A moved or cancelled visit left its place to others.
SHOWN = [S.HELD, S.BOOKED, S.CONFIRMED, S.ARRIVED, S.NO_SHOW]
ARRIVING = timedelta(minutes=60)
SOON = timedelta(minutes=30)
#: A list of the strip shows this many rows, then says how many more.
LISTED = 5
#: Opening hours longer than this would leave most of the board empty.
LONGEST_DAY = timedelta(hours=13)


@dataclass(frozen=True)
class Visit:
    """One visit as the board draws it."""

    id: UUID
    name: str
    hours: str
    line: str
    chip: tuple[str, str, str]
    starts_at: datetime
    room: str
    phone: str
    at: int
    lasts: int
    lane: int
    classes: str
    slim: bool = False
    blocker: Blocker | None = None
    late_minutes: int = 0
    href: str = ""
    expected: bool = False


@dataclass(frozen=True)
class Column:
    """One room and its visits, in order of time."""

    room: str
    who: str
    visits: list[Visit]


@dataclass(frozen=True)
class Today:
    on: date
    day: grid.Day
    columns: list[Column]
    now_percent: float | None
    not_ready: list[Visit]
    arriving: list[Visit]
    rebook: list[Rebook]
    visits: int = 0
    inside: int = 0
    unplaced: list[Visit] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The h1: what is wrong right now, or that nothing is."""
        late = [v for v in self.arriving if v.late_minutes >= 10]
        if self.not_ready:
            first = self.not_ready[0].hours.split("–")[0]
            return ngettext(
                "%(n)s person is not ready, due at %(first)s.",
                "%(n)s people are not ready. The first is due at %(first)s.",
                len(self.not_ready),
            ) % {"n": len(self.not_ready), "first": first}
        if late:
            return ngettext(
                "%(name)s is %(m)s minutes late.", "%(n)s people are late.", len(late)
            ) % {"n": len(late), "name": late[0].name, "m": late[0].late_minutes}
        if not self.visits:
            return _("Nobody is booked today.")
        return _("Everybody is ready.")

    @property
    def not_ready_shown(self) -> list[Visit]:
        return self.not_ready[:LISTED]

    @property
    def not_ready_more(self) -> int:
        return max(0, len(self.not_ready) - LISTED)

    @property
    def yesterday(self) -> str:
        return (self.on - timedelta(days=1)).isoformat()

    @property
    def tomorrow(self) -> str:
        return (self.on + timedelta(days=1)).isoformat()

    @property
    def lead(self) -> str:
        fine = self.visits - len(self.not_ready)
        told = (
            ngettext("%(n)s other visit is fine.", "%(n)s other visits are fine.", fine)
            if self.not_ready
            else ngettext("%(n)s visit.", "%(n)s visits.", fine)
        ) % {"n": fine}
        inside = ngettext(
            "%(n)s person is in the building.", "%(n)s people are in the building.", self.inside
        ) % {"n": self.inside}
        return f"{told} {inside}"


def load(site: Site, user: User, on: date, now: datetime) -> Today:
    """The whole page's facts. The number of queries does not grow with the visits."""
    rules = OpeningHours.objects.filter(site=site).in_force_between(on, on)
    visits = list(
        Appointment.objects.visible_to(user)
        .filter(site=site, wall_date=on, status__in=SHOWN)
        .with_people()
        .select_related("course", "step")
        .order_by("starts_at", "id")
    )
    rooms = list(Room.objects.filter(site=site).in_use().order_by("kind", "name"))
    spans = open_spans(rules, site.timezone, on, on)
    if sum((ends - starts for starts, ends in spans), timedelta()) > LONGEST_DAY:
        spans = []  # open round the clock: the visits say which hours matter
    day = grid.day_of(on, site.zone, [*spans, *((v.starts_at, v.ends_at) for v in visits)])
    blockers = blockers_of(visits, now)
    running = under_drug(visits)
    for visit in visits:
        visit.session_is_running = visit.pk in running  # type: ignore[attr-defined]
    columns = [_column(room, visits, day, blockers, now) for room in rooms]
    every = [v for column in columns for v in column.visits]
    known = {v.id for v in every}
    unplaced = [_visit(v, day, 1, blockers, now) for v in visits if v.pk not in known]
    both = sorted([*every, *unplaced], key=lambda v: (v.starts_at, v.name))
    expected = {v.pk for v in visits if v.status in (S.BOOKED, S.CONFIRMED)}
    return Today(
        on=on,
        day=day,
        columns=[c for c in columns if c.visits or _is_bookable(c, rooms)],
        now_percent=day.percent(now),
        not_ready=[v for v in both if v.blocker],
        arriving=[v for v in both if v.id in expected and v.starts_at <= now + ARRIVING],
        rebook=to_rebook(site, user, on, now),
        visits=sum(v.status != S.NO_SHOW for v in visits),
        inside=sum(v.status == S.ARRIVED and v.left_at is None for v in visits),
        unplaced=unplaced,
    )


def _is_bookable(column: Column, rooms: Sequence[Room]) -> bool:
    """Empty offices are left out, so that the rooms people are booked into have the width."""
    kinds = {room.name: room.kind for room in rooms}
    return kinds[column.room] != Room.Kind.OFFICE


def _column(
    room: Room,
    visits: Sequence[Appointment],
    day: grid.Day,
    blockers: Mapping[UUID, Blocker],
    now: datetime,
) -> Column:
    here = [v for v in visits if v.room_id == room.pk]
    lanes = grid.lanes([(v.starts_at, v.ends_at) for v in here])
    shown = [_visit(v, day, lane, blockers, now) for v, lane in zip(here, lanes, strict=True)]
    people = Counter(each.user.name for visit in here for each in visit.staff.all())
    who = words.names([name for name, _n in people.most_common(2)])
    return Column(room.name, who, shown)


def _visit(
    visit: Appointment,
    day: grid.Day,
    lane: int,
    blockers: Mapping[UUID, Blocker],
    now: datetime,
) -> Visit:
    blocker = blockers.get(visit.pk)
    lasts = day.lasts(visit.starts_at, visit.ends_at)
    over = visit.status == S.NO_SHOW or visit.left_at is not None
    classes = ["visit--dosing" if visit.kind == "DOSING" else "visit--care"]
    classes += ["visit--blocked"] if blocker else []
    classes += ["visit--past"] if over else []
    classes += ["visit--here"] if visit.status == S.ARRIVED and not over else []
    classes += ["visit--slim"] if lasts < 3 else []
    expected = visit.status in (S.BOOKED, S.CONFIRMED)
    return Visit(
        id=visit.pk,
        name=visit.patient.full_name,
        hours=words.between(visit.starts_at, visit.ends_at, day.zone),
        line=_line(visit) if lasts > 4 else "",
        chip=_chip(visit, blocker, day, now),
        starts_at=visit.starts_at,
        room=visit.room.name if visit.room else _("no room"),
        phone=visit.patient.phone,
        at=day.at(visit.starts_at),
        lasts=lasts,
        lane=lane,
        classes=" ".join(classes),
        slim=lasts < 3,
        expected=expected,
        href=reverse("scheduling:visit", args=[visit.pk]),
        blocker=blocker,
        late_minutes=max(0, (now - visit.starts_at) // timedelta(minutes=1)) if expected else 0,
    )


def _line(visit: Appointment) -> str:
    """The second line of a visit: which of the course's sessions, or what kind of visit."""
    if visit.kind == "DOSING" and visit.step and visit.course:
        planned = visit.course.planned_doses
        if planned >= visit.step.number:
            return _("Session %(n)s of %(all)s") % {"n": visit.step.number, "all": planned}
        return _("Session %(n)s") % {"n": visit.step.number}
    return visit.visit_kind.name


def _chip(
    visit: Appointment, blocker: Blocker | None, day: grid.Day, now: datetime
) -> tuple[str, str, str]:
    """Kind, icon and words of the visit's state. The most pressing one wins."""

    def clock(at: datetime) -> str:
        return words.clock(at, day.zone)

    if visit.status == S.NO_SHOW:
        return "due", "calendar-x", _("No-show")
    if visit.left_at:
        return "", "check-lg", _("Left %(time)s") % {"time": clock(visit.left_at)}
    if visit.status == S.ARRIVED and visit.arrived_at:
        if visit.kind == "DOSING" and _is_running(visit):
            return "act", "activity", _("In session")
        return "ok", "person-check-fill", _("Here %(time)s") % {"time": clock(visit.arrived_at)}
    if blocker:
        return "solid", "x-octagon-fill", _("Not ready")
    if visit.status == S.HELD and visit.held_until:
        return "", "hourglass-split", _("Held to %(time)s") % {"time": clock(visit.held_until)}
    wait = visit.starts_at - now
    if wait < timedelta(0):
        return "due", "clock-history", _("Late %(span)s") % {"span": words.span(-wait)}
    if wait <= SOON:
        return "due", "person-walking", _("Due in %(span)s") % {"span": words.span(wait)}
    if visit.status == S.CONFIRMED:
        return "ok", "check-lg", _("Confirmed")
    if visit.moves:
        return "info", "clock-history", _("Moved")
    return "", "circle", _("No reply")


def _is_running(visit: Appointment) -> bool:
    """Whether a drug is on board, as `load` found it."""
    return bool(getattr(visit, "session_is_running", False))
