"""The illness and its Maudsley staging, which says nothing about who may be treated."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clinic.accounts.permissions import Permission
from patients.eligibility.maudsley import PSYCHOSIS_EXCLUSION, Severity, Stage
from patients.models import Illness, ScreeningFinding
from patients.policies.workup import staging_of
from patients.views.workup.section import Look, Section
from patients.views.workup.trials import resistance_of

ANCHOR = "workup-illness"


def band(found: Stage) -> str:
    """The band in words."""
    return {
        Stage.MILD: _("mild"),
        Stage.MODERATE: _("moderate"),
        Stage.SEVERE: _("severe"),
    }[found]


def section(look: Look) -> Section:
    """Which illness, how long, how severe, and the staging where it can be computed."""
    rows = Illness.objects.visible_to(look.user).standing()
    mine = rows.filter(patient_id=look.patient_id).select_related("recorded_by")
    newest = mine.newest_first().first()
    staging = staging_of(newest, resistance_of(look)) if newest else None
    return Section(
        "illness",
        _("The illness"),
        ANCHOR,
        "patients/workup/_illness.html",
        {
            "illness": newest,
            "staging": staging,
            "band": band(staging.stage) if staging else "",
            "psychosis_row": PSYCHOSIS_EXCLUSION,
            "screening": look.screening,
            "edits": look.user.may(Permission.SCREENING_EDIT, look.screening.site_id),
        },
        _missing(look, newest),
    )


def _missing(look: Look, newest: Illness | None) -> list[tuple[str, str]]:
    if newest is None:
        return [(_("The illness this treatment is for is not written down."), ANCHOR)]
    said = []
    if newest.months is None or not newest.severity:
        said.append((_("How long and how severe the illness is, is not written down."), ANCHOR))
    if newest.ect == Illness.Ect.UNKNOWN:
        said.append((_("Not known whether there was electroconvulsive therapy."), ANCHOR))
    if newest.maudsley_severity is Severity.PSYCHOTIC and not _is_present(look):
        said.append(
            (
                _("Severe with psychosis: answer row %s, which rules treatment out.")
                % PSYCHOSIS_EXCLUSION,
                f"row-{PSYCHOSIS_EXCLUSION}",
            )
        )
    return said


def _is_present(look: Look) -> bool:
    rows = ScreeningFinding.objects.visible_to(look.user).filter(screening=look.screening)
    return rows.filter(code=PSYCHOSIS_EXCLUSION, status="ACTIVE").exists()
