"""What the records of a patient do when one of their own events happens, in the same transaction."""

from __future__ import annotations

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from patients.actions import worsening
from patients.events import MeasureAnswered


def perhaps_worse(event: MeasureAnswered) -> None:
    """A finished questionnaire may ask for a call the same day."""
    if not event.is_complete:
        return
    with acting_as(BEAT, at=event.at):  # a consequence, not the deed of whoever answered
        worsening.consider(event.response_id, by=BEAT, at=event.at)
