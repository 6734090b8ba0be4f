"""Three versions of one sheet become one: what only one person touched is kept, the rest is asked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True)
class Merged(Generic[V]):
    """``write`` is to be written; ``ask`` was changed by both, and differently."""

    write: dict[str, V]
    ask: dict[str, V]


def merge(base: Mapping[str, V], mine: Mapping[str, V], theirs: Mapping[str, V]) -> Merged[V]:
    """Row by row: ``base`` as I had it open, ``mine`` as I send it, ``theirs`` as it stands now.

    A row that I do not send, or send as I had it, is not mine to change: theirs stands.
    """
    write: dict[str, V] = {}
    ask: dict[str, V] = {}
    for key, value in mine.items():
        was, now = base.get(key), theirs.get(key)
        if value in (was, now):
            continue
        (write if now == was else ask)[key] = value
    return Merged(write, ask)
