"""What a run prints and keeps: one line a benchmark on standard output, everything else in the JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.rounds import Pair, Sample, median_ratio, percentile
from benchmarks.scenario import Scenario


@dataclass(frozen=True)
class Result:
    """One benchmark that ran to its end."""

    scenario: Scenario
    pairs: Sequence[Pair]
    sizes: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return median_ratio(self.pairs)

    @property
    def ok(self) -> bool:
        return self.scenario.target.holds(self.ratio)

    def line(self) -> str:
        """The line other programs read; its form is fixed."""
        word = "ok" if self.ok else "short"
        return f"bench {self.scenario.name} ratio={self.ratio:.2f} target{self.scenario.target} {word}"

    def table(self) -> list[str]:
        """The same for people: both sides, per operation."""
        rows = [f"{self.scenario.name}: {self.scenario.what}"]
        for label, samples in self._sides():
            figures = figures_of(samples)
            shown = "  ".join(f"{key} {value}" for key, value in figures.items())
            rows.append(f"  {label:<6} {shown}")
        return rows

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.scenario.name,
            "what": self.scenario.what,
            "ratio": round(self.ratio, 4),
            "target": str(self.scenario.target),
            "ok": self.ok,
            "sizes": self.sizes,
            "rounds": [round(pair.ratio, 4) for pair in self.pairs],
            **{label: figures_of(samples) for label, samples in self._sides()},
        }

    def _sides(self) -> list[tuple[str, list[Sample]]]:
        return [
            ("ours", [pair.ours for pair in self.pairs]),
            ("floor", [pair.floor for pair in self.pairs]),
        ]


def figures_of(samples: Sequence[Sample]) -> dict[str, float]:
    """Throughput, latency and CPU of one side over all its rounds. CPU is left out where it is unknown."""
    operations = sum(sample.operations for sample in samples)
    figures = {
        "operations": operations,
        "per_second": round(operations / sum(sample.seconds for sample in samples), 1),
    }
    latencies = [value for sample in samples for value in sample.latencies_ms]
    if latencies:
        for name, share in (("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99)):
            figures[name] = round(percentile(latencies, share), 2)
    known = [sample.cpu_ms for sample in samples if sample.cpu_ms is not None]
    if len(known) == len(samples):
        figures["cpu_ms_each"] = round(sum(known) / operations, 3)
    return figures


def surroundings() -> dict[str, Any]:
    """What the figures depend on besides our code."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
    }
