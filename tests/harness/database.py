"""The test database: made and migrated by its owner, used as the program's own role, emptied by the superuser."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from clinic.embedded.provision import at_database, drop, provision

# As settings.py does for CLINIC_DB_ROLE=owner: what migrations write is signed by the system.
AS_MIGRATION = "-c timezone=UTC -c app.actor=system:migration -c app.source=migration"
# What Django itself keeps about the schema; a test never empties it.
DJANGOS_OWN = ("django_migrations", "django_content_type", "auth_permission")

RESET = """
CREATE SCHEMA testkit;
CREATE TABLE testkit.seeded (live regclass PRIMARY KEY, copy regclass NOT NULL, columns text NOT NULL);

-- Back to the state right after the migrations. Triggers and foreign keys are off meanwhile (the caller is superuser).
CREATE FUNCTION testkit.reset() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record; filled boolean;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR t IN
        SELECT c.oid::regclass AS live, s.copy, s.columns
        FROM pg_class c LEFT JOIN testkit.seeded s ON s.live = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname <> ALL (%(djangos_own)s)
    LOOP
        IF t.copy IS NULL THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %%s)', t.live) INTO filled;
            IF filled THEN EXECUTE format('DELETE FROM %%s', t.live); END IF;
        ELSE
            EXECUTE format('DELETE FROM %%1$s x WHERE x::text NOT IN (SELECT s::text FROM %%2$s s)', t.live, t.copy);
            EXECUTE format('INSERT INTO %%1$s (%%3$s) OVERRIDING SYSTEM VALUE SELECT %%3$s FROM %%2$s s '
                           'WHERE s::text NOT IN (SELECT x::text FROM %%1$s x)', t.live, t.copy, t.columns);
        END IF;
    END LOOP;
END $$;

-- A copy of every table that the migrations filled.
DO $$
DECLARE t record; filled boolean;
BEGIN
    FOR t IN
        SELECT c.oid, c.oid::regclass AS live,
               (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname <> ALL (%(djangos_own)s)
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %%s)', t.live) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE testkit.%%I AS TABLE %%s', 'seed_' || t.oid, t.live);
            INSERT INTO testkit.seeded VALUES (t.oid, format('testkit.%%I', 'seed_' || t.oid)::regclass, t.columns);
        END IF;
    END LOOP;
END $$;
"""


class Database:
    """One database of one pytest process. `url(role)` for "admin", "owner", "app"."""

    def __init__(self, worker: str) -> None:
        self.name = f"test_clinic_{worker}"
        self._urls = {
            "app": os.environ["DATABASE_URL"],
            "owner": os.environ["DATABASE_OWNER_URL"],
            "admin": os.environ["DATABASE_ADMIN_URL"],
        }
        self._options = dict(settings.DATABASES["default"].get("OPTIONS", {}))
        self._admin: psycopg.Connection | None = None

    def url(self, role: str) -> str:
        return at_database(self._urls[role], self.name)

    def connect(self, role: str) -> psycopg.Connection:
        return psycopg.connect(self.url(role), autocommit=True)

    def create(self) -> None:
        """Make it anew, migrate as the owner, remember what migrations seeded, then be the program's role."""
        self.drop()
        template = f"template_clinic_{schema_fingerprint()}"
        with psycopg.connect(self._urls["admin"], autocommit=True) as admin:
            # One process migrates; the others, and the next runs, copy what it made.
            admin.execute("SELECT pg_advisory_lock(hashtextextended('test template', 0))")
            known = admin.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [template]
            ).fetchone()
            if not known:
                self._make_template(admin, template)
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER clinic_owner").format(
                    sql.Identifier(self.name), sql.Identifier(template)
                )
            )
        provision(self._urls["admin"], self.name)
        django_connects_as(self.url("app"), self._options)
        # Programs that a test starts find the same database.
        os.environ["DATABASE_URL"] = self.url("app")
        os.environ["DATABASE_OWNER_URL"] = self.url("owner")

    def _make_template(self, admin: psycopg.Connection, template: str) -> None:
        """Migrate a scratch database as the owner, remember what was seeded, and only then give it its name."""
        for (old,) in admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'template_clinic_%'"
        ).fetchall():
            drop(self._urls["admin"], old)
        scratch = "template_in_the_making"
        drop(self._urls["admin"], scratch)
        provision(self._urls["admin"], scratch)
        url = at_database(self._urls["owner"], scratch)
        django_connects_as(url, {**self._options, "options": AS_MIGRATION})
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        with psycopg.connect(at_database(self._urls["admin"], scratch), autocommit=True) as made:
            own = sql.Literal(list(DJANGOS_OWN)).as_string(made)
            made.execute(RESET % {"djangos_own": own})
        admin.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(scratch), sql.Identifier(template)
            )
        )

    def drop(self) -> None:
        self._close()
        connections.close_all()
        drop(self._urls["admin"], self.name)

    def reset(self) -> None:
        """Undo every committed row outside `audit`. Seeded rows come back as the migrations left them.

        A transaction that a test left open would hold its rows for ever; after 10 s all other connections are ended.
        """
        try:
            self.reset_connection().execute("SELECT testkit.reset()")
        except psycopg.errors.LockNotAvailable:
            self.reset_connection().execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            self.reset_connection().execute("SELECT testkit.reset()")
        except psycopg.OperationalError:  # the test restarted PostgreSQL
            self._close()
            self.reset_connection().execute("SELECT testkit.reset()")

    def reset_connection(self) -> psycopg.Connection:
        """The superuser's connection that `reset` uses, kept open between tests."""
        if self._admin is None or self._admin.closed:
            self._admin = self.connect("admin")
            self._admin.execute("SET lock_timeout = '10s'")
        return self._admin

    def _close(self) -> None:
        if self._admin is not None:
            self._admin.close()
            self._admin = None


def schema_fingerprint() -> str:
    """Changes when the schema, what migrations seed, the triggers or the grants may have changed."""
    root = Path(settings.BASE_DIR)
    shapes = {"audit", "migrations", "models", "sql"}
    seeds = {"eligibility", "instruments", "protocols", "wording"}
    single = {"schema.py", "states.py", "ranges.py"}
    digest = hashlib.sha256()
    for package in ("clinic", "patients", "consent", "integration", "sessions"):
        for file in sorted((root / package).rglob("*")):
            parts = set(file.relative_to(root).parts)
            counts = parts & (shapes | seeds) or file.name in single
            if counts and file.suffix in {".py", ".sql"}:
                digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def django_connects_as(url: str, options: dict[str, object]) -> None:
    """Point Django's connection, in every thread, at another database or role, with these libpq options."""
    parts = urlsplit(url)
    connections.close_all()
    connections["default"].settings_dict.update(
        NAME=parts.path.lstrip("/"),
        USER=parts.username,
        PASSWORD=parts.password,
        HOST=parts.hostname,
        PORT=str(parts.port or ""),
        OPTIONS=options,
    )
