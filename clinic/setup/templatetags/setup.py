"""Words for stored values on the set-up pages."""

from __future__ import annotations

from django import template

from clinic.accounts.roles import Capability

register = template.Library()


@register.filter
def capability(value: str) -> str:
    """MEDICAL_DIRECTOR as a person says it."""
    return str(Capability(value).label)
