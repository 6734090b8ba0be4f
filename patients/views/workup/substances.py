"""Substance use: the newest answer about each, and those nobody asked about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clinic.accounts.permissions import Permission
from patients.models import SubstanceUse
from patients.policies.workup import newest_uses
from patients.views.workup.section import Look, Section


def section(look: Look) -> Section:
    """What the patient takes or took."""
    rows = SubstanceUse.objects.visible_to(look.user).standing()
    mine = rows.filter(patient_id=look.patient_id).select_related("recorded_by")
    lines = newest_uses(mine.newest_first())
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
