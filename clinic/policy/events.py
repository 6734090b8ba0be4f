"""What happened to a clinical policy, for whoever stands higher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class PolicySigned(Event):
    """A version came into force at a site; the one before it is replaced."""

    site_id: UUID
    version_id: UUID
    at: datetime
