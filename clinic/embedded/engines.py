"""PostgreSQL and Valkey together: those named in the environment, else private ones."""

from __future__ import annotations

import os
from pathlib import Path

from clinic.embedded.postgres import ADMIN, Postgres
from clinic.embedded.process import Child
from clinic.embedded.provision import drop, provision
from clinic.embedded.state import State
from clinic.embedded.valkey import Valkey

DATABASE_URLS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL")


class Engines:
    """Start once per directory; `env` then holds everything settings.py needs to reach them.

    Raises `AlreadyRunning` if another process runs the engines of this directory.
    """

    def __init__(self, directory: Path, for_tests: bool = False) -> None:
        self.for_tests = for_tests
        self.state = State(directory, readable_by_server=os.geteuid() == 0)
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        self.env: dict[str, str] = {}

    def start(self, who: str = "test") -> None:
        """Start, or raise `AlreadyRunning`. `who` is the command that others are told of meanwhile."""
        self.state.take(who)
        try:
            self._start_postgres()
            self._start_valkey()
        except BaseException:
            self.stop()
            raise
        self.env.setdefault("SECRET_KEY", self.state.text("secret_key"))
        self.state.lend(self.env)

    def _start_postgres(self) -> None:
        given = {name: os.environ[name] for name in DATABASE_URLS if os.environ.get(name)}
        if given:
            needed = DATABASE_URLS if self.for_tests else DATABASE_URLS[:2]
            if missing := [name for name in needed if name not in given]:
                raise SystemExit(
                    f"{', '.join(given)} is set, but {' and '.join(missing)} is not. Set {', '.join(needed)} to use "
                    "your own PostgreSQL, or none of them to use a private one (.env.example says what each is)."
                )
            self.env |= given
            return
        self.postgres = Postgres(self.state, self.for_tests)
        self.postgres.start()
        text = self.state.text
        self._provision()
        self.env["DATABASE_URL"] = self.postgres.url("clinic_app", text("app_password"))
        self.env["DATABASE_OWNER_URL"] = self.postgres.url("clinic_owner", text("owner_password"))
        if self.for_tests:
            self.env |= self.admin_env()

    def admin_env(self) -> dict[str, str]:
        """The superuser of the private PostgreSQL, for tests and benchmarks; nothing else has business with it."""
        if "DATABASE_ADMIN_URL" in os.environ:
            return {"DATABASE_ADMIN_URL": os.environ["DATABASE_ADMIN_URL"]}
        password, port = self.state.text("admin_password"), self.state.port("postgres_port")
        return {"DATABASE_ADMIN_URL": f"postgresql://{ADMIN}:{password}@127.0.0.1:{port}/postgres"}

    def remake_database(self) -> None:
        """Throw the clinic's database away and make an empty one."""
        if self.postgres is None:
            raise SystemExit("The database named in the environment is not empty; empty it first.")
        self._provision(afresh=True)

    def _provision(self, afresh: bool = False) -> None:
        assert self.postgres is not None  # noqa: S101 - for the type checker
        text = self.state.text
        admin = self.postgres.url(ADMIN, text("admin_password"), "postgres")
        if afresh:
            drop(admin, "clinic")
        provision(admin, "clinic", text("owner_password"), text("app_password"))

    def _start_valkey(self) -> None:
        if given := os.environ.get("REDIS_URL"):
            self.env["REDIS_URL"] = given
            return
        self.valkey = Valkey(self.state)
        self.valkey.start()
        self.env["REDIS_URL"] = self.valkey.url()

    def children(self) -> list[Child]:
        found = [engine.child for engine in (self.postgres, self.valkey) if engine]
        return [child for child in found if child]

    def stop(self) -> None:
        """Stop what we started, data saved; engines from the environment are left alone."""
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()
        self.state.release()
