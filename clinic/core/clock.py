"""The only place that reads a clock. Edges (views, API, tasks, commands) call it; the inside is told.

A test clinic may run at another time: ``CLOCK_FILE`` names a file holding an offset in seconds, read
at every call so that web, worker and beat move together. Production refuses to start with one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone


def _offset() -> timedelta:
    if not settings.CLOCK_FILE:
        return timedelta(0)
    try:
        return timedelta(seconds=float(Path(settings.CLOCK_FILE).read_text() or 0))
    except FileNotFoundError:
        return timedelta(0)


def now() -> datetime:
    """The present instant, UTC, from this host's clock."""
    return timezone.now() + _offset()


def database_now() -> datetime:
    """The present instant by the database's clock: what decides whether a message is due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at + _offset()
