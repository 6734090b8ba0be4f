"""The cheapest plan of one course: the tree's answer, and branching on what the tree does not see.

The tree sees each visit and the one it hangs on. Three things lie across: at most so many doses in seven days, the
integration before the next dose, a patient in one place at a time. Where the tree's answer breaks one, two problems
that exclude this answer and no good one take its place; the cheaper is looked at first, so the first answer that
breaks nothing is the best there is. Bounds are narrowed by all links before each look, which mostly leaves the tree
nothing to break.

Three rounds, the first that succeeds is exact for the whole: nobody pays anything but time; then everything that may
stay stays, since fewer changes go before all else; then anything may move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from uuid import UUID

from clinic.scheduling.planner.candidates import Options
from clinic.scheduling.planner.days import Days
from clinic.scheduling.planner.links import Link, Rule, in_order, tree_of
from clinic.scheduling.planner.problem import Wanted
from clinic.scheduling.planner.propagate import Bounds, Starts, between, earliest, narrow, whole
from clinic.scheduling.planner.tree import Answer, cheapest

NODES = 3000  # how many problems one search may look at before it settles for the best it has


@dataclass(frozen=True, slots=True)
class Found:
    """The starts of one course's visits and what they cost, packed."""

    cost: int
    starts: dict[UUID, int]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is left of the starts, and orders between visits that branching has laid down."""

    bounds: Bounds
    orders: tuple[Link, ...] = ()


class Search:
    """One course's visits with their options (by key, each after the one it hangs on) and links."""

    def __init__(
        self,
        visits: Sequence[Wanted],
        links: Sequence[Link],
        options: Mapping[UUID, Options],
        days: Days,
        earliest_minute: int = 0,
    ) -> None:
        self.visits = {each.key: each for each in visits}
        self.links = tuple(links)
        self.options = options
        self.days = days
        self.tree = tree_of(links)
        self.earliest = earliest_minute
        self.nodes = 0
        self.gave_up = False  # stopped at its budget with no plan in hand

    @cached_property
    def movable(self) -> list[Wanted]:
        return [each for each in self.visits.values() if not each.fixed]

    def best(self) -> Found | None:
        """The cheapest plan; None when there is none."""
        return self._nobody_pays() or self._kept() or self._any()

    def feasible(self) -> bool:
        """Is there a start for each visit that keeps all links? Room, people and places at once are not asked."""
        starts = {key: options.starts for key, options in self.options.items()}
        return narrow(starts, self.links, self.days, whole(starts)) is not None

    def _nobody_pays(self) -> Found | None:
        starts = {key: options.ideal for key, options in self.options.items()}
        bounds = narrow(starts, self.links, self.days, whole(starts))
        if bounds is None:
            return None
        found = earliest(starts, bounds)
        if self._two_at_once(found):
            return None
        new = [start for key, start in found.items() if self.options[key].now is None]
        return Found(sum(new) - len(new) * self.earliest, found)

    def _kept(self) -> Found | None:
        if not any(self._stays(options) for options in self.options.values()):
            return None
        starts = {
            key: [options.stay] if options.stay is not None else options.starts
            for key, options in self.options.items()
        }
        return self._search(starts)

    def _any(self) -> Found | None:
        return self._search({key: options.starts for key, options in self.options.items()})

    def _stays(self, options: Options) -> bool:
        return options.stay is not None and not options.visit.fixed

    def _search(self, starts: Starts) -> Found | None:
        """Best first. Each entry: cost, how many came before it, problem, its answer."""
        self.gave_up = False
        waiting: list[tuple[int, int, _Problem, Answer]] = []
        self._add(waiting, starts, _Problem(whole(starts)))
        looked = 0
        while waiting:
            _cost, _number, problem, answer = heappop(waiting)
            looked += 1
            parts = self._parts(starts, problem, answer)
            if not parts:
                return Found(answer.cost, answer.starts)
            if looked >= NODES:
                return self._fallback(starts, waiting)
            for part in parts:
                self._add(waiting, starts, part)
        return None

    def _add(
        self,
        waiting: list[tuple[int, int, _Problem, Answer]],
        starts: Starts,
        problem: _Problem,
    ) -> None:
        links = (*self.links, *problem.orders)
        bounds = narrow(starts, links, self.days, problem.bounds)
        if bounds is None:
            return
        answer = cheapest(self.visits, starts, bounds, self.tree, self._costs, self.days)
        if answer is not None:
            self.nodes += 1
            heappush(waiting, (answer.cost, self.nodes, _Problem(bounds, problem.orders), answer))

    def _costs(self, key: UUID, starts: Sequence[int]) -> list[int]:
        costs = self.options[key].costs
        return [costs[start] for start in starts]

    def _parts(self, starts: Starts, problem: _Problem, answer: Answer) -> list[_Problem]:
        """Two problems that together lack nothing but this answer; none if it breaks nothing."""
        for link in (*self.links, *problem.orders):
            one, other = answer.starts[link.earlier], answer.starts[link.later]
            if link.rule is not Rule.GAP and not link.holds(one, other, self.days):
                return self._split(starts, problem, link, one)
        pair = self._two_at_once(answer.starts)
        if pair is None:
            return []
        first, second = pair
        return [
            _Problem(problem.bounds, (*problem.orders, in_order(a, b)))
            for a, b in ((first, second), (second, first))
        ]

    def _split(self, starts: Starts, problem: _Problem, link: Link, start: int) -> list[_Problem]:
        """The earlier visit before this start (or its day); or not before it, and the later as late as that asks."""
        days = self.days
        line = days.start(days.number(start)) if link.counts_days else start
        sooner = between(starts, problem.bounds, link.earlier, None, line - 1)
        later = between(starts, problem.bounds, link.earlier, line, None)
        later = between(starts, later, link.later, link.soonest(line, days), None)
        return [_Problem(sooner, problem.orders), _Problem(later, problem.orders)]

    def _two_at_once(self, starts: Mapping[UUID, int]) -> tuple[Wanted, Wanted] | None:
        """Two visits that ask the patient to be in two places."""
        ordered = sorted(self.movable, key=lambda each: starts[each.key])
        for one, other in pairwise(ordered):
            if starts[one.key] + one.demand.patient_minutes > starts[other.key]:
                return one, other
        return None

    def _fallback(
        self, starts: Starts, waiting: Sequence[tuple[int, int, _Problem, Answer]]
    ) -> Found | None:
        """Out of budget: the earliest plan of the most promising problem that breaks nothing."""
        for _cost, _number, problem, _answer in sorted(waiting):
            found = earliest(starts, problem.bounds)
            if not self._two_at_once(found):
                cost = sum(self.options[key].costs[start] for key, start in found.items())
                return Found(cost, found, proven=False)
        self.gave_up = True
        return None
