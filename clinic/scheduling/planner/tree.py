"""The cheapest starts for visits that hang on one another as a forest: exact, by dynamic programming.

From the leaves up, each visit learns for each of its starts what everything that hangs on it costs at least. The starts
a follower may take move forward with the start of the visit it follows, so its best is a sliding-window minimum: every
start enters and leaves the window once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic.scheduling.planner.days import Days
from clinic.scheduling.planner.links import Link
from clinic.scheduling.planner.propagate import Bounds, Starts

CostOf = Callable[[UUID, Sequence[int]], list[int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The starts and their cost, packed."""

    cost: int
    starts: dict[UUID, int]


def cheapest(
    keys: Iterable[UUID],
    starts: Starts,
    bounds: Bounds,
    links: Mapping[UUID, Link],
    costs: CostOf,
    days: Days,
) -> Answer | None:
    """`keys` in an order in which each visit comes after the one it hangs on (`links`, by follower).

    Of plans that cost the same the one whose visits come first, the earlier start. None when there is none.
    """
    order = list(keys)
    left = {key: starts[key][slice(*bounds[key])] for key in order}
    totals = {key: costs(key, left[key]) for key in order}
    chosen: dict[UUID, list[int]] = {}
    for key in reversed(order):
        link = links.get(key)
        if link is not None:
            windows = _windows(link, left[link.earlier], days)
            chosen[key] = _minima(left[key], totals[key], windows)
            totals[link.earlier] = _added(totals[link.earlier], totals[key], chosen[key])
    return _read(order, left, totals, chosen, links)


IMPOSSIBLE = 1 << 200  # more than anything costs


def _windows(link: Link, earlier: Sequence[int], days: Days) -> list[tuple[int, int]]:
    """For each start of the earlier visit, the first and last minute its follower may begin."""
    if not link.counts_days:
        most = IMPOSSIBLE if link.most is None else link.most
        return [(start + link.least, start + most) for start in earlier]
    found, known = [], {}
    for start in earlier:
        number = days.number(start)
        if number not in known:
            latest = link.latest(start, days)
            known[number] = (
                link.soonest(start, days),
                IMPOSSIBLE if latest is None else latest,
            )
        found.append(known[number])
    return found


def _minima(
    starts: Sequence[int], totals: Sequence[int], windows: Iterable[tuple[int, int]]
) -> list[int]:
    """For each window the place of the cheapest start in it, -1 for none. Both ends of the windows only move on."""
    found, waiting, entering = [], deque[int](), 0
    for first, last in windows:
        while entering < len(starts) and starts[entering] <= last:
            while waiting and totals[waiting[-1]] > totals[entering]:
                waiting.pop()
            waiting.append(entering)
            entering += 1
        while waiting and starts[waiting[0]] < first:
            waiting.popleft()
        found.append(waiting[0] if waiting else -1)
    return found


def _added(own: Sequence[int], follower: Sequence[int], chosen: Sequence[int]) -> list[int]:
    return [
        total + (follower[place] if place >= 0 else IMPOSSIBLE)
        for total, place in zip(own, chosen, strict=True)
    ]


def _read(
    order: Iterable[UUID],
    left: Mapping[UUID, Sequence[int]],
    totals: Mapping[UUID, Sequence[int]],
    chosen: Mapping[UUID, Sequence[int]],
    links: Mapping[UUID, Link],
) -> Answer | None:
    """From the roots down: the cheapest start of each root, and what its followers chose for it."""
    cost, places = 0, {}
    for key in order:
        link = links.get(key)
        if link is None:
            best = min(totals[key], default=IMPOSSIBLE)
            if best >= IMPOSSIBLE:
                return None
            cost += best
            places[key] = totals[key].index(best)
        else:
            places[key] = chosen[key][places[link.earlier]]
    return Answer(cost, {key: left[key][place] for key, place in places.items()})
