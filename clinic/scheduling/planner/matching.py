"""The cheapest way to give each of several rows a place of its own: exact, by shortest augmenting paths. Whole numbers.

Rows come in one after the other; each takes the shortest path of exchanges to a free place. The prices that come out
prove the answer, and say of every pair what it costs at least to insist on it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

Row = Mapping[Hashable, int]  # what each place costs it; places left out are not for it


class Matching(NamedTuple):
    """`places`: of each row. `rows` and `prices`: no pair costs less than the prices of its row and place together."""

    cost: int
    places: list[Hashable]
    rows: list[int]
    prices: dict[Hashable, int]


def cheapest_matching(rows: Sequence[Row]) -> Matching | None:
    """None when the places are not enough."""
    owner: dict[Hashable, int] = {}
    place: list[Hashable] = [None] * len(rows)
    of_row = [0] * len(rows)
    prices: dict[Hashable, int] = {}
    for number in range(len(rows)):
        if not _let_in(number, rows, owner, place, of_row, prices):
            return None
    cost = sum(row[place[number]] for number, row in enumerate(rows))
    return Matching(cost, place, of_row, prices)


def _let_in(
    number: int,
    rows: Sequence[Row],
    owner: dict[Hashable, int],
    place: list[Hashable],
    of_row: list[int],
    prices: dict[Hashable, int],
) -> bool:
    """One more row. False when there is no place for it, whatever the others do."""
    far: dict[Hashable, int] = {}
    came_from: dict[Hashable, int] = {}
    done: dict[Hashable, int] = {}
    waiting: list[tuple[int, int, Hashable]] = []
    row, walked, pushed = number, 0, 0
    while True:
        paid = walked - of_row[row]
        for name, cost in rows[row].items():
            if name not in done:
                length = paid + cost - prices.get(name, 0)
                if name not in far or length < far[name]:
                    far[name], came_from[name] = length, row
                    pushed += 1
                    heappush(waiting, (length, pushed, name))
        while waiting and waiting[0][2] in done:
            heappop(waiting)
        if not waiting:
            return False
        walked, _pushed, name = heappop(waiting)
        if name not in owner:
            break
        done[name] = walked
        row = owner[name]
    of_row[number] += walked
    for each, length in done.items():
        prices[each] = prices.get(each, 0) + length - walked
        of_row[owner[each]] += walked - length
    while True:
        row = came_from[name]
        owner[name], place[row], name = row, name, place[row]
        if row == number:
            return True
