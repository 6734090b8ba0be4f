"""Why did she get it, or why not: every message owed for a patient's visits, sent or not, with the reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.outbox.models import Attempt, Channel, Message
from clinic.reminders.actions.visit import COURSE_STOPS, STOPPED_BY_COURSE, window_of
from clinic.reminders.catalogue import CATALOGUE, Reminder
from clinic.reminders.names import NAMES
from clinic.reminders.planning import NotPlanned, Window
from clinic.scheduling.models import Appointment
from clinic.scheduling.models.appointment import AppointmentQuerySet

VISITS = 40  # newest first; older ones are in the history
CHIPS = {
    Message.State.SENT: "ok",
    Message.State.DELIVERED: "ok",
    Message.State.PENDING: "info",
    Message.State.SENDING: "act",
    Message.State.UNKNOWN: "due",
    Message.State.FAILED: "danger",
    Message.State.DEAD: "danger",
    Message.State.EXPIRED: "due",
    Message.State.CANCELLED: "",
}
NOT_PLANNED = {
    NotPlanned.PAST: _("The visit was booked after this message's time."),
    NotPlanned.NO_ROOM: _("No allowed hour was left before the visit."),
}
NOT_OWED = _("The course was paused when the visit was booked.")


@dataclass(frozen=True)
class Line:
    """One message, or one that was never owed (``message`` is None then)."""

    name: str | Promise
    channel: str
    at: datetime | None
    state: str | Promise
    chip: str
    why: str | Promise
    tries: tuple[Attempt, ...] = ()
    message: Message | None = None

    @property
    def may_retry(self) -> bool:
        return self.message is not None and self.message.state == Message.State.DEAD


@dataclass(frozen=True)
class Account:
    """Everything about one visit, in the order in which it was due."""

    visit: Appointment
    lines: tuple[Line, ...]


def accounts(visits: AppointmentQuerySet) -> list[Account]:
    """The accounts of these visits' newest rows, newest visit first. A constant number of queries."""
    rows = visits.exclude(status__in=[Appointment.Status.HELD, Appointment.Status.RESCHEDULED])
    found = list(
        rows.select_related("patient", "site", "course", "visit_kind").order_by("-starts_at")[
            :VISITS
        ]
    )
    owed: dict[UUID, list[Message]] = defaultdict(list)
    about = Message.objects.filter(subject_id__in=[visit.visit_id for visit in found])
    for message in about.prefetch_related("tries").order_by("due_at", "kind", "channel"):
        owed[message.subject_id].append(message)
    return [Account(visit, _lines(visit, owed[visit.visit_id])) for visit in found]


def line_of(message: Message) -> Line:
    """How one message stands."""
    state = Message.State(message.state)
    return Line(
        name=NAMES.get(message.kind, message.kind),
        channel=str(Channel(message.channel).label),
        at=message.sent_at or message.next_attempt_at,
        state=state.label,
        chip=CHIPS[state],
        why=Message.Reason(message.reason).label if message.reason else "",
        tries=tuple(sorted(message.tries.all(), key=lambda each: (each.at, each.pk))),
        message=message,
    )


def _lines(visit: Appointment, messages: list[Message]) -> tuple[Line, ...]:
    there = {message.kind for message in messages if message.occurrence == visit.starts_at}
    never = [
        _never(line, visit)
        for line in CATALOGUE
        if line.visit.value == visit.kind and line.code not in there
    ]
    return (*(line_of(message) for message in messages), *never)


def _never(line: Reminder, visit: Appointment) -> Line:
    """Why the catalogue's line left no message: worked out again from when the visit was booked."""
    window = window_of(line, visit, at=visit.booked_at or visit.created_at)
    why: str | Promise = ""
    if not isinstance(window, Window):
        why = NOT_PLANNED[window]
    elif line.code in STOPPED_BY_COURSE and visit.course and visit.course.status in COURSE_STOPS:
        why = NOT_OWED
    return Line(
        name=NAMES[line.code],
        channel=", ".join(str(Channel(each).label) for each in line.channels),
        at=None,
        state=_("Not owed"),
        chip="",
        why=why,
    )
