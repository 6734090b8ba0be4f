"""Who is acting, for history, for the database, and for questions of permission."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus


@runtime_checkable
class Actor(Protocol):
    """Anybody who may read or write: a person who signed in, or a named part of the system."""

    @property
    def actor_id(self) -> str:
        """``user:<uuid>`` or ``system:<name>``; never empty, never reused."""

    @property
    def actor_label(self) -> str:
        """The name history shows; kept as text so it outlives the account."""

    def may(self, permission: str, site_id: UUID | None) -> bool:
        """Does any current role at this site include the verb? No site: at any site."""

    def sites_with(self, permission: str) -> frozenset[UUID] | None:
        """The sites where the verb is allowed; None means every site."""

    def patient_id(self) -> UUID | None:
        """The patient this actor is, when it is one: such an actor sees only its own records."""


@dataclass(frozen=True)
class Acting:
    """The actor of the present transaction and where the write came from (``web``, ``task:…``)."""

    actor_id: str
    label: str
    source: str
    at: datetime | None = None
    reason: str = ""


INERROR = TransactionStatus.INERROR

_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)
_source: ContextVar[str] = ContextVar("source", default="shell")


def acting() -> Acting | None:
    return _acting.get()


@contextmanager
def source(name: str) -> Iterator[None]:
    """Say where writes come from while this runs: set once by each kind of entry point."""
    token = _source.set(name)
    try:
        yield
    finally:
        _source.reset(token)


@contextmanager
def acting_as(
    actor: Actor, *, at: datetime | None = None, reason: str = "", to_the_end: bool = False
) -> Iterator[Acting]:
    """Sign everything written inside with this actor, in history and in the database.

    ``at`` dates the readable history; the database dates its own events by its own clock.
    Needs an open transaction: the database is told with a transaction-local setting, so that a pooled
    connection can never carry one person's name into another's request. ``to_the_end``: nothing but the end of the
    transaction follows, and the database forgets the name with it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Writing needs a transaction: call an action")
    now = Acting(actor.actor_id, actor.actor_label, _source.get(), at, reason)
    before = _acting.get()
    token = _acting.set(now)
    _tell_database(now)
    try:
        yield now
    finally:
        _acting.reset(token)
        committed_next = to_the_end and before is None and not connection.savepoint_ids
        if not (committed_next or _aborted()):
            _tell_database(before)


def _aborted() -> bool:
    """After a failed statement the transaction only waits for its rollback, which takes the name along."""
    raw = connection.connection
    return raw is None or connection.needs_rollback or raw.info.transaction_status == INERROR


def _tell_database(who: Acting | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, true), set_config('app.source', %s, true),"
            " set_config('app.reason', %s, true)",
            [who.actor_id, who.source, who.reason] if who else ["", "", ""],
        )
