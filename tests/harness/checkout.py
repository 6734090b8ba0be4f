"""A checkout of one's own, and `manage.py` in it as a newcomer at a terminal would start it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clinic.embedded.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
LEFT_BEHIND = (
    ".git",
    ".venv",
    "var",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
)
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "PIP_CERT",
    "PYTHONDONTWRITEBYTECODE",
)
PATIENCE = 400  # seconds until the first page; a newcomer has to wait less, but machines share


def copy_checkout(to: Path, venv: bool = True) -> Path:
    """A copy of this checkout; with `venv` it borrows our packages by a link, without it has none."""
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(*LEFT_BEHIND), symlinks=True)
    if venv:
        (to / ".venv").symlink_to(sys.prefix)
    return to


def newcomers_environment(**more: str) -> dict[str, str]:
    """Nothing of ours: no DATABASE_URL, no CLINIC_MODE."""
    return {**{k: os.environ[k] for k in KEPT if k in os.environ}, "PYTHONUNBUFFERED": "1", **more}


class Up:
    """One `manage.py up` in a checkout, without the demo's patients unless `demo` asks for them."""

    def __init__(self, checkout: Path, *arguments: str, demo: bool = False):
        self.checkout, self.port = checkout, free_port()
        if "--port" not in arguments:
            arguments = ("--port", str(self.port), *arguments)
        arguments = arguments if demo else ("--empty", *arguments)
        self.output = checkout.parent / f"up-{time.monotonic_ns()}.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", *arguments],
                cwd=checkout,
                env=newcomers_environment(),
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_until_it_says(self, words: str, seconds: float = PATIENCE) -> str:
        """Wait for `words` (a pattern) in the output; fail with all of it if the command ends or takes too long."""
        deadline = time.monotonic() + seconds
        while not (found := re.search(words, self.said)):
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(
                    f"`up` never said {words!r} (status {self.process.poll()}):\n{self.said}"
                )
            time.sleep(0.1)
        return found.group()

    def wait_until_open(self, seconds: float = PATIENCE) -> str:
        """Its address, once it has printed it."""
        return self.wait_until_it_says(r"open after .*http://localhost:\d+", seconds).split()[-1]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Signal the supervisor alone, as `kill` would, and wait for its end."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(60)


def left_running(*places: Path) -> list[str]:
    """Command lines of all processes that work in, or know of, one of the places."""
    markers = [os.fsencode(place) for place in places]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        try:
            command = (process / "cmdline").read_bytes()
            cwd = os.fsencode((process / "cwd").readlink())
            known = b"\0".join((command, cwd, (process / "environ").read_bytes()))
        except OSError:
            continue
        if command and any(marker in known for marker in markers):
            found.append(command.replace(b"\0", b" ").decode(errors="replace").strip())
    return found


def wait_until_nothing_runs(*places: Path, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while left := left_running(*places):
        if time.monotonic() > deadline:
            pytest.fail("Still running:\n" + "\n".join(left))
        time.sleep(0.1)
