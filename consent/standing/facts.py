"""What is known of forms and consents, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One published edition. ``replaces_from`` is when earlier editions stop counting; None: they never do."""

    id: UUID
    type: str
    edition: int
    jurisdiction: str
    language: str
    routes: tuple[str, ...]
    effective_from: datetime
    replaces_from: datetime | None
    retired_at: datetime | None
    sha256: str

    def covers(self, jurisdiction: str) -> bool:
        """``US`` covers every state; ``US-NM`` covers itself."""
        return jurisdiction == self.jurisdiction or jurisdiction.startswith(
            self.jurisdiction + "-"
        )

    def usable(self, at: datetime) -> bool:
        """May be signed at that instant, as far as time goes."""
        return self.effective_from <= at and (self.retired_at is None or self.retired_at > at)


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """One consent of one course."""

    id: UUID
    course_id: UUID
    form: FormFacts
    state: str
    signed_at: datetime | None
    signed_sha256: str
    expires_on: date | None
    capacity_attested_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when the question is asked: the site's jurisdiction, the instant, and its date there."""

    jurisdiction: str
    at: datetime
    today: date
