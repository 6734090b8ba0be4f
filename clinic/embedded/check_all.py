"""`manage.py check_all`: everything that can be checked without running the suite. All checks run; all failures show."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from clinic.embedded import catalogues, templates

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = ("python", "manage.py")
ENV = {**os.environ, "CLINIC_MODE": "check", "DJANGO_SETTINGS_MODULE": "clinic.settings"}


@dataclass(frozen=True)
class Check:
    """`what` a person reads; `command` is a program, or a function that returns complaints."""

    what: str
    command: tuple[str, ...] | Callable[[Path], list[str]]


CHECKS = (
    Check("types (mypy)", ("python", "-m", "mypy")),
    Check("imports go down only", ("lint-imports", "--no-cache")),
    Check("style (ruff)", ("ruff", "check", ".")),
    Check("format (ruff)", ("ruff", "format", "--check", ".")),
    Check("templates (djlint)", ("djlint", "--lint", "--quiet", *templates.places(ROOT))),
    Check("templates are strict-CSP", templates.complaints),
    Check("translations are compiled", catalogues.complaints),
    Check("docs/states.md is drawn", (*MANAGE, "states_doc", "--check")),
    Check("settings and models", (*MANAGE, "check")),
    Check("migrations match models", (*MANAGE, "makemigrations", "--check", "--dry-run")),
)


def main(arguments: Sequence[str]) -> int:
    """Run the checks whose name contains one of `arguments`, or all; exit status 1 if any complains."""
    chosen = [
        check for check in CHECKS if not arguments or any(word in check.what for word in arguments)
    ]
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = list(pool.map(run, chosen))
    failed = [check.what for check, output in zip(chosen, results, strict=True) if output]
    for check, output in zip(chosen, results, strict=True):
        if output:
            print(f"\n--- {check.what} ---\n{output}", flush=True)
    seconds = time.monotonic() - started
    print(f"\n{len(chosen) - len(failed)} of {len(chosen)} checks passed in {seconds:.0f} s.")
    if failed:
        print("Failed: " + "; ".join(failed))
    return 1 if failed else 0


def run(check: Check) -> str:
    """The complaint, empty if there is none."""
    started = time.monotonic()
    output = complaint_of(check)
    verdict = "FAILED" if output else "ok"
    print(f"{verdict:<7}{check.what:<32}{time.monotonic() - started:6.1f} s", flush=True)
    return output


def complaint_of(check: Check) -> str:
    if callable(check.command):
        return "\n".join(check.command(ROOT))
    done = subprocess.run(
        program(check.command), cwd=ROOT, env=ENV, capture_output=True, text=True, check=False
    )
    output = (done.stdout + done.stderr).strip()
    return (output or f"exit status {done.returncode}") if done.returncode else ""


def program(command: tuple[str, ...]) -> list[str]:
    """From this interpreter's environment, whatever PATH says."""
    first, *rest = command
    return [
        sys.executable if first == "python" else str(Path(sys.executable).parent / first),
        *rest,
    ]
