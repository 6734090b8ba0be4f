"""Whom to call, on the patient's pages."""

from __future__ import annotations

from django import template

from clinic.sites.models import Site
from patients.crisis import CrisisLine, crisis_line

register = template.Library()


@register.simple_tag
def line_of(place: Site, where: str = "") -> CrisisLine | None:
    """``{% line_of place patient.jurisdiction as line %}``: where the patient is, else where the clinic is."""
    return crisis_line(where, place.jurisdiction)


@register.filter
def dialled(number: str) -> str:
    """A number as a link dials it."""
    return number.replace(" ", "")
