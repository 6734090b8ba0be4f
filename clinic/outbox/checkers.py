"""How an upper package says whether a message is still right, and finds its words.

Registered by topic in ``AppConfig.ready``. A topic nobody answers for is never sent: no checker, no message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clinic.outbox.models import Message
from clinic.outbox.parts import Part


@dataclass(frozen=True)
class Send:
    """It is right: these are the words. ``subject`` and ``enclosure`` are for mail only.

    ``enclosure`` makes what goes along, for the address the mail goes to: the checker does not know it.
    """

    subject: str
    body: str
    enclosure: Callable[[str], Part] | None = None


@dataclass(frozen=True)
class Drop:
    """It is wrong now and will not become right."""

    reason: Message.Reason


@dataclass(frozen=True)
class Later:
    """Right, but not at this hour."""

    until: datetime


Ruling = Send | Drop | Later


class Checker(Protocol):
    """Asked in its own short transaction right before the hand-off; locks what it relies on FOR SHARE."""

    def __call__(self, message: Message, at: datetime) -> Ruling: ...


class NoChecker(LookupError):
    """Nobody answers for this topic."""


_checkers: dict[str, Checker] = {}


def register(topic: str, checker: Checker) -> None:
    """``checker`` answers for ``topic`` from now on."""
    _checkers[topic] = checker


def rule_on(message: Message, at: datetime) -> Ruling:
    """Ask the topic's checker. Raises NoChecker: the engine then keeps the message back."""
    try:
        checker = _checkers[message.topic]
    except KeyError:
        raise NoChecker(message.topic) from None
    return checker(message, at)
