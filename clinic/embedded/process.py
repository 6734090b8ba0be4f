"""Child processes that never outlive us, as another user where that is needed."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 10_000_000  # bytes; an older log is put aside at the next start


def die_with_parent(sig: int = signal.SIGKILL, parent: int | None = None) -> None:
    """Ask Linux to send `sig` to this process when its parent dies, however it dies.

    The wish is not inherited by fork: a process that forks its own workers must ask again in each of them. Elsewhere
    than Linux nothing happens; there only a clean stop leaves nothing running.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sig, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)  # it died before we could ask


def at_birth(sig: int) -> Callable[[], None]:
    """The preexec_fn for Popen. It runs after the change of user, which would clear the wish."""
    parent = os.getpid()
    return lambda: die_with_parent(sig, parent)


def server_user() -> pwd.struct_passwd | None:
    """Whom to become for PostgreSQL, which refuses to run as root; None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit(
        "PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`.\n"
        "Start this command as an ordinary user."
    )


def becoming(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """Popen's arguments for running as `user`; none of them if that is ourselves."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@dataclass
class Child:
    """One program we started: how it is started, asked to stop, and where it writes."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] | None = None
    cwd: Path | str | None = None
    user: pwd.struct_passwd | None = None
    polite: signal.Signals = signal.SIGTERM  # asks it to stop
    orphaned: signal.Signals | None = None  # what it gets if we are killed; `polite` if None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it. Call from the main thread: the death signal is tied to the thread that forks."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.env,
                cwd=self.cwd,
                start_new_session=True,  # the terminal's Ctrl-C is for us alone: we stop them in order
                preexec_fn=at_birth(self.orphaned or self.polite),
                **becoming(self.user),
            )

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def exit_words(self) -> str:
        """How it ended, for a person: "exit status 1", "killed by SIGKILL"."""
        code = self.process.poll() if self.process else None
        if code is None:
            return "still running"
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"

    def last_lines(self, count: int = 15) -> str:
        try:
            lines = self.log.read_text(errors="replace").splitlines()[-count:]
        except OSError:
            return ""
        return "\n".join("    " + line[:300] for line in lines)

    def ask_to_stop(self) -> None:
        if self.running():
            assert self.process is not None  # noqa: S101 - for the type checker
            self.process.send_signal(self.polite)

    def wait(self, timeout: float) -> None:
        """Wait for its end, and end it the hard way after `timeout` seconds, its children included."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()

    def stop(self, timeout: float = 15) -> None:
        self.ask_to_stop()
        self.wait(timeout)

    def kill(self) -> None:
        """`kill -9`, as tests and accidents do it; its own children have asked to die with it."""
        if self.running():
            assert self.process is not None  # noqa: S101 - for the type checker
            self.process.kill()
            self.process.wait(10)


def runs(command: Sequence[str | Path], user: pwd.struct_passwd | None) -> bool:
    """Whether `command` succeeds as `user`. A program that the user may not reach is a no, not an error."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=False,
            **becoming(user),
        )
    except PermissionError:
        return False
    return done.returncode == 0
