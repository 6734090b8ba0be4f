"""The cheapest plans for several courses that share rooms and people: conflict-based search.

Each course is planned by itself (`branch`). Where two plans take the same room or person at the same minute, one of the
two does without at that minute: two problems take the place of one, and together they lose no good plan. The cheapest
is looked at first, so the first without a conflict is the best for all.

Before that, plans made one course after the other, each around those before it, give an answer to fall back on; often
it costs as little as the courses would by themselves, and nothing is left to search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import combinations
from uuid import UUID

from clinic.accounts.roles import Role
from clinic.scheduling.planner.branch import Found, Search
from clinic.scheduling.planner.calendar import Calendar
from clinic.scheduling.planner.candidates import Options
from clinic.scheduling.planner.links import Link
from clinic.scheduling.planner.problem import NO_WISHES, Demand, Wanted, Wishes
from clinic.scheduling.planner.spots import Bans, Spot

NODES = 40  # how many sets of plans the search looks at before it settles for the best it has

Use = tuple[UUID, int, int]  # a room or a person, from one minute to another
Owner = int | UUID  # a course by its place, or one visit
Ban = tuple[Owner, UUID, int, int]


@dataclass(frozen=True)
class Course:
    """One patient's visits, each after the one it hangs on, the links between them, and what is wished.

    `lead`: the therapist a new visit should have; None: whoever makes the plan cheapest.
    """

    visits: tuple[Wanted, ...]
    links: tuple[Link, ...]
    wishes: Wishes = NO_WISHES
    lead: UUID | None = None

    @cached_property
    def wants_lead(self) -> bool:
        """Has it new visits with a therapist, and nobody who should be that?"""
        return self.lead is None and any(
            each.now is None and any(Role.THERAPIST in part for part in each.demand.parts)
            for each in self.visits
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Where every visit goes, what that costs (packed), and whether nothing is cheaper."""

    cost: int
    spots: dict[UUID, Spot]
    proven: bool


@dataclass(frozen=True, slots=True)
class _Single:
    """One course's best under its bans."""

    found: Found
    options: dict[UUID, Options]


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two visits that take one thing at one minute; by course and key."""

    one: tuple[int, UUID]
    other: tuple[int, UUID]
    resource: UUID
    minute: int


class Planner:
    """Plans courses together over one calendar."""

    def __init__(self, courses: Sequence[Course], calendar: Calendar) -> None:
        self.courses = list(courses)
        self.calendar = calendar
        self._visits = {
            visit.key: (number, visit)
            for number, course in enumerate(self.courses)
            for visit in course.visits
        }
        self._singles: dict[tuple[int, frozenset[Ban]], _Single | None] = {}

    def best(self) -> Answer | None:
        """The cheapest plans; None when one of the courses has none."""
        singles = self._all(frozenset())
        if singles is None:
            return None
        least = sum(single.found.cost for single in singles)
        spots = self._spots(singles)
        proven = all(single.found.proven for single in singles)
        if self._clash(spots) is None:
            return Answer(least, spots, proven)
        fallback = self._one_after_another()
        if fallback is not None and fallback.cost == least:
            return replace(fallback, proven=proven and fallback.proven)
        return self._search(singles, fallback)

    def _search(self, singles: Sequence[_Single], fallback: Answer | None) -> Answer | None:
        waiting: list[tuple[int, int, frozenset[Ban], Sequence[_Single]]] = []
        heappush(waiting, (_cost(singles), 0, frozenset(), singles))
        looked = pushed = 0
        while waiting:
            cost, _number, bans, singles = heappop(waiting)
            looked += 1
            if fallback is not None and cost >= fallback.cost:
                return fallback
            spots = self._spots(singles)
            clash = self._clash(spots)
            if clash is None:
                proven = all(single.found.proven for single in singles)
                return Answer(cost, spots, proven)
            if looked >= NODES:
                return None if fallback is None else replace(fallback, proven=False)
            for ban in _either(clash):
                more = bans | {ban}
                changed = self._all(more)
                if changed is not None:
                    pushed += 1
                    heappush(waiting, (_cost(changed), pushed, more, changed))
        return fallback

    def _all(self, bans: frozenset[Ban]) -> list[_Single] | None:
        found = []
        for number in range(len(self.courses)):
            single = self._single(number, bans)
            if single is None:
                return None
            found.append(single)
        return found

    def _single(self, number: int, bans: frozenset[Ban]) -> _Single | None:
        owners = {number, *(each.key for each in self.courses[number].visits)}
        own = frozenset(ban for ban in bans if ban[0] in owners)
        if (number, own) not in self._singles:
            self._singles[number, own] = self.plan_alone(self.courses[number], number, own)
        return self._singles[number, own]

    def plan_alone(
        self, course: Course, number: int, bans: frozenset[Ban] = frozenset()
    ) -> _Single | None:
        """One course by itself; where nobody is its therapist, with each in turn, and the cheapest is taken."""
        leads: Iterable[UUID | None] = [course.lead]
        if course.wants_lead:
            leads = self.calendar.people.get(Role.THERAPIST, ()) or [None]
        best: _Single | None = None
        for lead in leads:
            options = self.options(course, number, bans, lead)
            calendar = self.calendar
            search = Search(course.visits, course.links, options, calendar.days, calendar.earliest)
            found = search.best()
            if found is not None and (best is None or found.cost < best.found.cost):
                best = _Single(found, options)
        return best

    def options(
        self, course: Course, number: int, bans: frozenset[Ban], lead: UUID | None
    ) -> dict[UUID, Options]:
        """Of each visit. New visits that ask for the same things have the same options, reckoned once."""
        found: dict[UUID, Options] = {}
        alike: dict[tuple[Demand, Bans], Options] = {}
        for visit in course.visits:
            own: Bans = frozenset(ban[1:] for ban in bans if ban[0] in {number, visit.key})
            made = Options(visit, self.calendar, course.wishes, lead, own)
            if visit.now is None and made.pin is None:
                made = alike.setdefault((visit.demand, own), made)
            found[visit.key] = made
        return found

    def _one_after_another(self) -> Answer | None:
        """Each course around those before it, in a few orders; the cheapest of them."""
        order = list(range(len(self.courses)))
        alone = [self._single(number, frozenset()) for number in order]
        dear = sorted(order, key=lambda n: -(single.found.cost if (single := alone[n]) else 0))
        answers = [self._in_order(each) for each in (order, order[::-1], dear, dear[::-1])]
        return min((each for each in answers if each), key=lambda each: each.cost, default=None)

    def _in_order(self, order: Iterable[int]) -> Answer | None:
        taken: set[Use] = set()
        cost, proven = 0, True
        spots: dict[UUID, Spot] = {}
        for number in order:
            course = self.courses[number]
            bans = frozenset((number, *use) for use in taken)
            single = self.plan_alone(course, number, bans)
            if single is None:
                return None
            placed = self._spots([single])
            if self._clash(placed) is not None:
                return None
            for key, spot in placed.items():
                taken.update(spot.uses(single.options[key].visit.demand))
            cost += single.found.cost
            proven = proven and single.found.proven
            spots |= placed
        return Answer(cost, spots, proven)

    def _spots(self, singles: Iterable[_Single]) -> dict[UUID, Spot]:
        """Room and people for each start: what stays first, the others around it where that costs nothing."""
        singles = list(singles)
        taken: dict[UUID, list[tuple[int, int]]] = {}

        def busy(resource: UUID, start: int, end: int) -> bool:
            return any(start < e and s < end for s, e in taken.get(resource, ()))

        placed: dict[UUID, Spot] = {}
        for stays in (True, False):
            for single in singles:
                for key, start in single.found.starts.items():
                    options = single.options[key]
                    if (options.stay == start) is stays:
                        placed[key] = options.spot(start, busy)
                        for resource, begins, ends in placed[key].uses(options.visit.demand):
                            taken.setdefault(resource, []).append((begins, ends))
        return placed

    def _clash(self, spots: Mapping[UUID, Spot]) -> _Clash | None:
        """The first two visits found that take one thing at once.

        Two that stay never clash: they stand like that already. Visits that are fixed are in the calendar.
        """
        uses: dict[UUID, list[tuple[int, int, UUID]]] = {}
        for key, spot in spots.items():
            visit = self._visits[key][1]
            if not visit.fixed:
                for resource, start, end in spot.uses(visit.demand):
                    uses.setdefault(resource, []).append((start, end, key))
        for resource, taken in uses.items():
            for (_s, end, one), (start, _e, other) in combinations(sorted(taken), 2):
                if start < end and not (self._stands(one, spots) and self._stands(other, spots)):
                    numbers = self._visits[one][0], self._visits[other][0]
                    return _Clash((numbers[0], one), (numbers[1], other), resource, start)
        return None

    def _stands(self, key: UUID, spots: Mapping[UUID, Spot]) -> bool:
        now = self._visits[key][1].now
        return now is not None and Spot.of(now) == spots[key]


def _either(clash: _Clash) -> tuple[Ban, Ban]:
    """One or the other does without. Between two courses, all visits of the course: no two share a minute anyway."""
    what = (clash.resource, clash.minute, clash.minute + 1)
    (one, one_key), (other, other_key) = clash.one, clash.other
    if one == other:
        return (one_key, *what), (other_key, *what)
    return (one, *what), (other, *what)


def _cost(singles: Iterable[_Single]) -> int:
    return sum(single.found.cost for single in singles)
