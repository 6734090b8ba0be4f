"""A month of the calendar: how full each day is, in words and shade; with one room or person also its visits."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Sum
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.localtime import day_bounds
from clinic.scheduling.models import Appointment, AppointmentStaff, Room, RosterShift
from clinic.scheduling.models.visit_row import DRAWN, read_rows
from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import grid
from clinic.web.boards.blockers import under_drug
from clinic.web.boards.drawn import Known, Visit, draw
from clinic.web.boards.hours import Hours, hours_of
from clinic.web.boards.week import ROOM, Thing, things_of

MINUTE = timedelta(minutes=1)
#: Shades of a day, from what share of its minutes on.
SHADES = (0.0, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Day:
    """One square. `share` is booked ÷ open minutes; None where the day is closed."""

    on: date
    name: str
    href: str
    inside: bool
    is_today: bool
    count: int
    share: float | None
    note: str
    visits: list[Visit]

    @property
    def percent(self) -> str:
        return "" if self.share is None else _("%(n)s %% full") % {"n": round(100 * self.share)}

    @property
    def shade(self) -> int:
        """0 for nothing booked, then 1 to 5."""
        if not self.count or self.share is None:
            return 0
        return sum(self.share >= least for least in SHADES)

    @property
    def told(self) -> str:
        """`4 visits`, or that there is none."""
        if not self.count:
            return _("no visits")
        return ngettext("%(n)s visit", "%(n)s visits", self.count) % {"n": self.count}


@dataclass(frozen=True)
class Month:
    first: date
    by: str
    weeks: list[list[Day]]
    things: list[Thing]
    one: Thing | None

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day.inside]

    @property
    def heading(self) -> str:
        """How much there is, and which day is the fullest."""
        name = dateformat.format(self.first, "F Y")
        count = sum(day.count for day in self.days)
        lead = f"{self.one.name}, {name}" if self.one else name
        told = ngettext("%(n)s visit", "%(n)s visits", count) % {"n": count}
        fullest = max(self.days, key=lambda day: day.share or 0)
        if not fullest.count:
            return f"{lead}: {told}."
        most = _("The fullest day is %(day)s, %(percent)s.") % {
            "day": fullest.name,
            "percent": fullest.percent,
        }
        return f"{lead}: {told}. {most}"


def load(site: Site, user: User, on: date, by: str, of: UUID | None, now: datetime) -> Month:
    """The month that holds `on`, in whole weeks. The number of queries does not grow with the visits."""
    squares = calendar.Calendar().monthdatescalendar(on.year, on.month)
    first, last = squares[0][0], squares[-1][-1]
    visits = Appointment.objects.visible_to(user).filter(site=site, wall_date__range=(first, last))
    hours = hours_of(site, first, last)
    rows = []
    if of is not None:
        mine = visits.filter(status__in=DRAWN, **({"room": of} if by == ROOM else {}))
        rows = read_rows(mine, of_staff=None if by == ROOM else of)
    things = things_of(site, by, first, last, rows)
    one = next((each for each in things if of and each.key == str(of)), None)
    taken = _booked(visits.standing(), by, of)
    room_for = _capacity(site, by, of, hours, first, last)
    known = Known(now, {}, under_drug(rows), user.may(Permission.APPOINTMENT_BOOK, site.pk))
    drawn: dict[date, list[Visit]] = defaultdict(list)
    for row in rows:
        visit = draw(row, grid.Wall(0, 24, site.zone), 1, known)
        visit.day, visit.clock = words.day(row.wall_date, site), words.clock(row.starts_at, site)
        drawn[row.wall_date].append(visit)
    weeks = [
        [_day(site, d, on, now, hours, taken.get(d), room_for.get(d, 0), drawn[d]) for d in week]
        for week in squares
    ]
    return Month(on.replace(day=1), by, weeks, things, one)


def _booked(visits: Any, by: str, of: UUID | None) -> dict[date, tuple[int, int]]:
    """Visits and their minutes by day: counted by the database, one query."""
    if of is not None:
        team = AppointmentStaff.objects.filter(user=of, appointment=OuterRef("pk"))
        visits = visits.filter(room=of) if by == ROOM else visits.filter(Exists(team))
    length = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    rows = (
        visits.order_by()
        .values("wall_date")
        .annotate(n=Count("pk"), taken=Sum(length))
        .values_list("wall_date", "n", "taken")
    )
    return {on: (n, taken // MINUTE) for on, n, taken in rows}


def _capacity(
    site: Site, by: str, of: UUID | None, hours: Hours, first: date, last: date
) -> dict[date, int]:
    """Minutes that could be booked each day: a room's open hours, a person's shifts; of all when none is chosen."""
    if by == ROOM or of is None:
        rooms = 1
        if of is None:
            rooms = Room.objects.filter(site=site).in_use().exclude(kind=Room.Kind.OFFICE).count()
        return {on: hours.minutes(on) * rooms for on in hours.spans}
    starts, ends = day_bounds(first, site.timezone)[0], day_bounds(last, site.timezone)[1]
    minutes: dict[date, int] = defaultdict(int)
    shifts = RosterShift.objects.filter(site=site, staff=of).bookable().touching(starts, ends)
    for start, end in shifts.values_list("starts_at", "ends_at"):
        minutes[site.local(start).date()] += (end - start) // MINUTE
    return minutes


def _day(
    site: Site,
    day: date,
    on: date,
    now: datetime,
    hours: Hours,
    taken: tuple[int, int] | None,
    room_for: int,
    visits: list[Visit],
) -> Day:
    count, minutes = taken or (0, 0)
    share = min(1.0, minutes / room_for) if room_for else (1.0 if count else None)
    return Day(
        on=day,
        name=words.day(day, site),
        href=f"{reverse('web:today')}?on={day.isoformat()}",
        inside=day.month == on.month,
        is_today=day == site.today(now),
        count=count,
        share=None if hours.closed(day) and not count else share,
        note=hours.note(day),
        visits=visits,
    )


__all__ = ["Day", "Month", "load"]
