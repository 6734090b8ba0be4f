"""What tasks tell the packages above."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class TaskEscalated(Event):
    """Nobody did it in time; the role it escalates to sees it from now on."""

    task_id: UUID
    kind: str
    patient_id: UUID | None
    subject_id: UUID | None
