"""What must hold between two visits of a course: how long after the one the other comes. Pure, in minutes.

Each link is of the form "later minus earlier lies between two bounds". Such bounds have a property the search lives
from: of two plans that keep them, the plan made of the earlier start of each visit keeps them too. So the earliest
start of every visit that bounds alone allow is itself a plan (`propagate`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from clinic.scheduling.models.visit_kind import Kind
from clinic.scheduling.planner.days import HOUR, Days
from clinic.scheduling.planner.problem import Wanted

WEEK = 7


class Rule(StrEnum):
    """Where a link comes from."""

    GAP = "GAP"  # the protocol's gap to the visit it follows
    DOSES_IN_7_DAYS = "DOSES_IN_7_DAYS"  # most_doses_in_7_days of the protocol
    INTEGRATION_FIRST = "INTEGRATION_FIRST"  # a dose is talked through before the next
    PREPARATION_FIRST = "PREPARATION_FIRST"  # preparation belongs before the first dose
    ONE_PLACE = "ONE_PLACE"  # found by branching: a patient is in one place at a time


@dataclass(frozen=True, slots=True)
class Link:
    """`later` begins at least `least` and at most `most` after `earlier` begins: whole local days, or minutes."""

    earlier: UUID
    later: UUID
    least: int
    most: int | None
    counts_days: bool
    rule: Rule

    def soonest(self, earlier: int, days: Days) -> int:
        """The first minute at which the later visit may begin."""
        if self.counts_days:
            return days.start(days.number(earlier) + self.least)
        return earlier + self.least

    def latest(self, earlier: int, days: Days) -> int | None:
        """The last minute at which the later visit may begin; None where there is none."""
        if self.most is None:
            return None
        if self.counts_days:
            return days.end(days.number(earlier) + self.most)
        return earlier + self.most

    def first_before(self, later: int, days: Days) -> int | None:
        """The first minute at which the earlier visit may begin, given the later; None where there is none."""
        if self.most is None:
            return None
        if self.counts_days:
            return days.start(days.number(later) - self.most)
        return later - self.most

    def last_before(self, later: int, days: Days) -> int:
        """The last minute at which the earlier visit may begin, given the later."""
        if self.counts_days:
            return days.end(days.number(later) - self.least)
        return later - self.least

    def holds(self, earlier: int, later: int, days: Days) -> bool:
        latest = self.latest(earlier, days)
        return self.soonest(earlier, days) <= later and (latest is None or later <= latest)


def links_of(visits: Sequence[Wanted], most_doses: int | None) -> tuple[Link, ...]:
    """Every link between the visits of one course. Two visits that are both fixed ask nothing of each other."""
    by_key = {each.key: each for each in visits}
    found = [_gap(each) for each in visits if each.after in by_key]
    doses = sorted((each for each in visits if each.kind == Kind.DOSING), key=lambda e: e.number)
    if most_doses:
        found += [
            Link(one.key, other.key, WEEK, None, True, Rule.DOSES_IN_7_DAYS)
            for one, other in zip(doses, doses[most_doses:], strict=False)
        ]
    found += _before(visits, doses)
    return tuple(
        link for link in found if not (by_key[link.earlier].fixed and by_key[link.later].fixed)
    )


def _gap(visit: Wanted) -> Link:
    if visit.after is None:
        raise ValueError("a gap runs from a visit")
    unit, each = (24, 1) if visit.counts_days else (1, HOUR)
    most = None if visit.max_gap_hours is None else visit.max_gap_hours // unit * each
    least = -(-visit.min_gap_hours // unit) * each
    return Link(visit.after, visit.key, least, most, visit.counts_days, Rule.GAP)


def _before(visits: Iterable[Wanted], doses: Sequence[Wanted]) -> list[Link]:
    """Each integration before the dose after its own; each preparation before the first dose."""
    following = {one.key: other for one, other in itertools.pairwise(doses)}
    found = []
    for each in visits:
        if each.kind == Kind.INTEGRATION and each.after in following:
            found.append(_ends_before(each, following[each.after], Rule.INTEGRATION_FIRST))
        elif each.kind == Kind.PREPARATION and doses:
            found.append(_ends_before(each, doses[0], Rule.PREPARATION_FIRST))
    return found


def _ends_before(one: Wanted, other: Wanted, rule: Rule) -> Link:
    return Link(one.key, other.key, one.demand.patient_minutes or one.minutes, None, False, rule)


def in_order(one: Wanted, other: Wanted) -> Link:
    """The patient has left the one before the other begins."""
    return _ends_before(one, other, Rule.ONE_PLACE)


def tree_of(links: Iterable[Link]) -> dict[UUID, Link]:
    """The gap by which each visit hangs on the one it follows: a forest, which `tree` solves exactly."""
    return {link.later: link for link in links if link.rule is Rule.GAP}
