"""What the calendar tells us, and what we answer when it asks: registered when the program starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from clinic.core.actor import acting
from clinic.scheduling.events import (
    AppointmentArrived,
    AppointmentCancelled,
    AppointmentUnarrived,
)
from clinic.scheduling.models import Appointment, Kind
from sessions.actions import dosing_session
from sessions.outlook import verdicts_for


def arrived(event: AppointmentArrived) -> None:
    """The patient of a dosing visit is here: the checks begin."""
    if event.kind != Kind.DOSING:
        return
    who = acting()
    visit = Appointment.objects.select_related("course").get(pk=event.appointment_id)
    if visit.course_id is not None and who is not None:
        dosing_session.begin(visit, actor_id=who.actor_id, at=event.at)


def arrival_taken_back(event: AppointmentUnarrived) -> None:
    """The arrival was a mistake."""
    if event.kind == Kind.DOSING:
        visit = Appointment.objects.get(pk=event.appointment_id)
        dosing_session.take_back_arrival(visit, at=event.at)


def called_off(event: AppointmentCancelled) -> None:
    """The visit was cancelled after the patient had arrived."""
    if event.kind == Kind.DOSING:
        visit = Appointment.objects.get(pk=event.appointment_id)
        dosing_session.appointment_called_off(visit, because=str(event.reason), at=event.at)


def outlook(appointments: Sequence[Appointment], at: datetime) -> dict[UUID, list[str]]:
    """What stands in the way of these visits, in words the front desk may read."""
    found = verdicts_for([each.pk for each in appointments], at)
    return {
        pk: list(dict.fromkeys(v.desk_sentence for v in verdicts if v.blocks))
        for pk, verdicts in found.items()
    }
