"""Which visits can stay where they are and which must move; and the cheapest plan in which the fewest others move too.

First no other. Where that gives no plan, one visit more is let go of, each in turn, then two: since fewer changed
visits go before all else, the best plan of the first round that has one is the best of all. A round that would be too
long is broken off, and what it found is not proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from uuid import UUID

from clinic.scheduling.planner.calendar import Calendar, Resource, Spans
from clinic.scheduling.planner.candidates import Options
from clinic.scheduling.planner.course import Answer, Course
from clinic.scheduling.planner.settle import settle
from clinic.scheduling.planner.spots import Spot, Use
from clinic.scheduling.planner.ways import Mover, TooMany, Way

ROUNDS = 100  # how many sets of visits to let go of are tried

Kept = tuple[Use, bool]  # what a visit that stays takes, and whether it shares that on purpose


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best plan found. `complete`: if it is none, there is none."""

    answer: Answer | None
    complete: bool


def fewest_moves(courses: Sequence[Course], calendar: Calendar, rounds: int = ROUNDS) -> Outcome:
    """See the module. Nothing where visits are new or pinned: that is another question."""
    if any(course.wishes.pins or None in (v.now for v in course.visits) for course in courses):
        return Outcome(None, complete=False)
    field = _Field(courses, calendar)
    staying = [key for key, spot in field.spots.items() if spot and not field.is_fixed(key)]
    tried = 0
    for more in range(len(staying) + 1):
        best: Answer | None = None
        for released in combinations(staying, more):
            tried += 1
            if tried > rounds:
                return Outcome(best and replace(best, proven=False), complete=False)
            answer = field.placed(frozenset(released))
            if answer is not None and (best is None or answer.cost < best.cost):
                best = answer
        if best is not None or not field.is_exact:
            exact = best and replace(best, proven=field.is_exact)
            return Outcome(exact, complete=field.is_exact)
    return Outcome(None, complete=True)


class _Field:
    """The courses, and where each visit may stay."""

    def __init__(self, courses: Sequence[Course], calendar: Calendar) -> None:
        self.courses = courses
        self.calendar = calendar
        self.is_exact = True  # no search in it was broken off
        self.spots: dict[UUID, Spot | None] = {}
        self._visits = {visit.key: visit for course in courses for visit in course.visits}
        for course in courses:
            for visit in course.visits:
                options = Options(visit, calendar, course.wishes, course.lead)
                self.spots[visit.key] = None if options.stay is None else options.now

    def is_fixed(self, key: UUID) -> bool:
        return self._visits[key].fixed

    def placed(self, released: frozenset[UUID]) -> Answer | None:
        """The cheapest plan in which those move that must, and those released."""
        stays = {k: spot for k, spot in self.spots.items() if spot and k not in released}
        movers = [mover for course in self.courses if (mover := self._mover(course, stays))]
        uses = [
            (use, self._visits[key].trusted)
            for key, spot in stays.items()
            if not self._visits[key].fixed
            for use in spot.uses(self._visits[key].demand)
        ]
        kept = all(_is_kept(course, stays, self.calendar) for course in self.courses)
        if not kept or _crowd(uses):
            return None
        if not movers:
            return Answer(0, stays, proven=True)
        around = _with_taken(self.calendar, (use for use, _on_purpose in uses))
        try:
            ways = [mover.ways(around) for mover in movers]
        except TooMany:
            self.is_exact = False
            return None
        if not all(ways):
            return None
        shortest = min(visit.demand.minutes for mover in movers for visit in mover.moving)
        found = settle(ways, self.calendar.days, shortest)
        self.is_exact = self.is_exact and found.proven
        if found.chosen is None:
            return None
        return Answer(found.cost, stays | _spots(found.chosen), found.proven)

    def _mover(self, course: Course, stays: Mapping[UUID, Spot]) -> Mover | None:
        moving = tuple(visit for visit in course.visits if visit.key not in stays)
        if not moving:
            return None
        starts = {v.key: stays[v.key].start for v in course.visits if v.key in stays}
        return Mover(moving, starts, course.visits, course.links, course.wishes, course.lead)


def _crowd(uses: Iterable[Kept]) -> bool:
    """Do two that stay take one thing at once, and not on purpose?"""
    taken: dict[UUID, list[tuple[int, int, bool]]] = {}
    for (resource, start, end), on_purpose in uses:
        taken.setdefault(resource, []).append((start, end, on_purpose))
    return any(
        other[0] < one[1] and not (one[2] or other[2])
        for spans in taken.values()
        for one, other in combinations(sorted(spans), 2)
    )


def _is_kept(course: Course, stays: Mapping[UUID, Spot], calendar: Calendar) -> bool:
    """Do those that stay keep what they owe each other?"""
    spans = sorted(
        (stays[each.key].start, stays[each.key].start + each.demand.patient_minutes)
        for each in course.visits
        if each.key in stays and not each.fixed
    )
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    return apart and all(
        link.holds(stays[link.earlier].start, stays[link.later].start, calendar.days)
        for link in course.links
        if link.earlier in stays and link.later in stays
    )


def _with_taken(calendar: Calendar, uses: Iterable[Use]) -> Calendar:
    """The calendar with these rooms and people taken."""
    held: dict[UUID, list[tuple[int, int]]] = {}
    for used, start, end in uses:
        held.setdefault(used, []).append((start, end))
    free: dict[Resource, Spans] = {}
    for resource, spans in calendar.free.items():
        left = spans
        for start, end in held.get(resource[0], ()):
            left = left.without(start, end)
        free[resource] = left
    return replace(calendar, free=free, _starts={})


def _spots(chosen: Iterable[Way]) -> dict[UUID, Spot]:
    return {key: spot for way in chosen for key, spot in way.spots}
