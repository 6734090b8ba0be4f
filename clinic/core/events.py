"""How an upper package hears what a lower one did, inside the same transaction.

An event is a frozen dataclass; handlers are registered in ``AppConfig.ready`` and run in the order of
registration, in the publisher's transaction: if one fails, nothing happened. Not Django signals: an
event has a type, a named list of handlers (``docs/events.md`` is generated from it), and an event that
declares ``required`` refuses to start the program when nobody listens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db import connection


@dataclass(frozen=True)
class Event:
    """Something that has just happened. Carries ids and plain values, never a patient's name."""

    required: ClassVar[bool] = False


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]

_handlers: dict[type[Event], list[Handler]] = defaultdict(list)


def subscribe(event_type: type[E], handler: Callable[[E], None]) -> None:
    """Call ``handler`` whenever ``event_type`` is published. Registering twice changes nothing."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def publish(event: Event) -> None:
    """Tell every handler, now, in this transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction")
    for handler in _handlers[type(event)]:
        handler(event)


def known_events() -> list[type[Event]]:
    """Every event type there is, by name."""
    found: list[type[Event]] = []
    waiting = [Event]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found.append(kind)
            waiting.append(kind)
    return sorted(found, key=lambda kind: kind.__name__)


def handlers_of(event_type: type[Event]) -> list[Handler]:
    return list(_handlers[event_type])


def unheard() -> list[type[Event]]:
    """Event types that must have a handler and have none."""
    return [kind for kind in known_events() if kind.required and not _handlers[kind]]
