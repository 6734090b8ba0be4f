"""The clinic as it really runs: web server, worker, beat and mail sink as processes, against the test database."""

import contextlib
import os
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from clinic.embedded.commands import PROGRAMS, local
from clinic.embedded.ports import free_port
from clinic.embedded.process import Child
from clinic.embedded.sink.client import Sink

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for a program to be ready


class LiveStack:
    """`url` is the first page; `mails()` and `texts()` are what arrived; programs are "web", "worker", "beat", "sink"."""

    def __init__(self, directory: Path, env: dict[str, str]) -> None:
        web, smtp, http = free_port(), free_port(), free_port()
        token = secrets.token_urlsafe(16)
        self.directory = directory
        self.url = f"http://localhost:{web}"
        self.sink = Sink(smtp, http, token)
        self.env = {  # the programs know no other role than their own, here as in production
            **{
                k: v
                for k, v in env.items()
                if k not in ("DATABASE_OWNER_URL", "DATABASE_ADMIN_URL")
            },
            "CLINIC_VAR": str(directory),
            "CLINIC_CLOCK_FILE": str(directory / "clock"),
            "WEB_BIND": f"127.0.0.1:{web}",
            "PUBLIC_ORIGIN": self.url,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(smtp),
            "SMTP_TLS": "False",
            "SMS_URL": self.sink.url,
            "SMS_TOKEN": token,
            "CLINIC_SMS_TOKEN": token,
        }
        sink = ("python", "-m", "clinic.embedded.sink", "--dir", str(directory / "sink"))
        ports = ("--smtp-port", str(smtp), "--http-port", str(http))
        commands = {"sink": (*sink, *ports), **PROGRAMS}
        self.programs = {
            name: Child(name, local(command), directory / "log" / f"{name}.log", self.env, ROOT)
            for name, command in commands.items()
        }

    def now(self) -> datetime:
        """The instant at which web, worker and beat live."""
        clock = self.directory / "clock"
        offset = float(clock.read_text()) if clock.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=offset)

    def travel(self, to: datetime) -> datetime:
        """Move every program's clock to `to`; never back."""
        offset = (to - datetime.now(UTC)).total_seconds()
        if to < self.now():
            raise ValueError(f"{to} is past: it is {self.now()}")
        fresh = self.directory / "clock.new"
        fresh.write_text(str(offset))
        fresh.replace(self.directory / "clock")
        return to

    def mails(self) -> list[dict]:
        """Every mail that arrived, oldest first (fields: clinic/embedded/sink)."""
        return self.sink.mails()

    def texts(self) -> list[dict]:
        """Every text message that arrived, oldest first."""
        return self.sink.texts()

    def kill(self, name: str) -> None:
        """`kill -9`, its children included."""
        self.programs[name].kill()

    def start(self) -> None:
        """Start all at once, then wait for each: on few cores that is twice as fast as one after the other."""
        waits = [self._launch(name) for name in self.programs]
        for wait in waits:
            wait()

    def restart(self, name: str) -> None:
        """Start it (again) and wait until it is ready for work."""
        self.programs[name].stop()
        self._launch(name)()

    def _launch(self, name: str) -> Callable[[], None]:
        child = self.programs[name]
        start = child.log.stat().st_size if child.log.exists() else 0
        child.start()
        ready = {
            "web": lambda: answers(self.url),
            "sink": lambda: answers(self.sink.url),
            "worker": lambda: b" ready." in child.log.read_bytes()[start:],
            "beat": lambda: b"beat: Starting" in child.log.read_bytes()[start:],
        }[name]
        return lambda: self.wait_for(ready, f"{name} to be ready", child)

    def wait_for(
        self,
        condition: Callable[[], object],
        what: str,
        child: Child | None = None,
        seconds: float = PATIENCE,
    ) -> None:
        """Poll until `condition()` is true; otherwise fail saying what never came, with the logs' last lines."""
        deadline = time.monotonic() + seconds
        while not condition():
            dead = child and not child.running()
            if dead or time.monotonic() > deadline:
                logs = "\n".join(
                    f"{c.name} ({c.exit_words()}):\n{c.last_lines()}"
                    for c in self.programs.values()
                )
                pytest.fail(f"Waited {seconds:.0f} s for {what}.\n{logs}")
            time.sleep(0.1)

    def stop(self) -> None:
        for child in reversed(self.programs.values()):
            child.ask_to_stop()
        for child in reversed(self.programs.values()):
            child.wait(10)


def answers(url: str) -> bool:
    """Whether something speaks HTTP there without a server error."""
    try:
        with contextlib.closing(urllib.request.urlopen(url, timeout=10)):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return error.code < 500
    except OSError:
        return False


@pytest.fixture(scope="session")
def valkey_url() -> str:
    """A Valkey database that belongs to this pytest process alone (clinic/embedded/pytest_engines.py), emptied."""
    url = os.environ["REDIS_URL"]
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture(scope="module")
def live_stack(django_db_setup, django_db_blocker, valkey_url, tmp_path_factory):
    """Real processes for one test module. Use `transactional_db` too: they see committed rows only."""
    with redis.Redis.from_url(valkey_url) as client:
        client.flushdb()
    directory = tmp_path_factory.mktemp("live")
    stack = LiveStack(directory, {**os.environ, "REDIS_URL": valkey_url})
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
