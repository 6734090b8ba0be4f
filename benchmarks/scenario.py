"""What a benchmark is: a name, a target, a way to do our work and a way to do the floor's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from benchmarks.rounds import Sample


class Scale(StrEnum):
    """How much data: `small` for a laptop and the whole suite in minutes, `full` for the figures we publish."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True)
class Target:
    """A bound on the ratio: at least so much (ours against the floor), or at most (growth, tails)."""

    sign: str
    bound: float

    def holds(self, ratio: float) -> bool:
        return ratio >= self.bound if self.sign == ">=" else ratio <= self.bound

    def __str__(self) -> str:
        return f"{self.sign}{self.bound:.2f}"


def at_least(bound: float) -> Target:
    return Target(">=", bound)


def at_most(bound: float) -> Target:
    return Target("<=", bound)


class BenchBroken(RuntimeError):
    """The comparison is not fair or the work was not done: there is no ratio to print."""


class Scenario:
    """One benchmark. A subclass says how to do one round of each side; the harness does the rest.

    `ours` and `floor` run one round each and return what they measured; both are called with the round's number,
    0 for the warm-up. `ratio` makes one figure of a pair. `check` runs after the last round and raises
    `BenchBroken` when the two sides did not do the same work.
    """

    name: ClassVar[str]
    what: ClassVar[str]
    target: ClassVar[Target]
    rounds: ClassVar[int] = 5

    def __init__(self, scale: Scale) -> None:
        self.scale = scale

    def set_up(self) -> None:
        """Make the data and start the clients. The run's own database is there already."""

    def tear_down(self) -> None:
        """Stop what `set_up` started; called whatever happened."""

    def ours(self, number: int) -> Sample:
        raise NotImplementedError

    def floor(self, number: int) -> Sample:
        raise NotImplementedError

    def ratio(self, ours: Sample, floor: Sample) -> float:
        """Ours against the floor, in operations per second: 0.5 is half as fast."""
        return ours.per_second / floor.per_second

    def check(self) -> None:
        """Raise `BenchBroken` unless both sides did the same work."""

    def sizes(self) -> dict[str, Any]:
        """How much data there was and how many clients; kept in the JSON."""
        return {}


_known: dict[str, type[Scenario]] = {}


def scenario(cls: type[Scenario]) -> type[Scenario]:
    """Make a scenario known by its name."""
    if cls.name in _known:
        raise ValueError(f"two benchmarks are called {cls.name}")
    _known[cls.name] = cls
    return cls


def known_scenarios() -> dict[str, type[Scenario]]:
    return dict(sorted(_known.items()))


Progress = Callable[[str], None]
