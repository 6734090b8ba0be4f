"""Roles, database and extensions: what must be there before the first migration."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

HERE = Path(__file__).resolve().parent
ONE_AT_A_TIME = 7_305_118_204  # advisory lock: roles are shared by all databases of a cluster


def at_database(url: str, name: str) -> str:
    """The same server and user, another database."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, parts.fragment))


def database_name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def provision(admin_url: str, name: str, owner_password: str = "", app_password: str = "") -> None:
    """Make database `name` with its roles and extensions, or bring an existing one up to date.

    `admin_url` signs in as a superuser, to any database of the cluster.
    """
    with psycopg.connect(at_database(admin_url, "template1"), autocommit=True) as template:
        template.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        template.execute((HERE / "extensions.sql").read_bytes())
    with psycopg.connect(at_database(admin_url, "postgres"), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(at_database(admin_url, name)) as here:
            for setting, value in (
                ("clinic.owner_password", owner_password),
                ("clinic.app_password", app_password),
            ):
                here.execute("SELECT set_config(%s, %s, false)", [setting, value])
            here.execute((HERE / "extensions.sql").read_bytes())
            here.execute((HERE / "roles.sql").read_bytes())


def drop(admin_url: str, name: str) -> None:
    """Remove database `name`, whoever is connected to it."""
    with psycopg.connect(at_database(admin_url, "postgres"), autocommit=True) as admin:
        command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        admin.execute(command.format(sql.Identifier(name)))
