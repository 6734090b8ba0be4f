"""Advisory locks, always taken in one order, so that two bookings wait instead of deadlocking."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

LOCK_TIMEOUT = "3s"  # a person waits this long at most; source: pretix's figure, reliability notes


def lock(*things: tuple[str, UUID | str]) -> None:
    """Hold ``(kind, id)`` pairs until the transaction ends. Waits at most 3 s (then 55P03)."""
    lock_all(things)


def lock_all(things: Iterable[tuple[str, UUID | str]]) -> None:
    """As ``lock``, for any number, in one round trip, sorted by the key the database computes."""
    if not connection.in_atomic_block:
        raise RuntimeError("A lock outside a transaction is released at once")
    names = sorted({f"{kind}:{id_}" for kind, id_ in things})
    with connection.cursor() as cursor:
        # Two statements, sent together: how long to wait is said before the waiting begins.
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true);"
            " SELECT pg_advisory_xact_lock(key) FROM ("
            " SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(%s::text[]) AS name"
            " ORDER BY key) AS keys",
            [LOCK_TIMEOUT, names],
        )
