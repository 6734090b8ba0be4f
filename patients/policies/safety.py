"""The numbers a safety alert goes by."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinic.policy.models import PolicyVersion
from clinic.policy.terms import SafetyTerms


def safety_terms(site_id: UUID, at: datetime) -> SafetyTerms:
    """Those of the policy in force; the shipped ones where none is signed yet: an alert never waits for a signature."""
    version = PolicyVersion.objects.in_force(site_id, at)
    return version.policy.safety if version else SafetyTerms()
