"""The harness itself: rounds alternate, the ratio is the median of pairs, a broken side prints nothing good.

Negative controls stand beside each: a slow outlier, a side that did less work, a client that dies.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import processes, report
from benchmarks.clients import Clients
from benchmarks.report import Result
from benchmarks.rounds import Pair, Sample, alternate, median_ratio, percentile
from benchmarks.run import FEWEST_ROUNDS, run_all, run_one
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, at_most


def sample(per_second: float) -> Sample:
    return Sample(operations=int(per_second), seconds=1.0, latencies_ms=(1.0, 2.0), cpu_ms=10.0)


def by_throughput(ours: Sample, floor: Sample) -> float:
    return ours.per_second / floor.per_second


def test_percentiles_lie_between_their_neighbours():
    assert percentile([5.0], 0.99) == 5.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5
    assert percentile(list(range(101)), 0.95) == 95
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_who_goes_first_changes_every_round_and_the_warm_up_is_not_counted():
    order = []

    def ours(number: int) -> Sample:
        order.append(("ours", number))
        return sample(50)

    def floor(number: int) -> Sample:
        order.append(("floor", number))
        return sample(100)

    pairs = alternate(ours, floor, by_throughput, rounds=3)
    assert order == [
        ("floor", 0), ("ours", 0),
        ("ours", 1), ("floor", 1),
        ("floor", 2), ("ours", 2),
        ("ours", 3), ("floor", 3),
    ]  # fmt: skip
    assert [pair.ratio for pair in pairs] == [0.5, 0.5, 0.5]


def test_one_disturbed_round_does_not_move_the_ratio():
    speeds = {0: 50, 1: 50, 2: 50, 3: 5, 4: 50, 5: 50}
    pairs = alternate(lambda n: sample(speeds[n]), lambda _n: sample(100), by_throughput, rounds=5)
    assert median_ratio(pairs) == 0.5
    mean = sum(pair.ratio for pair in pairs) / 5
    assert mean != 0.5  # what an average would have said


class Steady(Scenario):
    name = "steady"
    what = "a test"
    target = at_least(0.50)
    ended = 0

    def ours(self, number: int) -> Sample:
        return sample(60)

    def floor(self, number: int) -> Sample:
        return sample(100)

    def tear_down(self) -> None:
        Steady.ended += 1


class Idle(Steady):
    name = "idle"

    def check(self) -> None:
        raise BenchBroken("ours wrote 0 rows, the floor 100")


def test_a_run_never_has_fewer_than_five_rounds():
    result = run_one(Steady, Scale.SMALL, lambda _line: None, rounds=1)
    assert len(result.pairs) == FEWEST_ROUNDS == 5


def test_a_side_that_did_less_work_gives_no_ratio_and_is_cleared_away():
    Steady.ended = 0
    with pytest.raises(BenchBroken, match="0 rows"):
        run_one(Idle, Scale.SMALL, lambda _line: None)
    assert Steady.ended == 1


def test_a_broken_benchmark_says_why_and_the_others_still_run():
    said = []
    results = run_all([Idle, Steady], Scale.SMALL, said.append)
    assert [result.scenario.name for result in results] == [Steady.name]
    assert "idle: ours wrote 0 rows, the floor 100" in said


@pytest.mark.parametrize(
    ("target", "ratio", "ending"),
    [
        (at_least(0.50), 0.61, "ratio=0.61 target>=0.50 ok"),
        (at_least(0.50), 0.49, "ratio=0.49 target>=0.50 short"),
        (at_most(5), 5.2, "ratio=5.20 target<=5.00 short"),
        (at_most(1.2), 1.1, "ratio=1.10 target<=1.20 ok"),
    ],
)
def test_the_line_has_its_fixed_form(target, ratio, ending):
    one = Steady(Scale.SMALL)
    one.target = target
    pairs = [Pair(sample(1), sample(1), ratio)] * 5
    assert Result(one, pairs).line() == f"bench steady {ending}"


def test_the_json_keeps_percentiles_and_processor_time_per_operation():
    kept = Result(Steady(Scale.SMALL), [Pair(sample(60), sample(100), 0.6)] * 5).as_json()
    assert kept["ours"] == {
        "operations": 300,
        "per_second": 60.0,
        "p50_ms": 1.5,
        "p95_ms": 2.0,
        "p99_ms": 2.0,
        "cpu_ms_each": 0.167,
    }
    assert kept["rounds"] == [0.6] * 5
    json.dumps(kept)


def test_processor_time_is_left_out_where_a_round_does_not_know_it():
    known, unknown = sample(60), Sample(60, 1.0)
    assert "cpu_ms_each" in report.figures_of([known, known])
    assert "cpu_ms_each" not in report.figures_of([known, unknown])


class Doubler:
    """A client for the tests below: each operation 'takes' twice the round's number of ms."""

    def __init__(self, index: int, options: dict[str, int]) -> None:
        self.index, self.add = index, options["add"]

    def run(self, options: dict[str, int]) -> list[float]:
        if options.get("fail_at") == self.index:
            raise RuntimeError("this client cannot go on")
        if options.get("die_at") == self.index:
            os._exit(3)
        return [float(options["n"] * 2 + self.add)] * (self.index + 1)


@pytest.fixture
def doublers(socket_enabled):
    with Clients("tests.benchmarks.test_harness:Doubler", 3, {"add": 1}) as clients:
        yield clients


def test_clients_are_separate_processes_that_answer_round_after_round(doublers):
    first, second = doublers.run({"n": 1}), doublers.run({"n": 2})
    assert first.operations == 6
    assert set(first.latencies_ms) == {3.0}
    assert set(second.latencies_ms) == {5.0}
    assert first.cpu_ms is not None


def test_a_client_that_fails_stops_the_round_with_its_traceback(doublers):
    with pytest.raises(BenchBroken, match="this client cannot go on"):
        doublers.run({"n": 1, "fail_at": 1})


def test_a_client_that_dies_stops_the_round(doublers):
    with pytest.raises(BenchBroken, match="ended early"):
        doublers.run({"n": 1, "die_at": 2})


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processor time comes from /proc")
def test_a_process_and_the_children_it_buried_are_counted():
    before = processes.tree_cpu_ms(os.getpid())
    subprocess.run([sys.executable, "-c", "for _ in range(6_000_000): pass"], check=True)
    after = processes.tree_cpu_ms(os.getpid())
    assert after - before >= 50
    assert processes.parent_of(os.getpid()) == os.getppid()
    assert processes.tree_cpu_ms(2**22 + 1) is None
