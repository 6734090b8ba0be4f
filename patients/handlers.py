"""What the records of a patient do when one of their own events happens, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from patients.actions import interaction, worsening
from patients.events import CourseMoved, FactsChanged, MeasureAnswered
from patients.models import CourseStatus, InteractionCheck, Medication, Patient


def perhaps_worse(event: MeasureAnswered) -> None:
    """A finished questionnaire may ask for a call the same day."""
    if not event.is_complete:
        return
    with acting_as(BEAT, at=event.at):  # a consequence, not the deed of whoever answered
        worsening.consider(event.response_id, by=BEAT, at=event.at)


def medication_changed(event: FactsChanged) -> None:
    """A medication came, ended or was a mistake: the whole list is read against the rules again."""
    if event.kind == Medication.__name__:
        _read(event.patient_id, InteractionCheck.Cause.FACTS, event.at)


def screening_begun(event: CourseMoved) -> None:
    """The list is read with the rules of today, and with the way in of this course."""
    if event.new == CourseStatus.SCREENING:
        _read(event.patient_id, InteractionCheck.Cause.SCREENING, event.at)


def _read(patient_id: UUID, cause: str, at: datetime) -> None:
    """Behind the patient's lock, which not every publisher holds: two readings never miss each other."""
    person = Patient.objects.select_for_update(of=("self",)).get(pk=patient_id)
    interaction.read_list(person, cause=cause, at=at)
