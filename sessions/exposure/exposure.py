"""How much ketamine a person has had: by route, in windows of time, for each kilogram and week. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sessions.exposure.amount import NOTHING, Amount, exactly, total
from sessions.exposure.elsewhere import Elsewhere
from sessions.exposure.given import End, Given

D = Decimal
SHORT = timedelta(days=7)
MONTH = timedelta(days=28)
#: Moving averages: mg for each kilogram and week over so many weeks.
MOVING_WEEKS = (4, 12)
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class RouteLine:
    """One route in one window. ``ends``: of lozenges, mg by what became of them."""

    route: str
    sessions: Amount
    mg: Amount
    ends: tuple[tuple[End, Decimal], ...] = ()


@dataclass(frozen=True)
class Window:
    """One stretch of time. ``mg`` adds the routes as given: a sum of milligrams, not a conversion."""

    name: str
    lines: tuple[RouteLine, ...]

    @property
    def sessions(self) -> Amount:
        return total(line.sessions for line in self.lines)

    @property
    def mg(self) -> Amount:
        return total(line.mg for line in self.lines)

    def of(self, route: str) -> RouteLine | None:
        """That route's line, where anything was given by it."""
        return next((line for line in self.lines if line.route == route), None)


@dataclass(frozen=True)
class Weekly:
    """mg for each kilogram and week by one route, averaged over ``weeks``. None where no weight is known."""

    route: str
    weeks: int
    mg_per_kg: Amount | None


@dataclass(frozen=True)
class Exposure:
    """The whole of it, at one instant."""

    at: datetime
    week: Window
    month: Window
    year: Window
    lifetime: Window
    weekly: tuple[Weekly, ...]
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def routes(self) -> tuple[str, ...]:
        """Every route ever, in the order of the letters."""
        return tuple(line.route for line in self.lifetime.lines)

    @property
    def windows(self) -> tuple[Window, ...]:
        return (self.week, self.month, self.year, self.lifetime)


def a_year_before(day: date) -> date:
    """The same day a year ago; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def exposure(
    parts: Sequence[Given], elsewhere: Sequence[Elsewhere], at: datetime, zone: ZoneInfo
) -> Exposure:
    """Everything given up to ``at``. 7 and 28 days are elapsed time; 12 months and what was given
    elsewhere go by the clinic's days."""
    past = [part for part in parts if part.at <= at]
    today = at.astimezone(zone).date()
    year = a_year_before(today)
    return Exposure(
        at=at,
        week=_window("7", [p for p in past if at - p.at < SHORT], elsewhere, _day(at, SHORT, zone), today),
        month=_window("28", [p for p in past if at - p.at < MONTH], elsewhere, _day(at, MONTH, zone), today),
        year=_window("12M", [p for p in past if p.at.astimezone(zone).date() > year], elsewhere, year + timedelta(days=1), today),
        lifetime=_window("LIFE", past, elsewhere, None, today),
        weekly=_weekly(past, elsewhere, at, zone),
        elsewhere=tuple(elsewhere),
    )  # fmt: skip


def _day(at: datetime, span: timedelta, zone: ZoneInfo) -> date:
    return (at - span).astimezone(zone).date()


def _window(
    name: str,
    parts: Sequence[Given],
    elsewhere: Sequence[Elsewhere],
    first: date | None,
    last: date,
) -> Window:
    there = [(one.route, *one.in_window(first, last)) for one in elsewhere]
    there = [row for row in there if not (row[1].is_nothing and row[2].is_nothing)]
    routes = sorted({part.route for part in parts} | {route for route, *_ in there})
    lines = []
    for route in routes:
        mine = [part for part in parts if part.route == route]
        sessions = exactly(len({part.session_id for part in mine}))
        mg = exactly(sum((part.mg for part in mine), D(0)))
        for other, more_sessions, more_mg in there:
            if other == route:
                sessions, mg = sessions + more_sessions, mg + more_mg
        lines.append(RouteLine(route, sessions, mg, _ends(mine)))
    return Window(name, tuple(lines))


def _ends(parts: Sequence[Given]) -> tuple[tuple[End, Decimal], ...]:
    return tuple(
        (end, sum((part.mg for part in parts if part.end is end), D(0)))
        for end in (End.SPIT, End.SWALLOWED, End.NOT_RECORDED)
        if any(part.end is end for part in parts)
    )


def _weekly(
    past: Sequence[Given], elsewhere: Sequence[Elsewhere], at: datetime, zone: ZoneInfo
) -> tuple[Weekly, ...]:
    """Each dose by the weight of its day; where none was taken, by the nearest weight before it, else after it."""
    today = at.astimezone(zone).date()
    routes = sorted({part.route for part in past} | {one.route for one in elsewhere})
    found = []
    for route in routes:
        for weeks in MOVING_WEEKS:
            span = timedelta(days=DAYS_A_WEEK * weeks)
            mine = [p for p in past if p.route == route and at - p.at < span]
            there = total(
                one.in_window(_day(at, span, zone), today)[1]
                for one in elsewhere
                if one.route == route
            )
            amount = _per_kg(mine, there, past)
            found.append(Weekly(route, weeks, None if amount is None else amount.over(weeks)))
    return tuple(found)


def _per_kg(mine: Sequence[Given], there: Amount, past: Sequence[Given]) -> Amount | None:
    parts = NOTHING
    for part in mine:
        kg = part.kg or _nearest_kg(part.at, past)
        if kg is None:
            return None
        parts += exactly(part.mg / kg)
    if there.is_nothing:
        return parts
    latest = max((p for p in past if p.kg), key=lambda p: p.at, default=None)
    if latest is None or latest.kg is None:
        return None
    return parts + there.over(latest.kg)


def _nearest_kg(at: datetime, past: Sequence[Given]) -> Decimal | None:
    weighed = [part for part in past if part.kg]
    before = [part for part in weighed if part.at <= at]
    nearest = (
        max(before, key=lambda p: p.at)
        if before
        else min(weighed, key=lambda p: p.at, default=None)
    )
    return None if nearest is None else nearest.kg
