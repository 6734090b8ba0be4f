"""Preparation visits: held and signed by a therapist. A voided one is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from integration.models import TherapySession
from sessions.gate.facts import PreparationFact


def preparations(courses: Iterable[UUID]) -> dict[UUID, tuple[PreparationFact, ...]]:
    """By course: also those under way that ended without a signature, so that the sentence can say so."""
    rows = (
        TherapySession.objects.preparations()
        .exclude(status=TherapySession.Status.VOIDED)
        .filter(course__among=courses)
        .order_by("started_at", "pk")
        .plain("id", "course_id", "started_at", "completed_at", "signed_at", "therapist_id")
    )
    found: dict[UUID, list[PreparationFact]] = defaultdict(list)
    for row in rows:
        found[row.course_id].append(
            PreparationFact(
                str(row.id),
                row.completed_at or row.started_at,
                row.signed_at,
                str(row.therapist_id),
            )
        )
    return {course: tuple(rows) for course, rows in found.items()}
