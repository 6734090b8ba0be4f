"""The front desk's day: who is where, who is not ready, who arrives, who needs a new time.

Nothing clinical is read here but whether a check is open: the desk sees each verdict's desk sentence, never more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.models import Appointment, Room
from clinic.scheduling.models.visit_row import DRAWN, VisitRow, read_rows
from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import grid
from clinic.web.boards.blockers import remembered, under_drug
from clinic.web.boards.drawn import Column, Known, Visit, place_all
from clinic.web.boards.hours import hours_of
from clinic.web.boards.rebook import Rebook, to_rebook
from clinic.web.boards.version import Facts

S = Appointment.Status
ARRIVING = timedelta(minutes=60)
#: For so long the desk may take an arrival back without opening the visit.
JUST_ARRIVED = timedelta(minutes=30)
#: A list of the strip shows this many rows, then says how many more.
LISTED = 5
#: Opening hours longer than this would leave most of the board empty.
LONGEST_DAY = timedelta(hours=13)


@dataclass(frozen=True)
class Grid:
    """What the board's template draws."""

    label: str
    zone: str
    rows: int
    hours: list[tuple[int, str]]
    walls: list[str]
    columns: list[Column]
    now_percent: float | None = None
    now_clock: str = ""


@dataclass(frozen=True)
class Today:
    on: date
    day: grid.Day
    columns: list[Column]
    now_percent: float | None
    not_ready: list[Visit]
    arriving: list[Visit]
    rebook: list[Rebook]
    grid: Grid
    visits: int = 0
    inside: int = 0
    unplaced: list[Visit] = field(default_factory=list)
    just_arrived: list[Visit] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The h1: what is wrong right now, or that nothing is."""
        late = [v for v in self.arriving if v.late_minutes >= 10]
        if self.not_ready:
            first = self.not_ready[0].clock
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
    def arriving_more(self) -> int:
        return max(0, len(self.arriving) - LISTED)

    @property
    def rebook_more(self) -> int:
        return max(0, len(self.rebook) - LISTED)

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


def load(site: Site, user: User, on: date, now: datetime, facts: Facts | None = None) -> Today:
    """The whole page's facts. The number of queries does not grow with the visits.

    With `facts` (of this day, read before anything else) the gate's answers are shared by all who look meanwhile.
    """
    hours = hours_of(site, on, on)
    visits = Appointment.objects.visible_to(user)
    rows = read_rows(visits.filter(site=site, wall_date=on, status__in=DRAWN))
    rooms = list(Room.objects.filter(site=site).in_use().order_by("kind", "name"))
    spans = hours.every()
    if sum((ends - starts for starts, ends in spans), timedelta()) > LONGEST_DAY:
        spans = []  # open round the clock: the visits say which hours matter
    day = grid.day_of(on, site.zone, [*spans, *((r.starts_at, r.ends_at) for r in rows)])
    known = Known(
        now,
        remembered(facts, rows, now),
        under_drug(rows),
        user.may(Permission.APPOINTMENT_BOOK, site.pk),
    )
    by_room: dict[UUID | None, list[VisitRow]] = defaultdict(list)
    for row in rows:
        by_room[row.room_id].append(row)
    columns = [_column(room, by_room.pop(room.pk, []), day, known, on) for room in rooms]
    left = [row for rest in by_room.values() for row in rest]
    return _today(site, user, day, [c for c in columns if c], left, rows, known, on)


def _today(
    site: Site,
    user: User,
    day: grid.Day,
    columns: list[Column],
    left: list[VisitRow],
    rows: list[VisitRow],
    known: Known,
    on: date,
) -> Today:
    """The board and, in order of time, its lists."""
    now = known.now
    unplaced, _lanes = place_all(left, day, known)
    both = [*(v for column in columns for v in column.visits), *unplaced]
    both.sort(key=lambda v: (v.starts_at, v.name))
    for visit in both:
        visit.clock = words.clock(visit.starts_at, day.zone)
    lately = {r.pk for r in rows if r.arrived_at and r.arrived_at > now - JUST_ARRIVED}
    percent = day.percent(now) if on == site.today(now) else None
    return Today(
        on=on,
        day=day,
        columns=columns,
        now_percent=percent,
        not_ready=[v for v in both if v.blocker],
        arriving=[v for v in both if v.expected and v.starts_at <= now + ARRIVING],
        just_arrived=[
            v
            for v in both
            if v.id in lately and "visit--here" in v.classes and v.id not in known.running
        ],
        rebook=to_rebook(site, user, on, now),
        visits=sum(row.is_standing for row in rows),
        inside=sum(row.status == S.ARRIVED and row.left_at is None for row in rows),
        unplaced=unplaced,
        grid=Grid(
            _("Rooms"),
            words.zone_abbreviation(day.starts, day.zone),
            day.rows,
            day.hours,
            day.walls,
            columns,
            percent,
            words.clock(now, day.zone),
        ),
    )


def _column(
    room: Room, rows: Sequence[VisitRow], day: grid.Day, known: Known, on: date
) -> Column | None:
    """A room's column. Empty offices and group rooms are left out: the rooms people are booked into have the width."""
    if not rows and room.kind in {Room.Kind.OFFICE, Room.Kind.GROUP}:
        return None
    visits, lanes = place_all(rows, day, known)
    people = Counter(each["name"] for row in rows for each in row.people)
    who = words.names([name for name, _n in people.most_common(2)])
    return Column(str(room.pk), room.name, who, on.isoformat(), visits, lanes, room.pk)


__all__ = ["Column", "Grid", "Today", "Visit", "load"]
