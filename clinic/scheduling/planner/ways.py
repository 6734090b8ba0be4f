"""Every way to place the visits of one course that must move, while all its others stay: pure, in minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from uuid import UUID

from clinic.scheduling.planner.calendar import Calendar, Resource
from clinic.scheduling.planner.candidates import Options
from clinic.scheduling.planner.links import Link
from clinic.scheduling.planner.problem import Team, Wanted, Wishes
from clinic.scheduling.planner.spots import Spot, Use

MOST = 6000  # ways of one course; where there are more, nothing is crowded


class TooMany(Exception):
    """More ways than are worth listing."""


@dataclass(frozen=True, slots=True)
class Way:
    """A spot for each visit that must move, what that costs (packed), and everything it takes."""

    cost: int
    spots: tuple[tuple[UUID, Spot], ...]
    uses: tuple[Use, ...]

    def takes(self, resource: UUID, minute: int) -> bool:
        return any(used == resource and s <= minute < e for used, s, e in self.uses)


@dataclass(frozen=True, slots=True)
class Mover:
    """One course's visits that must move, and the starts at which the others stay."""

    moving: tuple[Wanted, ...]
    staying: Mapping[UUID, int]
    visits: tuple[Wanted, ...]
    links: tuple[Link, ...]
    wishes: Wishes
    lead: UUID | None

    def ways(self, calendar: Calendar) -> list[Way]:
        """All of them, the cheapest first. `calendar`: with what stays taken. Raises TooMany."""
        each = [list(self._alone(visit, calendar)) for visit in self.moving]
        if len(each) == 1:
            (visit,) = self.moving
            found = [_way([visit], [one]) for one in each[0]]
        else:
            found = self._together(each, calendar)
        return sorted(found, key=lambda way: way.cost)

    def _together(
        self, each: Sequence[Sequence[tuple[int, Spot]]], calendar: Calendar
    ) -> list[Way]:
        """Those of all combinations that keep the links between them and leave the patient in one place."""
        count = 1
        for places in each:
            count *= len(places)
        if count > MOST:
            raise TooMany
        found = []
        for places in product(*each):
            starts = {v.key: spot.start for v, (_c, spot) in zip(self.moving, places, strict=True)}
            if self._fit(starts, calendar):
                way = _way(self.moving, places)
                if not _touches_itself(way):
                    found.append(way)
        return found

    def _fit(self, starts: Mapping[UUID, int], calendar: Calendar) -> bool:
        within = [k for k in self.links if k.earlier in starts and k.later in starts]
        if any(not k.holds(starts[k.earlier], starts[k.later], calendar.days) for k in within):
            return False
        spans = sorted(
            (starts[v.key], starts[v.key] + v.demand.patient_minutes) for v in self.moving
        )
        return all(one[1] <= other[0] for one, other in pairwise(spans))

    def _alone(self, visit: Wanted, calendar: Calendar) -> Iterator[tuple[int, Spot]]:
        """Every start, room and team of one visit with its cost."""
        options = Options(
            visit, calendar, self.wishes, self.lead, within=self._window(visit, calendar)
        )
        allowed = options.allowed
        if not allowed:
            return
        demand = visit.demand
        rooms = _by_start(
            options,
            allowed,
            demand.room_minutes,
            [
                ((room, "") if room else None, penalty)
                for penalty, choices in options.room_choices()
                for room in choices or (None,)
            ],
        )
        parts = []
        for roles in demand.parts:
            people = [(p, c.penalty) for c in options.part_choices(roles) for p in c.people]
            parts.append(_by_start(options, allowed, demand.minutes, people))
        count = 0
        for start in calendar.minutes(allowed):
            if start not in rooms or any(start not in part for part in parts):
                continue
            price = options.price(start)
            end = start + demand.minutes
            for room, room_penalty in rooms[start].items():
                for team, penalty in _teams([part[start] for part in parts]):
                    count += 1
                    if count > MOST:
                        raise TooMany
                    spot = Spot(start, end, room[0] if room else None, team)
                    yield price + room_penalty + penalty, spot

    def _window(self, visit: Wanted, calendar: Calendar) -> int:
        """The starts that keep the links to what stays and leave the patient in one place."""
        days, within = calendar.days, -1
        for link in self.links:
            if link.later == visit.key and link.earlier in self.staying:
                earlier = self.staying[link.earlier]
                latest = link.latest(earlier, days)
                last = calendar.latest if latest is None else latest
                within &= calendar.starts_between(link.soonest(earlier, days), last)
            elif link.earlier == visit.key and link.later in self.staying:
                later = self.staying[link.later]
                first = link.first_before(later, days)
                soonest = calendar.earliest if first is None else first
                within &= calendar.starts_between(soonest, link.last_before(later, days))
        spans = [
            (self.staying[other.key], self.staying[other.key] + other.demand.patient_minutes)
            for other in self.visits
            if other.key in self.staying and not other.fixed
        ]
        return within & ~calendar.starts_touching(spans, visit.demand.patient_minutes)


def _by_start(
    options: Options,
    allowed: int,
    length: int,
    choices: Iterable[tuple[Resource | None, int]],
) -> dict[int, dict[Resource | None, int]]:
    """What is free at each start, at the least penalty it is offered for. None: no room is needed."""
    least: dict[Resource | None, int] = {}
    for resource, penalty in choices:
        least[resource] = min(penalty, least.get(resource, penalty))
    found: dict[int, dict[Resource | None, int]] = {}
    for resource, penalty in least.items():
        free = allowed
        if resource is not None:
            free &= options.free(resource, length)
        for start in options.calendar.minutes(free) if free else ():
            found.setdefault(start, {})[resource] = penalty
    return found


def _teams(parts: Sequence[Mapping[Resource | None, int]]) -> Iterator[tuple[Team, int]]:
    """Somebody for each part, nobody for two."""
    for chosen in product(*(part.items() for part in parts)):
        team = tuple(person for person, _penalty in chosen if person is not None)
        if len({user for user, _role in team}) == len(team):
            yield team, sum(penalty for _person, penalty in chosen)


def _way(moving: Sequence[Wanted], places: Sequence[tuple[int, Spot]]) -> Way:
    uses = [
        use
        for visit, (_cost, spot) in zip(moving, places, strict=True)
        for use in spot.uses(visit.demand)
    ]
    spots = tuple((visit.key, spot) for visit, (_cost, spot) in zip(moving, places, strict=True))
    return Way(sum(cost for cost, _spot in places), spots, tuple(uses))


def _touches_itself(way: Way) -> bool:
    """Two of its visits in one room before it is turned over."""
    taken = sorted(way.uses, key=lambda use: (use[0], use[1]))
    return any(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(taken))
