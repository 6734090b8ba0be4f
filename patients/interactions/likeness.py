"""Which known name a misspelt word comes nearest to, found without comparing it with every name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice, takewhile

SHORTEST = 5
SHORTEST_BEGINNING = 7
# Letters that are compared at first. More would find no other names, and cost more for each.
FIRST = 7
# Letters a listener takes for one another at the start of a name.
SOUNDS = str.maketrans({"x": "z", "k": "c", "s": "c", "q": "c", "p": "f", "j": "g", "y": "i"})


def allowed(length: int) -> int:
    """How many slips a word of this length may hold: a short name is soon another drug's."""
    return 1 if length < 9 else 2


def distance(one: str, other: str, most: int) -> int:
    """Letters added, lost, changed, or swapped with their neighbour; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _between(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, before = before, row
        row = [i]
        for j, b in enumerate(other, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, above[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]


def _between(one: str, other: str) -> tuple[str, str]:
    """What is left of both without the letters they begin and end alike with: a slip is seldom longer than two."""
    start, ends = 0, min(len(one), len(other))
    while start < ends and one[start] == other[start]:
        start += 1
    end = 0
    while end < ends - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _shorter(word: str, most: int) -> set[str]:
    """The word's beginning, and that with up to `most` letters taken out: two like words share one of these."""
    found = left = {word[:FIRST]}
    for _count in range(most):
        left = {each[:i] + each[i + 1 :] for each in left for i in range(len(each))}
        found = found | left
    return found


class Likeness:
    """Names in the order they were given; asking costs the same however many there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted({n for n in names if len(n) >= SHORTEST and n.isalpha()}))
        self._by_part: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for part in _shorter(name, allowed(len(name))):
                self._by_part[part].append(name)

    def nearest(self, word: str) -> tuple[str, ...]:
        """The names fewest slips away, all of them when several are; none when all are too far."""
        if len(word) < SHORTEST or not word.isalpha():
            return ()
        most = allowed(len(word))
        candidates = {
            name for part in _shorter(word, most) for name in self._by_part.get(part, ())
        }
        best: dict[int, list[str]] = defaultdict(list)
        for name in candidates:
            if name[0].translate(SOUNDS) != word[0].translate(SOUNDS):
                continue
            limit = min(most, allowed(len(name)))
            if (slips := distance(word, name, limit)) <= limit:
                best[slips].append(name)
        return tuple(sorted(best[min(best)])) if best else ()

    def begun(self, word: str) -> tuple[str, ...]:
        """The names that begin like this: a column of a printed list was too narrow for the rest."""
        if len(word) < SHORTEST_BEGINNING:
            return ()
        rest = islice(self.names, bisect_left(self.names, word), None)
        return tuple(takewhile(lambda name: name.startswith(word), rest))
