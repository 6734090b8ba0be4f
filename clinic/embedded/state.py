"""What one embedded installation remembers between starts (ports, passwords), and that it runs once only."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import IO

from clinic.embedded.ports import free_port, is_free

SECRETS = (
    "admin_password",
    "owner_password",
    "app_password",
    "valkey_password",
    "secret_key",
    "sms_token",
)
PORTS = ("postgres_port", "valkey_port")


class AlreadyRunning(SystemExit):
    """Another process of this checkout holds the engines of this directory."""


class State:
    """`<directory>/state.json`, readable by its owner only, and a lock held while the engines run."""

    def __init__(self, directory: Path, readable_by_server: bool = False) -> None:
        self.directory = directory
        if not directory.exists():
            directory.mkdir(parents=True)
            # Another user's server must be able to pass through, not to look around.
            directory.chmod(0o711 if readable_by_server else 0o700)
        self._path = directory / "state.json"
        self._lock: IO[str] | None = None
        self.values: dict[str, str | int] = {}

    def take(self, who: str) -> None:
        """Become the one who runs these engines, known as `who`; `AlreadyRunning` if somebody is."""
        self._lock = (self.directory / "running.lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            self._lock.close()
            self._lock = None
            raise AlreadyRunning(self._already()) from busy
        self._lock.truncate(0)
        self._lock.write(who)
        self._lock.flush()
        self._load()

    def _already(self) -> str:
        who = (self.directory / "running.lock").read_text()
        if who != "up":
            return (
                f"`manage.py {who}` is using the database in {self.directory}; wait for it to end."
            )
        where = self.note("address") or "it is still starting"
        return f"The clinic is already running in this checkout: {where}"

    def _load(self) -> None:
        self.values = self._read()
        for name in SECRETS:
            self.values.setdefault(name, secrets.token_urlsafe(48))
        for name in PORTS:
            port = self.values.get(name)
            if not isinstance(port, int) or not is_free(port):
                self.values[name] = free_port()
        self.save()

    def _read(self) -> dict[str, str | int]:
        try:
            return dict(json.loads(self._path.read_text()))
        except FileNotFoundError:
            return {}
        except ValueError as damaged:
            raise SystemExit(
                f"{self._path} is damaged. It holds the passwords of the private database in {self.directory}.\n"
                f"To start again with an empty clinic, remove {self.directory}."
            ) from damaged

    def save(self) -> None:
        partial = self._path.with_suffix(".partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(self.values, file, indent=1)
        partial.replace(self._path)

    def note(self, name: str) -> str:
        """A value written by whoever runs now, read without the lock; empty if there is none."""
        try:
            return str(self._read().get(name, ""))
        except SystemExit:
            return ""

    def lend(self, env: dict[str, str]) -> None:
        """Let commands of this checkout use the engines while we run them."""
        self.values["lent"] = json.dumps(env)
        self.save()

    def lent(self) -> dict[str, str]:
        """What the one who runs the engines lends, read without the lock."""
        self.values = self._read()
        return dict(json.loads(str(self.values.get("lent", "{}"))))

    def text(self, name: str) -> str:
        return str(self.values[name])

    def port(self, name: str) -> int:
        return int(self.values[name])

    def release(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None
