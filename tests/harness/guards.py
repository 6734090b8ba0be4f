"""Take one guard of the database away inside a test, and put it back whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql


@contextmanager
def without_trigger(owner: psycopg.Connection, table: str, trigger: str) -> Iterator[None]:
    """The table without this trigger, for every connection. Only its owner can do that: the program cannot."""
    change = sql.SQL("ALTER TABLE public.{} {} TRIGGER {}")
    names = sql.Identifier(table), sql.Identifier(trigger)
    owner.execute("SET lock_timeout = '10s'")
    owner.execute(change.format(names[0], sql.SQL("DISABLE"), names[1]))
    try:
        yield
    finally:
        owner.execute(change.format(names[0], sql.SQL("ENABLE"), names[1]))


@contextmanager
def without_unique(database, owner: psycopg.Connection, table: str, constraint: str):
    """The table without this unique constraint. What was written meanwhile may break it: it is emptied before."""
    (definition,) = owner.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass",
        [constraint, f"public.{table}"],
    ).fetchone()
    names = sql.Identifier(table), sql.Identifier(constraint)
    owner.execute("SET lock_timeout = '10s'")
    owner.execute(sql.SQL("ALTER TABLE public.{} DROP CONSTRAINT {}").format(*names))
    try:
        yield
    finally:
        database.reset()
        owner.execute(
            sql.SQL("ALTER TABLE public.{} ADD CONSTRAINT {} ").format(*names)
            + sql.SQL(definition)
        )
