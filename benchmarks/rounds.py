"""Alternating rounds, pairwise ratios, percentiles. Pure: no database, no processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Sample:
    """What one round of one side measured. `cpu_ms` is of all processes that worked, None where unknown."""

    operations: int
    seconds: float
    latencies_ms: tuple[float, ...] = ()
    cpu_ms: float | None = None

    @property
    def per_second(self) -> float:
        return self.operations / self.seconds

    @property
    def cpu_ms_each(self) -> float | None:
        return None if self.cpu_ms is None else self.cpu_ms / self.operations


@dataclass(frozen=True)
class Pair:
    """One round of ours and one of the floor, run one right after the other."""

    ours: Sample
    floor: Sample
    ratio: float


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie, between neighbours in proportion.

    Raises ValueError for an empty sequence.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def alternate(
    ours: Callable[[int], Sample],
    floor: Callable[[int], Sample],
    ratio: Callable[[Sample, Sample], float],
    *,
    rounds: int,
    told: Callable[[int, Pair], None] = lambda _number, _pair: None,
) -> list[Pair]:
    """Warm both sides up, then run `rounds` pairs; who goes first changes each time.

    A machine that gets slower during the run (heat, a neighbour, a growing table) then weighs on both alike.
    """
    floor(0)
    ours(0)
    pairs = []
    for number in range(1, rounds + 1):
        if number % 2:
            our_sample, floor_sample = ours(number), floor(number)
        else:
            floor_sample, our_sample = floor(number), ours(number)
        pair = Pair(our_sample, floor_sample, ratio(our_sample, floor_sample))
        told(number, pair)
        pairs.append(pair)
    return pairs


def median_ratio(pairs: Sequence[Pair]) -> float:
    """The median of the pairwise ratios: one disturbed round does not move it."""
    return median(pair.ratio for pair in pairs)
