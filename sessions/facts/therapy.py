"""Preparation visits: finished and signed by a therapist."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sessions.gate.facts import PreparationFact


def preparations(courses: Iterable[UUID]) -> dict[UUID, tuple[PreparationFact, ...]]:
    """By course."""
    return {}
