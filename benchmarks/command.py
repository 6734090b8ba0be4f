"""`manage.py bench [NAME …] [--scale small|full] [--rounds N] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.database import BenchDatabase
from benchmarks.report import Result, surroundings
from benchmarks.run import run_all
from benchmarks.scenario import BenchBroken, Scale, known_scenarios
from benchmarks.scenarios import load_all

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 when every ratio meets its target, 1 when one falls short, 2 for a name that is none."""
    load_all()
    known = known_scenarios()
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(known)}")
    parser.add_argument("--scale", choices=[scale.value for scale in Scale], default="small")
    parser.add_argument("--rounds", type=int, help="pairs of rounds, at least 5")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep all figures there")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"there is no benchmark {unknown[0]}; there is {', '.join(known)}")
    chosen = [known[name] for name in options.names or known]
    database = BenchDatabase(Path(os.environ.get("CLINIC_VAR") or ROOT / "var").resolve())
    try:
        database.start()
        results = run_all(chosen, Scale(options.scale), _progress, options.rounds)
    except BenchBroken as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        database.stop()
    if options.json:
        options.json.write_text(json.dumps(_kept(results, options.scale), indent=2) + "\n")
    lines = {result.scenario.name: result.line() for result in results}
    for kind in chosen:
        print(lines.get(kind.name, f"bench {kind.name} broken"))
    return 0 if len(results) == len(chosen) and all(result.ok for result in results) else 1


def _progress(line: str) -> None:
    sys.stderr.write(line + "\n")


def _kept(results: list[Result], scale: str) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "scale": scale,
        **surroundings(),
        "results": [result.as_json() for result in results],
    }
