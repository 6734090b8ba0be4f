"""``{% load clinic %}``: every component of the pages, in one library (docs/pages.md)."""

from __future__ import annotations

from django import template

from clinic.web.templatetags import (
    clinic_blocks,
    clinic_course,
    clinic_door,
    clinic_figures,
    clinic_forms,
    clinic_marks,
    clinic_undo,
    clinic_words,
)

register = template.Library()
for part in (
    clinic_blocks,
    clinic_course,
    clinic_door,
    clinic_figures,
    clinic_forms,
    clinic_marks,
    clinic_undo,
    clinic_words,
):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
