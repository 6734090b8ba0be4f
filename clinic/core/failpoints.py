"""Places where a test may make the program wait, fail or die. Outside tests they do nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

_armed: dict[str, Callable[[], None]] = {}


def failpoint(name: str) -> None:
    if settings.FAILPOINTS and name in _armed:
        _armed[name]()


def arm(name: str, act: Callable[[], None]) -> None:
    """Make ``failpoint(name)`` call ``act`` in this process."""
    _armed[name] = act


def disarm() -> None:
    _armed.clear()
