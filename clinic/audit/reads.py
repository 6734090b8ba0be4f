"""Which patients' records this request has read. Written once, at its end, by the middleware."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

Reads = dict[UUID, set[str]]

_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def collecting() -> Iterator[Reads]:
    """Collect ``{patient id: kinds of record}`` while this runs."""
    found: Reads = defaultdict(set)
    token = _reads.set(found)
    try:
        yield found
    finally:
        _reads.reset(token)


def note(patient_id: UUID, kind: str) -> None:
    """This patient's ``kind`` of record is being read. Model instances note themselves."""
    found = _reads.get()
    if found is not None:
        found[patient_id].add(kind)


def note_all(patient_ids: Iterable[UUID], kind: str) -> None:
    """For queries that return plain values instead of model instances."""
    found = _reads.get()
    if found is not None:
        for patient_id in patient_ids:
            found[patient_id].add(kind)
