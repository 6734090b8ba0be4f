"""A database of its own for a run: made on private engines, migrated by the owner, used as the program's role, dropped.

Nothing here touches a database that somebody else made, and nothing leaves this machine: a server that is not on
loopback is refused.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from benchmarks.processes import parent_of, tree_cpu_ms
from benchmarks.scenario import BenchBroken
from clinic.embedded.engines import Engines
from clinic.embedded.postgres import ADMIN
from clinic.embedded.provision import at_database, provision

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
URLS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL")


class BenchDatabase:
    """`start` makes it and points this process (and its children) at it; `stop` drops it and stops the engines.

    With the three DATABASE_…_URLs of a server in the environment that server is used, else a private one with the
    settings of `manage.py up`: commits are durable, as in a clinic.
    """

    def __init__(self, var: Path) -> None:
        self.name = f"clinic_bench_{os.getpid()}"
        self._engines = Engines(var / "bench")
        self._admin_url = ""
        self._made = False

    def start(self) -> None:
        given = {name: os.environ[name] for name in URLS if name in os.environ}
        self._engines.start("bench")
        urls = {**self._engines.env, **given}
        if postgres := self._engines.postgres:
            password = self._engines.state.text("admin_password")
            urls["DATABASE_ADMIN_URL"] = postgres.url(ADMIN, password, "postgres")
        if missing := [name for name in URLS if name not in urls]:
            raise SystemExit(f"Set {' and '.join(missing)} too, or none of {', '.join(URLS)}.")
        for name in URLS:
            if urlsplit(urls[name]).hostname not in LOOPBACK:
                raise SystemExit(f"{name} leads off this machine; benchmarks stay on loopback.")
        self._admin_url = urls["DATABASE_ADMIN_URL"]
        self._drop()
        provision(self._admin_url, self.name)
        self._made = True
        os.environ |= {
            **self._engines.env,
            "DATABASE_URL": at_database(urls["DATABASE_URL"], self.name),
            "DATABASE_OWNER_URL": at_database(urls["DATABASE_OWNER_URL"], self.name),
            "DATABASE_ADMIN_URL": at_database(self._admin_url, self.name),
            "DJANGO_SETTINGS_MODULE": "clinic.settings",
            "CLINIC_MODE": "demo",
        }
        self._migrate()

    def stop(self) -> None:
        try:
            if self._made:
                self._drop()
        finally:
            self._engines.stop()

    def _migrate(self) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"],
            cwd=ROOT,
            env={**os.environ, "CLINIC_DB_ROLE": "owner"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchBroken(f"the tables could not be made:\n{done.stderr[-2000:]}")

    def _drop(self) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as admin:
            name = sql.Identifier(self.name)
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def admin_connection() -> psycopg.Connection:
    """To this run's database, as superuser: for loading data and for counting rows."""
    return psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True)


def libpq_environment() -> dict[str, str]:
    """How pgbench reaches this run's database, as the program's own role."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return {
        "PGHOST": parts.hostname or "127.0.0.1",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }


class ServerCpu:
    """Processor ms of the whole database server, from its first process; None where /proc does not say."""

    def __init__(self) -> None:
        with admin_connection() as admin:
            row = admin.execute("SELECT pg_backend_pid()").fetchone()
            self._postmaster = parent_of(row[0]) if row else None

    def ms(self) -> float | None:
        return tree_cpu_ms(self._postmaster) if self._postmaster else None


def count_rows(tables: list[str]) -> dict[str, int]:
    """How many rows each table holds now."""
    with admin_connection() as admin:
        counted = {}
        for table in tables:
            name = sql.SQL(".").join(sql.Identifier(part) for part in table.split("."))
            row = admin.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone()
            counted[table] = row[0] if row else 0
        return counted


def all_tables() -> list[str]:
    """Every table the program writes: its own and the audit's (partitions are counted through their parent)."""
    with admin_connection() as admin:
        rows = admin.execute(
            "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname IN ('public', 'audit') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
        ).fetchall()
    return [name for (name,) in rows]
