"""A bladder complaint asks for more: the checklist, and a urine test (G32)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.sites.models import Site
from clinic.tasks.actions.task import complete_for_cause, raise_task
from patients.actions.workup.result import urinalysis_key

CHECKLIST = "URINARY"
CHECKLIST_WITHIN = timedelta(hours=24)  # [POL]
URINE_WITHIN = timedelta(hours=72)  # [POL]


@step
def complaint(response_id: UUID, patient_id: UUID, site: Site, *, at: datetime) -> None:
    """Two tasks for the nurses. A second complaint while they are open raises no more."""
    raise_task.step(
        site,
        kind="BLADDER_CHECKLIST",
        sentence=_("Go through the bladder checklist with the patient."),
        why=_("A bladder complaint since the last visit."),
        patient_id=patient_id,
        subject_id=response_id,
        role=Role.NURSE,
        due_at=at + CHECKLIST_WITHIN,
        escalate_at=at + CHECKLIST_WITHIN,
        escalate_to_role=Role.PRESCRIBER,
        link=f"/patients/{patient_id}/record/#ask",
        key=_checklist_key(patient_id),
        by=BEAT,
        at=at,
    )
    raise_task.step(
        site,
        kind="URINALYSIS",
        sentence=_("Have the patient's urine tested."),
        why=_("A bladder complaint since the last visit."),
        patient_id=patient_id,
        subject_id=response_id,
        role=Role.NURSE,
        due_at=at + URINE_WITHIN,
        escalate_at=at + URINE_WITHIN,
        escalate_to_role=Role.PRESCRIBER,
        link=f"/patients/{patient_id}/record/",
        key=urinalysis_key(patient_id),
        by=BEAT,
        at=at,
    )


@step
def checklist_answered(patient_id: UUID, *, at: datetime) -> None:
    """The checklist is in, by whoever: nobody has to ask for it any more."""
    complete_for_cause.step(
        key=_checklist_key(patient_id), outcome=_("The checklist was answered."), by=BEAT, at=at
    )


def _checklist_key(patient_id: UUID) -> str:
    return f"bladder-checklist:{patient_id}"
