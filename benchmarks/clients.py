"""A handful of client processes that work at the same time, kept warm between rounds."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken

ROOT = Path(__file__).resolve().parent.parent


class Clients:
    """`count` processes, each holding one instance of the class that `target` names ("module:Class").

    The class takes `(index, options)` and has `run(round_options) -> list[float]`: one latency in ms for each
    operation it did. Use as a context manager; leaving it ends the processes.
    """

    def __init__(
        self,
        target: str,
        count: int,
        options: Mapping[str, Any] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.client"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": path, **(env or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(count)
        ]
        try:
            for index, process in enumerate(self._processes):
                opening = {"target": target, "index": index, "options": dict(options or {})}
                self._tell(process, opening)
            for process in self._processes:
                self._hear(process)
        except BenchBroken:
            self.close()
            raise

    def run(self, options: Mapping[str, Any] | None = None) -> Sample:
        """One round in all processes at once. `cpu_ms` is of the clients alone.

        Raises BenchBroken with the client's traceback when one fails.
        """
        started = time.perf_counter()
        for process in self._processes:
            self._tell(process, dict(options or {}))
        answers = [self._hear(process) for process in self._processes]
        seconds = time.perf_counter() - started
        latencies = tuple(value for answer in answers for value in answer["latencies_ms"])
        return Sample(len(latencies), seconds, latencies, sum(a["cpu_ms"] for a in answers))

    def close(self) -> None:
        for process in self._processes:
            if process.stdin:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()

    def __enter__(self) -> Clients:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @staticmethod
    def _tell(process: subprocess.Popen[str], words: dict[str, Any]) -> None:
        if process.stdin is None:
            raise BenchBroken("a client has no standard input")
        try:
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise BenchBroken("a client process ended early; its error is above") from None

    @staticmethod
    def _hear(process: subprocess.Popen[str]) -> dict[str, Any]:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise BenchBroken("a client process ended early; its error is above")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise BenchBroken(f"a client failed:\n{answer['error']}")
        return answer
