"""The calendar answers what a person was to call about: the visit came, was moved, called off or missed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clinic.accounts.system import BEAT
from clinic.scheduling import events as calendar
from clinic.scheduling.models import Appointment
from clinic.tasks.actions.task import complete_for_cause


def over(event: calendar.AppointmentEvent) -> None:
    """The patient is here, was missed, or the visit is off: nobody has to call about it any more."""
    _close(Appointment.objects.get(pk=event.appointment_id), event)


def moved(event: calendar.AppointmentMoved) -> None:
    """Another time: the call about the old one is answered."""
    if event.new_time:
        _close(Appointment.objects.get(pk=event.old_id), event)


def _close(visit: Appointment, event: calendar.AppointmentEvent) -> None:
    # As `_ask_to_call` in visit.py and missed.py name it. A safety message that did not arrive is not answered so.
    key = f"call:{visit.visit_id}:{visit.starts_at.isoformat()}"
    outcome = _("The visit itself answered it.")
    complete_for_cause.step(key=key, outcome=outcome, by=BEAT, at=event.at)
