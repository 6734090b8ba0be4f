"""A private PostgreSQL: loopback only, password required, dies with us."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time

from clinic.embedded.binaries import NEWEST, OLDEST, postgres_bin
from clinic.embedded.process import Child, becoming, runs, server_user
from clinic.embedded.quarters import Quarters, postmaster_alive
from clinic.embedded.state import State

ADMIN = "clinic_admin"
PATIENCE = 120  # seconds; recovery after a power cut takes a while
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}
CAREFUL = {"max_connections": "100"}
FOR_TESTS = {
    "max_connections": "500",  # races use hundreds of connections, and two run at once
    "fsync": "off",  # a test database that a power cut breaks is made anew
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


class Postgres:
    """One server. `start`, then `url(user, password)`; `stop` brings the data home."""

    def __init__(self, state: State, for_tests: bool = False) -> None:
        self.state, self.for_tests = state, for_tests
        self.user = server_user()
        self.quarters = Quarters(state.directory, postgres_bin(), self.user)
        self.child: Child | None = None

    def start(self) -> Child:
        self.quarters.move_in()
        self._check_version()
        if not (self.quarters.data / "PG_VERSION").exists():
            self._initdb()
        self._clear_stale_lock()
        settings = SETTINGS | (FOR_TESTS if self.for_tests else CAREFUL)
        settings["port"] = str(self.state.port("postgres_port"))
        arguments = [part for k, v in settings.items() for part in ("-c", f"{k}={v}")]
        self.child = Child(
            name="postgres",
            command=[self._program("postgres"), "-D", str(self.quarters.data), *arguments],
            log=self.state.directory / "log" / "postgres.log",
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            user=self.user,
            polite=signal.SIGINT,  # fast shutdown: disconnects everyone, loses nothing
        )
        self.restart()
        return self.child

    def restart(self) -> None:
        """Start the server again after it was stopped or killed, and wait until it takes connections."""
        assert self.child is not None  # noqa: S101 - for the type checker
        self._clear_stale_lock()
        self.child.start()
        port = str(self.state.port("postgres_port"))
        ready = [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", port]
        deadline = time.monotonic() + PATIENCE
        while not runs(ready, self.user):
            if not self.child.running() or time.monotonic() > deadline:
                words = self.child.exit_words()
                raise SystemExit(
                    f"PostgreSQL did not start ({words}). The end of {self.child.log}:\n{self.child.last_lines()}"
                )
            time.sleep(0.05)

    def url(self, role: str, password: str, database: str = "clinic") -> str:
        return f"postgresql://{role}:{password}@127.0.0.1:{self.state.port('postgres_port')}/{database}"

    def stop(self) -> None:
        if self.child:
            self.child.stop(timeout=30)
        self.quarters.move_out()

    def _program(self, name: str) -> str:
        return str(self.quarters.binaries / name)

    def _version(self) -> int:
        command = [self._program("postgres"), "--version"]
        words = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout
        return int(words.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))

    def _check_version(self) -> None:
        major = self._version()
        if not OLDEST <= major <= NEWEST:
            raise SystemExit(
                f"{self.quarters.binaries} is PostgreSQL {major}; the clinic runs on {OLDEST} to {NEWEST}."
            )
        try:
            made_by = int((self.quarters.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return
        if made_by != major:
            raise SystemExit(
                f"The data in {self.quarters.data} were written by PostgreSQL {made_by}, and this is PostgreSQL {major}.\n"
                f"Set CLINIC_PG_BIN to the bin directory of PostgreSQL {made_by}, or move the data by dump and "
                "restore (docs/operations.md, “A new PostgreSQL”)."
            )

    def _initdb(self) -> None:
        """Make the cluster under another name first: half a cluster must never be taken for a whole one."""
        data = self.quarters.data
        partial = data.with_name("pg.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            if self._version() >= 17
            else ["--locale=C.UTF-8"]
        )
        with tempfile.NamedTemporaryFile("w") as password:
            password.write(self.state.text("admin_password"))
            password.flush()
            if self.user:
                os.chown(partial, self.user.pw_uid, self.user.pw_gid)
                os.chown(password.name, self.user.pw_uid, self.user.pw_gid)
            command = [
                *(self._program("initdb"), "-D", str(partial), "-U", ADMIN, "-E", "UTF8"),
                *("-A", "scram-sha-256", "--pwfile", password.name, "--data-checksums", *locale),
                *(["--no-sync"] if self.for_tests else []),
            ]
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                cwd="/",
                check=False,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                **becoming(self.user),
            )
        if done.returncode:
            raise SystemExit(f"The database could not be made:\n{done.stderr.strip()}")
        partial.rename(data)

    def _clear_stale_lock(self) -> None:
        """Remove the lock file of a server that was killed; its number may belong to another program by now."""
        lock = self.quarters.data / "postmaster.pid"
        for _ in range(300):
            if not postmaster_alive(self.quarters.data):
                lock.unlink(missing_ok=True)
                return
            time.sleep(0.1)  # the server of a run that was just killed is still shutting down
        raise SystemExit(f"Another PostgreSQL is using {self.quarters.data}.")
