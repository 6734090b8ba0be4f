"""What happened to a consent, for whoever stands higher. Ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class ConsentEvent(Event):
    """Something happened to one consent. ``type`` is the form's, such as KAP_TREATMENT."""

    consent_id: UUID
    course_id: UUID
    patient_id: UUID
    site_id: UUID
    type: str
    at: datetime


@dataclass(frozen=True)
class ConsentIssued(ConsentEvent):
    """A form waits for the patient."""


@dataclass(frozen=True)
class ConsentSigned(ConsentEvent):
    """It is signed. Whether it already counts also hangs on the capacity attestation."""


@dataclass(frozen=True)
class CapacityJudged(ConsentEvent):
    """A prescriber judged the capacity to consent."""

    has_capacity: bool


@dataclass(frozen=True)
class ConsentDeclined(ConsentEvent):
    """The patient said no before signing."""


@dataclass(frozen=True)
class ConsentWithdrawn(ConsentEvent):
    """The patient took it back. From here on no drug is given under it; a running session stops further
    drug and goes on watching (domain/01, invariant 1)."""


@dataclass(frozen=True)
class FormPublished(Event):
    """A new edition exists. ``replaces_from`` is when earlier signatures stop counting, if they do."""

    form_id: UUID
    type: str
    jurisdiction: str
    language: str
    effective_from: datetime
    replaces_from: datetime | None
    at: datetime
