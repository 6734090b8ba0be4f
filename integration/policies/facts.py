"""What the gate reads of therapy, for many courses in one query (G06, G09)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from integration.models import TherapySession


@dataclass(frozen=True, slots=True)
class SignedSession:
    """One session that counts. ``dose_appointment_id`` is set for integration."""

    id: UUID
    kind: str
    therapist_id: UUID
    completed_at: datetime
    signed_at: datetime
    dose_appointment_id: UUID | None


def load(course_ids: Iterable[UUID]) -> dict[UUID, tuple[SignedSession, ...]]:
    """Signed sessions by course, in the order they were held; void ones are not among them."""
    found: dict[UUID, list[SignedSession]] = defaultdict(list)
    for row in TherapySession.objects.of_courses(course_ids):
        if row.completed_at is None or row.signed_at is None:
            continue
        found[row.course_id].append(
            SignedSession(
                row.pk,
                row.kind,
                row.therapist_id,
                row.completed_at,
                row.signed_at,
                row.dose_appointment_id,
            )
        )
    return {course: tuple(rows) for course, rows in found.items()}
