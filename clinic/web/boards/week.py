"""A week of the calendar: every room (or person) as a row of days, or one of them as days of quarter hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.localtime import day_bounds
from clinic.scheduling.models import Appointment, Room, RosterShift
from clinic.scheduling.models.visit_row import DRAWN, VisitRow, read_rows
from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import grid
from clinic.web.boards.blockers import under_drug
from clinic.web.boards.drawn import Column, Known, Visit, draw, place_all
from clinic.web.boards.hours import Hours, hours_of
from clinic.web.boards.today import Grid

DAYS = 7
ROOM, STAFF = "room", "staff"


@dataclass(frozen=True)
class Thing:
    """A room or a person whose week it is. Key "" holds the visits without a room."""

    key: str
    name: str


@dataclass(frozen=True)
class Head:
    """One day over its column."""

    on: date
    name: str
    note: str
    href: str
    is_today: bool


@dataclass(frozen=True)
class Cell:
    """What one room or person has on one day."""

    on: str
    name: str
    room_id: str
    visits: list[Visit]
    closed: str
    bare: str = ""

    @property
    def nothing(self) -> str:
        """What an empty cell says: that it is free only where somebody could be booked."""
        return self.closed or self.bare or _("free")


@dataclass(frozen=True)
class Line:
    thing: Thing
    href: str
    cells: list[Cell]


@dataclass(frozen=True)
class Week:
    first: date
    by: str
    heads: list[Head]
    lines: list[Line]
    count: int
    things: list[Thing]
    one: Thing | None = None
    grid: Grid | None = None
    zone: str = ""

    @property
    def heading(self) -> str:
        about = {"n": self.count, "day": words.short_day(self.first, "UTC")}
        if self.one:
            about["who"] = self.one.name
            return (
                ngettext(
                    "%(who)s: %(n)s visit in the week of %(day)s.",
                    "%(who)s: %(n)s visits in the week of %(day)s.",
                    self.count,
                )
                % about
            )
        return (
            ngettext(
                "%(n)s visit in the week of %(day)s.",
                "%(n)s visits in the week of %(day)s.",
                self.count,
            )
            % about
        )


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def load(site: Site, user: User, on: date, by: str, of: UUID | None, now: datetime) -> Week:
    """The week that holds `on`. The number of queries does not grow with the visits."""
    first = monday_of(on)
    last = first + timedelta(days=DAYS - 1)
    visits = Appointment.objects.visible_to(user).filter(
        site=site, wall_date__range=(first, last), status__in=DRAWN
    )
    if of is not None and by == ROOM:
        visits = visits.filter(room=of)
    rows = read_rows(visits, of_staff=of if by == STAFF else None)
    known = Known(now, {}, under_drug(rows), user.may(Permission.APPOINTMENT_BOOK, site.pk))
    hours = hours_of(site, first, last)
    things = things_of(site, by, first, last, rows)
    one = next((each for each in things if of and each.key == str(of)), None)
    heads = [_head(site, first + timedelta(days=n), hours, now) for n in range(DAYS)]
    standing = sum(row.is_standing for row in rows)
    zone = words.zone_abbreviation(day_bounds(first, site.timezone)[0], site)
    if one is not None:
        drawn = _grid(site, one, by, heads, rows, hours, known)
        return Week(first, by, heads, [], standing, things, one, drawn, zone)
    duty = None if by == ROOM else on_duty(site, first, last)
    lines = _lines(site, by, things, heads, rows, hours, known, duty)
    return Week(first, by, heads, lines, standing, things, zone=zone)


def things_of(
    site: Site, by: str, first: date, last: date, rows: Iterable[VisitRow]
) -> list[Thing]:
    """Rooms in use, or everybody who works or is booked here between the two days; by name. One query."""
    if by == ROOM:
        return [
            Thing(str(pk), name)
            for pk, name in Room.objects.filter(site=site)
            .in_use()
            .order_by("kind", "name")
            .values_list("pk", "name")
        ]
    starts, ends = day_bounds(first, site.timezone)[0], day_bounds(last, site.timezone)[1]
    shifts = RosterShift.objects.filter(site=site).standing().touching(starts, ends)
    people = {str(pk): name for pk, name in shifts.values_list("staff_id", "staff__name")}
    people |= {each["id"]: each["name"] for row in rows for each in row.people}
    return [Thing(key, name) for key, name in sorted(people.items(), key=lambda one: one[1])]


def on_duty(site: Site, first: date, last: date) -> set[tuple[str, date]]:
    """Who can be booked on which day: the days a shift begins. One query."""
    starts, ends = day_bounds(first, site.timezone)[0], day_bounds(last, site.timezone)[1]
    shifts = RosterShift.objects.filter(site=site).bookable().touching(starts, ends)
    return {
        (str(staff), site.local(start).date())
        for staff, start in shifts.values_list("staff_id", "starts_at")
    }


def week_href(on: date, by: str, of: str = "") -> str:
    asked = {"on": on.isoformat(), "by": by, **({"of": of} if of else {})}
    return f"{reverse('web:week')}?{urlencode(asked)}"


def _head(site: Site, on: date, hours: Hours, now: datetime) -> Head:
    day = f"{reverse('web:today')}?on={on.isoformat()}"
    return Head(on, words.day(on, site), hours.note(on), day, on == site.today(now))


def _keys_of(row: VisitRow, by: str) -> list[str]:
    """In whose rows a visit stands."""
    if by == ROOM:
        return [str(row.room_id) if row.room_id else ""]
    return [each["id"] for each in row.people] or [""]


def _lines(
    site: Site,
    by: str,
    things: list[Thing],
    heads: list[Head],
    rows: list[VisitRow],
    hours: Hours,
    known: Known,
    duty: set[tuple[str, date]] | None,
) -> list[Line]:
    place = grid.Wall(0, 24, site.zone)
    cells: dict[tuple[str, date], list[Visit]] = defaultdict(list)
    shown = {thing.key for thing in things}
    for row in rows:
        for key in {key if key in shown else "" for key in _keys_of(row, by)}:
            visit = draw(row, place, 1, known)
            visit.day = words.day(row.wall_date, site)
            visit.clock = words.clock(row.starts_at, site.zone)
            cells[key, row.wall_date].append(visit)
    nobody = Thing("", _("Without a room") if by == ROOM else _("Without a team"))
    listed = [*things, *([nobody] if any(key == "" for key, _on in cells) else [])]
    return [
        Line(
            thing,
            week_href(heads[0].on, by, thing.key) if thing.key else "",
            [
                _cell(thing, by, head, cells.get((thing.key, head.on), []), hours, duty)
                for head in heads
            ],
        )
        for thing in listed
    ]


def _cell(
    thing: Thing,
    by: str,
    head: Head,
    visits: list[Visit],
    hours: Hours,
    duty: set[tuple[str, date]] | None,
) -> Cell:
    room = thing.key if by == ROOM else ""
    name = f"{head.name}, {thing.name}"
    off = duty is not None and bool(thing.key) and (thing.key, head.on) not in duty
    bare = _("not on duty") if off else "" if thing.key else "–"
    return Cell(head.on.isoformat(), name, room, visits, hours.closed(head.on), bare)


def _grid(
    site: Site,
    one: Thing,
    by: str,
    heads: list[Head],
    rows: list[VisitRow],
    hours: Hours,
    known: Known,
) -> Grid:
    """The days of one room or person as columns of quarter hours, by the clock on the wall."""
    spans = [*hours.every(), *((row.starts_at, row.ends_at) for row in rows)]
    wall = grid.wall_of(site.zone, spans)
    by_day: dict[date, list[VisitRow]] = defaultdict(list)
    for row in rows:
        by_day[row.wall_date].append(row)
    columns = [_column(one, by, head, by_day[head.on], wall, hours, known) for head in heads]
    zone = words.zone_abbreviation(known.now, site)
    return Grid(one.name, zone, wall.rows, wall.hours, wall.walls, columns)


def _column(
    one: Thing,
    by: str,
    head: Head,
    rows: list[VisitRow],
    wall: grid.Wall,
    hours: Hours,
    known: Known,
) -> Column:
    visits, lanes = place_all(rows, wall, known)
    for visit in visits:
        visit.spoken = head.name
    return Column(
        head.on.isoformat(),
        head.name,
        head.note,
        head.on.isoformat(),
        visits,
        lanes,
        UUID(one.key) if by == ROOM else None,
        head.href,
        closed=bool(hours.closed(head.on)),
    )
