"""A handful of client processes that work at the same time, kept warm between rounds.

They are forked from a process of their own that has Django loaded and no connection open, so eight of them start as
quickly as one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken


class Clients:
    """`count` processes, each holding one instance of the class that `target` names ("module:Class").

    The class takes `(index, options)` and has `run(round_options) -> list[float]`: one latency in ms for each
    operation it did. Use as a context manager, or call `close`: leaving it ends the processes.
    """

    def __init__(self, target: str, count: int, options: Mapping[str, Any] | None = None) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["benchmarks.client"])
        from benchmarks.client import serve  # noqa: PLC0415 - it sets Django up

        self._members = []
        for index in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(
                target=serve, args=(theirs, target, index, dict(options or {})), daemon=True
            )
            process.start()
            theirs.close()
            self._members.append((process, ours))
        try:
            for _process, pipe in self._members:
                _hear(pipe)
        except BenchBroken:
            self.close()
            raise

    def run(self, options: Mapping[str, Any] | None = None) -> Sample:
        """One round in all processes at once. `cpu_ms` is of the clients alone.

        Raises BenchBroken with the client's traceback when one fails.
        """
        started = time.perf_counter()
        for _process, pipe in self._members:
            _tell(pipe, dict(options or {}))
        answers = [_hear(pipe) for _process, pipe in self._members]
        seconds = time.perf_counter() - started
        latencies = tuple(value for answer in answers for value in answer["latencies_ms"])
        return Sample(len(latencies), seconds, latencies, sum(a["cpu_ms"] for a in answers))

    def close(self) -> None:
        """Let them finish; end those that do not."""
        for _process, pipe in self._members:
            with contextlib.suppress(OSError):  # it may be gone already
                pipe.send(None)
            pipe.close()
        for process, _pipe in self._members:
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()

    def __enter__(self) -> Clients:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _tell(pipe: Any, words: dict[str, Any]) -> None:
    try:
        pipe.send(words)
    except OSError:
        raise BenchBroken("a client process ended early; its error is above") from None


def _hear(pipe: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = pipe.recv()
    except (EOFError, OSError):
        raise BenchBroken("a client process ended early; its error is above") from None
    if "error" in answer:
        raise BenchBroken(f"a client failed:\n{answer['error']}")
    return answer
