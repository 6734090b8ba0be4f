"""The trials table, with what follows from each row, and whether the depression is treatment-resistant."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.permissions import Permission
from patients.eligibility.trials import Judged, Resistance, judge, resistance
from patients.models import TreatmentTrial
from patients.policies.workup import trial_policy
from patients.views.workup.section import Look, Section


@dataclass(frozen=True)
class Line:
    """A row with what was computed from it."""

    row: TreatmentTrial
    judged: Judged

    @property
    def adequate(self) -> str:
        return _answer(self.judged.adequate)

    @property
    def dose(self) -> str:
        return _answer(self.judged.adequate_dose)

    @property
    def duration(self) -> str:
        return _answer(self.judged.adequate_duration)

    @property
    def failed(self) -> str:
        return _("not tolerated") if self.judged.intolerant else _answer(self.judged.failed)

    @property
    def failed_regulatory(self) -> str:
        return "" if self.judged.intolerant else _answer(self.judged.failed_regulatory)


def _answer(said: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: _("cannot say")}[said]


def rows_of(look: Look) -> list[TreatmentTrial]:
    """Standing trials of the patient, this episode first."""
    rows = TreatmentTrial.objects.visible_to(look.user).standing()
    found = rows.filter(patient_id=look.patient_id).select_related("recorded_by")
    return list(found.order_by("episode", "started_year", "pk"))


def resistance_of(look: Look) -> Resistance:
    """Counted over the standing rows."""
    policy = trial_policy(look.policy)
    return resistance([row.as_trial() for row in rows_of(look)], policy)


def section(look: Look) -> Section:
    """Earlier treatment."""
    policy = trial_policy(look.policy)
    rows = rows_of(look)
    found = resistance([row.as_trial() for row in rows], policy)
    lines = [Line(row, judge(row.as_trial(), policy)) for row in rows]
    return Section(
        "trials",
        _("Earlier treatment"),
        "workup-trials",
        "patients/workup/_trials.html",
        {
            "lines": lines,
            "resistance": found,
            "sentence": _sentence(found),
            "numbers": policy,
            "screening": look.screening,
            "edits": look.user.may(Permission.SCREENING_EDIT, look.screening.site_id),
        },
        _missing(rows, lines),
    )


def _sentence(found: Resistance) -> str:
    """What the table says about resistance. It decides nothing (domain/04 4.1)."""
    count = len(found.failed)
    if found.is_resistant:
        said = _("Treatment-resistant: %(n)d antidepressants failed at an adequate dose and time.")
        return said % {"n": count}
    if found.is_resistant is None:
        return _("Cannot say yet whether it is treatment-resistant: doses or weeks are missing.")
    return ngettext(
        "Not treatment-resistant by this table: %(n)d of %(needed)d antidepressants failed.",
        "Not treatment-resistant by this table: %(n)d of %(needed)d antidepressants failed.",
        count,
    ) % {"n": count, "needed": found.needed}


def _missing(rows: list[TreatmentTrial], lines: list[Line]) -> list[tuple[str, str]]:
    if not rows:
        return [(_("No earlier treatment is written down."), "workup-trials")]
    return [
        (
            _("%s: dose or weeks are missing, so nobody can say whether it was enough.")
            % line.row.name,
            f"trial-{line.row.pk}",
        )
        for line in lines
        if line.row.ingredient
        and line.judged.adequate is None
        and not line.judged.intolerant
        and not line.row.augmentation
    ]
