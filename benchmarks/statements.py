"""The floor of a benchmark that reads: the very statements ours sent, sent again by bare psycopg and fetched."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from benchmarks.scenario import BenchBroken


def timed(work: Callable[[], Any]) -> float:
    """How long one piece of work took, in milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


class Statements:
    """What `work` sends to the database once it is warm: `at_most` so many, whatever the size of its data."""

    def __init__(self, work: Callable[[], Any], *, at_most: int) -> None:
        from django.db import connection  # noqa: PLC0415 - Django is set up by now
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        work()
        with CaptureQueriesContext(connection) as sent:
            work()
        self.texts = [each["sql"] for each in sent.captured_queries]
        if len(self.texts) > at_most:
            raise BenchBroken(
                f"{len(self.texts)} statements were sent instead of {at_most} at most"
            )
        self.raw = connection.connection

    def send(self) -> None:
        """All of them, in order; nothing is made of the rows."""
        with self.raw.cursor() as cursor:
            for text in self.texts:
                cursor.execute(text)
                cursor.fetchall()
