"""Pregnancy: who was asked, what was answered, and whether the patient's record still says so."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clinic.accounts.permissions import Permission
from patients.models import PregnancyAnswer
from patients.views.workup.section import Look, Section

ANCHOR = "workup-pregnancy"
_Now = PregnancyAnswer.Now


def section(look: Look) -> Section:
    """The newest answer. It is asked of everybody whose body it may concern, never guessed from a sex marker."""
    rows = PregnancyAnswer.objects.visible_to(look.user).standing()
    mine = rows.filter(patient_id=look.patient_id).select_related("recorded_by")
    newest = mine.newest_first().first()
    patient = look.screening.patient
    return Section(
        "pregnancy",
        _("Pregnancy"),
        ANCHOR,
        "patients/workup/_pregnancy.html",
        {
            "answer": newest,
            "on_record": patient.get_can_become_pregnant_display(),
            "screening": look.screening,
            "edits": look.user.may(Permission.SCREENING_EDIT, look.screening.site_id),
        },
        [(sentence, ANCHOR) for sentence in _missing(newest, patient.can_become_pregnant)],
    )


def _missing(newest: PregnancyAnswer | None, on_record: str) -> list[str]:
    if newest is None:
        return [
            _("Nobody asked whether the patient can become pregnant. Until then it counts as yes.")
        ]
    said = []
    if newest.answer != on_record:
        said.append(_("The record was changed since the patient was asked. Ask again."))
    if newest.answer == PregnancyAnswer.Answer.UNKNOWN:
        said.append(_("The question about pregnancy has no answer. Until then it counts as yes."))
    if newest.now == _Now.UNKNOWN and newest.answer != PregnancyAnswer.Answer.NO:
        said.append(_("Not known whether the patient is pregnant or breastfeeding."))
    return said
