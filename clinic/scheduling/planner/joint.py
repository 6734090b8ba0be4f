"""The cheapest plans for several courses that share rooms and people.

First the usual case: only what must move moves, and as little else as possible (`staying`), which is exact. Where that
would take too long, or new visits are planned: conflict-based search. Each course is planned by itself (`branch`).
Where two plans take the same room or person at the same minute, one of the two does without at that minute: two
problems take the place of one, and together they lose no good plan. The cheapest is looked at first, so the first
without a conflict is the best for all.

Before that, plans made one course after the other, each around those before it, give an answer to fall back on; often
it costs as little as the courses would by themselves, and nothing is left to search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import combinations
from uuid import UUID

from clinic.accounts.roles import Role
from clinic.scheduling.planner.branch import Found, Search
from clinic.scheduling.planner.calendar import Calendar
from clinic.scheduling.planner.candidates import Options
from clinic.scheduling.planner.course import Answer, Course
from clinic.scheduling.planner.problem import Demand
from clinic.scheduling.planner.spots import Bans, Spot, Use
from clinic.scheduling.planner.staying import fewest_moves

NODES = 40  # how many sets of plans the search looks at before it settles for the best it has

Owner = int | UUID  # a course by its place, or one visit
Ban = tuple[Owner, UUID, int, int]


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
    """Plans courses together over one calendar. `bans`: what none of them may use."""

    def __init__(
        self, courses: Sequence[Course], calendar: Calendar, bans: Bans = frozenset()
    ) -> None:
        self.courses = list(courses)
        self.calendar = calendar
        self.gave_up = False  # a search stopped at its budget: no answer proves nothing
        self._bans = bans
        self._visits = {
            visit.key: (number, visit)
            for number, course in enumerate(self.courses)
            for visit in course.visits
        }
        self._singles: dict[tuple[int, frozenset[Ban]], _Single | None] = {}

    def best(self) -> Answer | None:
        """The cheapest plans. None when there are none, or (`gave_up`) when none was found."""
        known: Answer | None = None
        if len(self.courses) > 1:
            outcome = fewest_moves(self.courses, self.calendar)
            known = outcome.answer
            if outcome.complete:
                return known
        singles = self._all(frozenset())
        if singles is None:
            return known
        least = _cost(singles)
        spots = self._spots(singles)
        if self._clash(spots) is None:
            return Answer(least, spots, self._is_proven(singles))
        known = min(filter(None, (known, self._one_after_another())), key=_paid, default=None)
        if known is not None and known.cost == least:
            return replace(known, proven=self._is_proven(singles))
        return self._search(singles, known)

    def _is_proven(self, singles: Iterable[_Single]) -> bool:
        return not self.gave_up and all(single.found.proven for single in singles)

    def _search(self, singles: Sequence[_Single], known: Answer | None) -> Answer | None:
        waiting: list[tuple[int, int, frozenset[Ban], Sequence[_Single]]] = []
        heappush(waiting, (_cost(singles), 0, frozenset(), singles))
        looked = pushed = 0
        all_proven = self._is_proven(singles)
        while waiting:
            cost, _number, bans, singles = heappop(waiting)
            all_proven = all_proven and self._is_proven(singles)
            if known is not None and cost >= known.cost:
                break
            spots = self._spots(singles)
            clash = self._clash(spots)
            if clash is None:
                return Answer(cost, spots, all_proven)
            looked += 1
            if looked > NODES:
                self.gave_up = True
                break
            for ban in _either(clash):
                more = bans | {ban}
                changed = self._all(more)
                if changed is not None:
                    pushed += 1
                    heappush(waiting, (_cost(changed), pushed, more, changed))
        return known and replace(known, proven=all_proven and not self.gave_up)

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
            self.gave_up = self.gave_up or (found is None and search.gave_up)
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
            own: Bans = self._bans.union(ban[1:] for ban in bans if ban[0] in {number, visit.key})
            made = Options(visit, self.calendar, course.wishes, lead, own)
            if visit.now is None and made.pin is None:
                made = alike.setdefault((visit.demand, own), made)
            found[visit.key] = made
        return found

    def _one_after_another(self) -> Answer | None:
        """Each course around those before it, in a few orders; the cheapest of them."""
        if len(self.courses) == 1:
            return None
        order = list(range(len(self.courses)))
        alone = [self._single(number, frozenset()) for number in order]
        dear = sorted(order, key=lambda n: -(single.found.cost if (single := alone[n]) else 0))
        orders = (order, order[::-1], dear, dear[::-1])
        answers = [self._in_order(each) for each in orders]
        return min(filter(None, answers), key=_paid, default=None)

    def _in_order(self, order: list[int]) -> Answer | None:
        """Whoever finds no place around the others goes before them: again, until no course has to."""
        tried: set[tuple[int, ...]] = set()
        while tuple(order) not in tried:
            tried.add(tuple(order))
            answer, stuck = self._once(order)
            if stuck is None:
                return answer
            order = [stuck, *(number for number in order if number != stuck)]
        return None

    def _once(self, order: Iterable[int]) -> tuple[Answer | None, int | None]:
        """The plans made in this order, or the first course that finds none."""
        taken: set[Use] = set(self._bans)
        cost, spots = 0, dict[UUID, Spot]()
        for number in order:
            planner = Planner([self.courses[number]], self.calendar, frozenset(taken))
            answer = planner.best()
            if answer is None:
                return None, number
            for key, spot in answer.spots.items():
                visit = self._visits[key][1]
                if not visit.fixed:
                    taken.update(spot.uses(visit.demand))
            cost += answer.cost
            spots |= answer.spots
        return Answer(cost, spots, proven=False), None

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
        """The first two visits found that take one thing at once. Visits that are fixed are in the calendar."""
        uses: dict[UUID, list[tuple[int, int, UUID]]] = {}
        for key, spot in spots.items():
            visit = self._visits[key][1]
            if not visit.fixed:
                for resource, start, end in spot.uses(visit.demand):
                    uses.setdefault(resource, []).append((start, end, key))
        for resource, taken in uses.items():
            for (_s, end, one), (start, _e, other) in combinations(sorted(taken), 2):
                if start < end and not self._share(one, other, spots):
                    numbers = self._visits[one][0], self._visits[other][0]
                    return _Clash((numbers[0], one), (numbers[1], other), resource, start)
        return None

    def _share(self, one: UUID, other: UUID, spots: Mapping[UUID, Spot]) -> bool:
        """Two that stay where somebody put them together on purpose."""
        visits = [self._visits[key][1] for key in (one, other)]
        return any(each.trusted for each in visits) and all(
            each.now is not None and Spot.of(each.now) == spots[each.key] for each in visits
        )


def _either(clash: _Clash) -> tuple[Ban, Ban]:
    """One or the other does without. Between two courses, all visits of the course: no two share a minute anyway."""
    what = (clash.resource, clash.minute, clash.minute + 1)
    (one, one_key), (other, other_key) = clash.one, clash.other
    if one == other:
        return (one_key, *what), (other_key, *what)
    return (one, *what), (other, *what)


def _paid(answer: Answer) -> int:
    return answer.cost


def _cost(singles: Iterable[_Single]) -> int:
    return sum(single.found.cost for single in singles)
