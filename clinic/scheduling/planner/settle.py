"""Only what must move moves: the cheapest places for visits of many courses, all their other visits staying. Exact.

Fewer changed visits go before all else. So where the visits that cannot stay find places together while every other
visit stays, the cheapest of these plans is the cheapest of all, and no course has to be searched.

The bound is a matching. Visits last at least as long as the shortest, so with one moment marked every so often each of
them is under way at a mark, and no two are in one room, or with one person, at one mark. The cheapest way to give each
course a mark of its own costs no more than any plan. At each mark rooms or people are counted, whichever are fewer.
Where the cheapest matching still lets two visits share something at a minute, one of the two does without it there:
two problems take the place of one, and together they lose no good plan. The cheapest bound is looked at first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple
from uuid import UUID

from clinic.scheduling.planner.days import GRID, Days
from clinic.scheduling.planner.matching import Matching, cheapest_matching
from clinic.scheduling.planner.spots import Use
from clinic.scheduling.planner.ways import Way

NODES = 1500  # how many problems it looks at before it settles for the best plan it has

Unit = Hashable  # a room or a person at a mark
Ways = Sequence[Way]


@dataclass(frozen=True, slots=True)
class Settled:
    """One way for each course. `proven`: nothing is cheaper. `chosen` None: none was found."""

    cost: int
    chosen: tuple[Way, ...] | None
    proven: bool


class _Clash(NamedTuple):
    """Two courses that take one thing at one minute."""

    one: int
    other: int
    resource: UUID
    minute: int


def settle(courses: Sequence[Ways], days: Days, shortest: int) -> Settled:
    """`courses`: the ways of each, the cheapest first. `shortest`: the minutes the shortest visit lasts."""
    return _Search(courses, days, shortest).best()


class _Search:
    def __init__(self, courses: Sequence[Ways], days: Days, shortest: int) -> None:
        self.courses = courses
        self.unit_of = Marks(courses, days, max(shortest // GRID, 1)).unit
        self.best_cost: int | None = None
        self.chosen: tuple[Way, ...] | None = None

    def best(self) -> Settled:
        waiting: list[tuple[int, int, Sequence[Ways], Matching]] = []
        self._add(waiting, self.courses, 0)
        looked = pushed = 0
        while waiting:
            cost, _number, courses, matching = heappop(waiting)
            if self.best_cost is not None and cost >= self.best_cost:
                break
            looked += 1
            if looked > NODES:
                return Settled(self.best_cost or 0, self.chosen, proven=False)
            courses = self._worth_it(courses, matching)
            clash = self._look(courses, matching)
            if clash is None:
                continue
            for number in (clash.one, clash.other):
                left = [
                    way for way in courses[number] if not way.takes(clash.resource, clash.minute)
                ]
                pushed += 1
                self._add(waiting, [*courses[:number], left, *courses[number + 1 :]], pushed)
        return Settled(self.best_cost or 0, self.chosen, proven=True)

    def _add(
        self,
        waiting: list[tuple[int, int, Sequence[Ways], Matching]],
        courses: Sequence[Ways],
        number: int,
    ) -> None:
        rows: list[dict[Unit, int]] = []
        for place, ways in enumerate(courses):
            row: dict[Unit, int] = {}
            for way in ways:  # the cheapest comes first
                row.setdefault(self.unit_of(place, way), way.cost)
            rows.append(row)
        matching = cheapest_matching(rows)
        if matching is not None and (self.best_cost is None or matching.cost < self.best_cost):
            heappush(waiting, (matching.cost, number, courses, matching))

    def _worth_it(self, courses: Sequence[Ways], matching: Matching) -> Sequence[Ways]:
        """Without the ways that cost too much whatever the others do: the prices say what each costs at least."""
        if self.best_cost is None:
            return courses
        most = self.best_cost - matching.cost
        return [
            [
                way
                for way in ways
                if way.cost
                - matching.rows[place]
                - matching.prices.get(self.unit_of(place, way), 0)
                < most
            ]
            for place, ways in enumerate(courses)
        ]

    def _look(self, courses: Sequence[Ways], matching: Matching) -> _Clash | None:
        """Read a plan out of the matching: kept if it is the best so far. What clashes in it, if anything does."""
        taken: list[tuple[Use, int]] = []
        chosen: list[Way | None] = [None] * len(courses)
        clash: _Clash | None = None
        cells = [
            [
                way
                for way in ways
                if way.cost <= matching.rows[place] + matching.prices.get(unit, 0)
                and self.unit_of(place, way) == unit
            ]
            for place, (ways, unit) in enumerate(zip(courses, matching.places, strict=True))
        ]
        later = []
        for place in sorted(range(len(courses)), key=lambda n: len(cells[n])):
            way = next((each for each in cells[place] if not _meets(each, taken)), None)
            if way is None:
                found = _meets(cells[place][0], taken)
                if found is not None and clash is None:
                    clash = _Clash(found[0], place, found[1], found[2])
                later.append(place)
            else:
                chosen[place] = way
                taken += [(use, place) for use in way.uses]
        for place in later:
            way = next((each for each in courses[place] if not _meets(each, taken)), None)
            if way is None:
                return clash
            chosen[place] = way
            taken += [(use, place) for use in way.uses]
        ways = tuple(way for way in chosen if way is not None)
        cost = sum(way.cost for way in ways)
        if self.best_cost is None or cost < self.best_cost:
            self.best_cost, self.chosen = cost, ways
        return clash


def _meets(way: Way, taken: Iterable[tuple[Use, int]]) -> tuple[int, UUID, int] | None:
    """The first that takes what this way takes: which course, what, and a minute at which both do."""
    for (resource, start, end), place in taken:
        for used, begins, ends in way.uses:
            if used == resource and begins < end and start < ends:
                return place, resource, max(begins, start)
    return None


class _Seen(NamedTuple):
    """One way of a course: from which quarter of an hour on, and what its first visit takes."""

    place: int
    quarter: int
    way: Way
    takes: dict[str, UUID]


class Marks:
    """Moments so far apart that every visit is under way at one of them, and what it takes there."""

    def __init__(self, courses: Sequence[Ways], days: Days, apart: int) -> None:
        self._apart = apart
        self._units: dict[tuple[int, int], Unit] = {}
        by_day: dict[int, list[_Seen]] = {}
        numbers: dict[int, int] = {}
        for place, ways in enumerate(courses):
            for way in ways:
                start = way.spots[0][1].start
                if start not in numbers:
                    numbers[start] = days.number(start)
                seen = _Seen(place, start // GRID, way, _by_class(way))
                by_day.setdefault(numbers[start], []).append(seen)
        for each in by_day.values():
            self._mark_day(each)

    def unit(self, place: int, way: Way) -> Unit:
        """What the way takes at its mark; where it takes nothing that is counted, a unit of the course's own."""
        return self._units[place, id(way)]

    def _mark_day(self, seen: Sequence[_Seen]) -> None:
        """Marks where they have the least to give; of several, where what they give costs the most."""
        offset = max(range(self._apart), key=lambda each: self._worth(seen, each))
        counted = {
            mark: min(classes, key=lambda name: len(classes[name]), default="")
            for mark, classes in self._classes(seen, offset).items()
        }
        for each in seen:
            mark = _next_mark(each.quarter, offset, self._apart)
            resource = each.takes.get(counted[mark])
            self._units[each.place, id(each.way)] = (
                each.place if resource is None else resource,
                mark,
            )

    def _worth(self, seen: Iterable[_Seen], offset: int) -> tuple[int, int]:
        least: dict[tuple[int, int], int] = {}
        for each in seen:  # the cheapest comes first
            least.setdefault(
                (each.place, _next_mark(each.quarter, offset, self._apart)), each.way.cost
            )
        classes = self._classes(seen, offset).values()
        units = sum(min(map(len, each.values()), default=0) for each in classes)
        return -units, sum(least.values())

    def _classes(self, seen: Iterable[_Seen], offset: int) -> dict[int, dict[str, set[UUID]]]:
        """At each mark: the rooms, and the people in each role."""
        found: dict[int, dict[str, set[UUID]]] = {}
        for each in seen:
            mark = each.quarter + (offset - each.quarter) % self._apart
            at_mark = found.setdefault(mark, {})
            for name, resource in each.takes.items():
                if name in at_mark:
                    at_mark[name].add(resource)
                else:
                    at_mark[name] = {resource}
        return found


def _next_mark(quarter: int, offset: int, apart: int) -> int:
    return quarter + (offset - quarter) % apart


def _by_class(way: Way) -> dict[str, UUID]:
    """The room, and who plays which role, of the first visit."""
    spot = way.spots[0][1]
    found = {role: user for user, role in spot.team}
    if spot.room_id is not None:
        found["room"] = spot.room_id
    return found
