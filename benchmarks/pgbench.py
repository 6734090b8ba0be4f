"""The floor for writes: PostgreSQL's own load generator, running a file of SQL as the program's database role."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken


def run_pgbench(
    program: Path,
    script: Path,
    connection: Mapping[str, str],
    *,
    clients: int,
    transactions: int,
    variables: Mapping[str, int] | None = None,
) -> Sample:
    """`clients` connections, each running `script` `transactions` times. `cpu_ms` is of pgbench alone.

    `connection` holds libpq's environment (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE). A failed transaction
    fails the round: a floor that skips work is no floor. Raises BenchBroken with what pgbench said.
    """
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder) / "latency"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        done = subprocess.run(
            [
                str(program),
                *("--no-vacuum", "--max-tries=1", "--protocol=prepared"),
                *("--client", str(clients), "--jobs", "1", "--transactions", str(transactions)),
                *("--file", str(script), "--log", "--log-prefix", str(prefix)),
                *(
                    word
                    for key, value in (variables or {}).items()
                    for word in ("-D", f"{key}={value}")
                ),
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **connection},
        )
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise BenchBroken(f"pgbench failed: {done.stderr.strip()[-2000:]}")
        latencies = _latencies(prefix.parent)
    if len(latencies) != clients * transactions:
        raise BenchBroken(f"pgbench finished {len(latencies)} of {clients * transactions}")
    used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
    return Sample(len(latencies), seconds, latencies, used)


def _latencies(folder: Path) -> tuple[float, ...]:
    """Every transaction's ms, from pgbench's log: `client number microseconds file epoch fraction`."""
    found = []
    for log in folder.iterdir():
        for line in log.read_text().splitlines():
            elapsed = line.split()[2]
            if elapsed in {"failed", "skipped"}:
                raise BenchBroken(f"pgbench: a transaction {elapsed}")
            found.append(int(elapsed) / 1000)
    return tuple(found)
