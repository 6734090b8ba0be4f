"""Whether somebody can become pregnant: asked, answered, and carried to the patient's record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from patients.actions import patient as patients
from patients.actions.workup import entry
from patients.models import Course, Patient, PregnancyAnswer


@action(Permission.SCREENING_EDIT)
def record(
    course: Course,
    *,
    answer: str,
    answered_by: str,
    now: str = PregnancyAnswer.Now.UNKNOWN,
    why: str = "",
    detail: str = "",
    by: User,
    at: datetime,
) -> PregnancyAnswer:
    """The answer, with who gave it; from here on it is what the patient's record says (G25 reads that)."""
    row = PregnancyAnswer(
        answer=answer, answered_by=answered_by, now=now, why=why, detail=detail.strip()
    )
    if row.answer == PregnancyAnswer.Answer.NO and not row.why:
        raise InvalidInput(
            _("Say why not: before every dose this stands for a test."), field="why"
        )
    if row.answer != PregnancyAnswer.Answer.NO and row.why:
        raise InvalidInput(_("A reason belongs to “cannot become pregnant”."), field="why")
    if row.answer == PregnancyAnswer.Answer.NO and row.now == PregnancyAnswer.Now.PREGNANT:
        raise InvalidInput(_("Who is pregnant can become pregnant."), field="now")
    row = entry.write(row, course, by=by, at=at)
    patients.edit.step(row.patient, can_become_pregnant=row.answer, by=by, at=at)
    return row


@action(Permission.SCREENING_EDIT)
def void(row: PregnancyAnswer, *, because: str, by: User, at: datetime) -> PregnancyAnswer:
    """It was not answered so. The record goes back to the answer before, or to "not asked"."""
    row = entry.strike(row, because=because, by=by, at=at)
    rows = PregnancyAnswer.objects.standing().filter(patient_id=row.patient_id)
    before = rows.newest_first().first()
    said = before.answer if before else Patient.Pregnancy.UNKNOWN
    patients.edit.step(row.patient, can_become_pregnant=said, by=by, at=at)
    return row
