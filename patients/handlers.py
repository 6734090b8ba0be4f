"""What the records of a patient do when one of their own events happens, in the same transaction."""

from __future__ import annotations

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from patients.actions import interaction, worsening
from patients.events import FactsChanged, MeasureAnswered
from patients.models import InteractionCheck, Medication, Patient


def perhaps_worse(event: MeasureAnswered) -> None:
    """A finished questionnaire may ask for a call the same day."""
    if not event.is_complete:
        return
    with acting_as(BEAT, at=event.at):  # a consequence, not the deed of whoever answered
        worsening.consider(event.response_id, by=BEAT, at=event.at)


def medication_changed(event: FactsChanged) -> None:
    """A medication came, ended or was a mistake: the whole list is read against the rules again."""
    if event.kind == Medication.__name__:
        interaction.read_list(
            Patient.objects.get(pk=event.patient_id),
            cause=InteractionCheck.Cause.FACTS,
            at=event.at,
        )
