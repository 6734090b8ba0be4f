"""Which lozenges make a dose. Halves only of a scored one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as every

HALF = Decimal("0.5")


@dataclass(frozen=True)
class Strength:
    """One lozenge in stock: milligrams base each, and whether it has a score line."""

    mg: Decimal
    scored: bool = False


@dataclass(frozen=True)
class Units:
    """How many of one strength."""

    strength: Strength
    count: Decimal


def _counts(mg: Decimal, strength: Strength) -> list[Decimal]:
    step = HALF if strength.scored else Decimal(1)
    most = int(mg / strength.mg / step)
    return [step * n for n in range(most + 1)]


def combination(mg: Decimal, stock: Sequence[Strength]) -> list[Units] | None:
    """The fewest lozenges that make exactly `mg`, whole ones preferred; None when the stock cannot."""
    best: tuple[tuple[Decimal, int], tuple[Decimal, ...]] | None = None
    for counts in every(*(_counts(mg, s) for s in stock)):
        if sum((s.mg * n for s, n in zip(stock, counts, strict=True)), Decimal(0)) != mg:
            continue
        halves = sum(1 for n in counts if n % 1)
        rank = (sum(counts, Decimal(0)), halves)
        if best is None or rank < best[0]:
            best = (rank, counts)
    if best is None or not mg:
        return None
    return [Units(s, n) for s, n in zip(stock, best[1], strict=True) if n]
