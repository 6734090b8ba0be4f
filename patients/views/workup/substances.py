"""Substance use: the newest answer about each, and those nobody asked about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clinic.accounts.permissions import Permission
from patients.models import SubstanceUse
from patients.views.workup.section import Look, Section

_Substance = SubstanceUse.Substance


def section(look: Look) -> Section:
    """What the patient takes or took."""
    rows = SubstanceUse.objects.visible_to(look.user).standing()
    found: dict[tuple[str, str], SubstanceUse] = {}
    mine = rows.filter(patient_id=look.patient_id).select_related("recorded_by")
    for row in mine.newest_first():
        found.setdefault((row.substance, row.which.strip().lower()), row)
    order = list(_Substance.values)
    lines = sorted(found.values(), key=lambda row: (order.index(row.substance), row.which))
    asked = {row.substance for row in lines}
    open_ones = [each for each in SubstanceUse.ASKED if each.value not in asked]
    return Section(
        "substances",
        _("Substances"),
        "workup-substances",
        "patients/workup/_substances.html",
        {
            "lines": lines,
            "unasked": [(each.value, str(each.label)) for each in open_ones],
            "screening": look.screening,
            "edits": look.user.may(Permission.SCREENING_EDIT, look.screening.site_id),
        },
        [(_("%s: not asked.") % each.label, f"substance-{each.value}") for each in open_ones],
    )
