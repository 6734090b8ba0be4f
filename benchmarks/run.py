"""Run benchmarks one after another and collect their results."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.report import Result
from benchmarks.rounds import Pair, alternate, median_ratio
from benchmarks.scenario import BenchBroken, Progress, Scale, Scenario

FEWEST_ROUNDS = 5  # with fewer, one disturbed pair can be the median


def run_one(
    kind: type[Scenario], scale: Scale, progress: Progress, rounds: int | None = None
) -> Result:
    """Set one scenario up, run its rounds, check that both sides did the same work, clear it away."""
    wanted = max(rounds or kind.rounds, FEWEST_ROUNDS)
    one = kind(scale)

    def tell(number: int, pair: Pair) -> None:
        progress(
            f"{one.name} round {number} of {wanted}: ours {pair.ours.per_second:.0f}/s, "
            f"floor {pair.floor.per_second:.0f}/s, ratio {pair.ratio:.2f}"
        )

    try:
        progress(f"{one.name}: setting up ({scale})")
        one.set_up()
        pairs = alternate(one.ours, one.floor, one.ratio, rounds=wanted, told=tell)
        one.check()
        return Result(one, pairs, one.sizes())
    finally:
        one.tear_down()


def run_all(
    kinds: Sequence[type[Scenario]], scale: Scale, progress: Progress, rounds: int | None = None
) -> list[Result]:
    """Each in turn; the printed table goes to `progress`, the results come back.

    A broken one has no result and says why; the others still run.
    """
    results = []
    for kind in kinds:
        try:
            result = run_one(kind, scale, progress, rounds)
        except BenchBroken as error:
            progress(f"{kind.name}: {error}")
            continue
        for row in result.table():
            progress(row)
        progress(f"{kind.name}: median of {len(result.pairs)} {median_ratio(result.pairs):.3f}")
        results.append(result)
    return results
