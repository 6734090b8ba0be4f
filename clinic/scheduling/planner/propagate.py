"""Which starts the links leave: bounds narrowed until nothing moves. Decides whether links alone can be kept.

Links bound differences, so at the end the first start left to each visit is a plan that keeps all of them, and no plan
has any visit earlier. If a visit has no start left, there is no plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from clinic.scheduling.planner.days import Days
from clinic.scheduling.planner.links import Link

Starts = Mapping[UUID, Sequence[int]]  # of each visit, in order
Range = tuple[int, int]  # indexes into them: the first still possible, and one beyond the last
Bounds = Mapping[UUID, Range]


def whole(starts: Starts) -> dict[UUID, Range]:
    """Nothing excluded yet."""
    return {key: (0, len(found)) for key, found in starts.items()}


def narrow(
    starts: Starts, links: Sequence[Link], days: Days, bounds: Bounds
) -> dict[UUID, Range] | None:
    """The bounds that the links leave within `bounds`; None if a visit has no start left."""
    left = dict(bounds)
    if any(first >= beyond for first, beyond in left.values()):
        return None
    order: Iterable[Link] = links
    while True:
        before = dict(left)
        for link in order:
            if not _keep(link, starts, days, left):
                return None
        if left == before:
            return left
        order = links[::-1] if order is links else links


def _keep(link: Link, starts: Starts, days: Days, left: dict[UUID, Range]) -> bool:
    """Take away what one link excludes at the four ends. False when nothing is left."""
    one, other = starts[link.earlier], starts[link.later]
    (a, a_end), (b, b_end) = left[link.earlier], left[link.later]
    b = max(b, bisect_left(other, link.soonest(one[a], days), b, b_end))
    latest = link.latest(one[a_end - 1], days)
    if latest is not None:
        b_end = bisect_right(other, latest, b, b_end)
    if b >= b_end:
        return False
    a_end = bisect_right(one, link.last_before(other[b_end - 1], days), a, a_end)
    first = link.first_before(other[b], days)
    if first is not None:
        a = bisect_left(one, first, a, a_end)
    if a >= a_end:
        return False
    left[link.earlier], left[link.later] = (a, a_end), (b, b_end)
    return True


def earliest(starts: Starts, bounds: Bounds) -> dict[UUID, int]:
    """The first start left to each visit: after `narrow`, a plan that keeps every link."""
    return {key: starts[key][first] for key, (first, _beyond) in bounds.items()}


def between(
    starts: Starts, bounds: Bounds, key: UUID, first: int | None, last: int | None
) -> dict[UUID, Range]:
    """The bounds with one visit held between two minutes, both counted."""
    low, high = bounds[key]
    found = starts[key]
    if first is not None:
        low = bisect_left(found, first, low, high)
    if last is not None:
        high = bisect_right(found, last, low, high)
    return {**bounds, key: (low, high)}
