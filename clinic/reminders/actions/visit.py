"""What the calendar does to the messages owed: each handler runs in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.outbox.actions import message as messages
from clinic.outbox.models import Message
from clinic.reminders import catalogue
from clinic.reminders.catalogue import CATALOGUE, Group, Reminder
from clinic.reminders.planning import NotPlanned, Window, plan
from clinic.reminders.recipient import day_of
from clinic.scheduling import events as calendar
from clinic.scheduling.models import Appointment
from clinic.scheduling.models.appointment import AppointmentQuerySet
from clinic.tasks.actions.task import raise_task
from patients.events import CourseMoved, PatientDied
from patients.models import CourseStatus

TOPIC = "visit"
Reason, State = Message.Reason, Message.State
BOTH_CHANNELS = catalogue.BOTH
# A pause or an end of the course stops these; safety, integration and news go on [domain 9].
STOPPED_BY_COURSE = frozenset(
    line.code for line in CATALOGUE if line.group in {Group.PREP, Group.DOSING}
)
COURSE_STOPS = frozenset({CourseStatus.PAUSED, CourseStatus.DISCONTINUED, CourseStatus.COMPLETED})
NEWS_BEFORE = timedelta(
    hours=1
)  # news of a visit must arrive an hour before it, or a person calls


def booked(event: calendar.AppointmentBooked) -> None:
    """A visit was promised: its reminders are owed."""
    if event.undo:
        return  # see undo.py
    if event.new is not None:  # nobody can have heard of it yet
        owe_reminders(event.new, at=event.at, had=frozenset())
        return
    owe_reminders(_load(event.appointment_id), at=event.at)


def moved(event: calendar.AppointmentMoved) -> None:
    """The old time is forgotten, the new one owes its own set, and she hears of it after three minutes."""
    if event.undo or not event.new_time:
        return  # back where it was, see undo.py; or other people or another room: what she was told stays true
    now = _load(event.appointment_id)
    old = _load(event.old_id)
    told = _last_told(now.visit_id, old)
    messages.cancel_for(now.visit_id, reason=Reason.VISIT_MOVED)
    owe_reminders(now, at=event.at)
    if told != now.starts_at:
        _owe_news(now, catalogue.MOVED, before=min(now.starts_at, told), at=event.at)


def called_off(event: calendar.AppointmentCancelled) -> None:
    """Nothing about this visit is owed any more, but the news that it is off."""
    if event.undo:
        return  # booking it was undone before she heard of it, see undo.py
    visit = _load(event.appointment_id)
    messages.cancel_for(visit.visit_id, reason=Reason.VISIT_CANCELLED)
    if visit.starts_at > event.at:
        _owe_news(visit, catalogue.CANCELLED, before=visit.starts_at, at=event.at)


def missed(event: calendar.AppointmentMissed) -> None:
    """She did not come: no check-in, and no reminder that is still waiting."""
    visit = _load(event.appointment_id)
    messages.cancel_for(visit.visit_id, reason=Reason.VISIT_OVER)


def course_moved(event: CourseMoved) -> None:
    """A pause or an end holds the course's reminders back; going on brings back those still to come."""
    if event.new in COURSE_STOPS:
        for visit_id in set(_visits_of(event.course_id).values_list("visit_id", flat=True)):
            messages.cancel_for(visit_id, reason=Reason.COURSE_PAUSED, kinds=STOPPED_BY_COURSE)
    elif event.old == CourseStatus.PAUSED:
        for visit in _visits_of(event.course_id).expected().filter(starts_at__gt=event.at):
            owe_reminders(visit, at=event.at)


def patient_died(event: PatientDied) -> None:
    """Everything stops at once."""
    messages.cancel_all(event.patient_id, reason=Reason.PATIENT_DIED)


@step
def owe_reminders(visit: Appointment, *, at: datetime, had: Collection[str] | None = None) -> int:
    """Write down every reminder the catalogue owes for this visit. Answers how many are new.

    `had`: the kinds of reminder she may have had for it; looked up where the caller does not know.
    """
    lines = [line for line in CATALOGUE if line.visit.value == visit.kind]
    if visit.course is not None and visit.course.status in COURSE_STOPS:
        lines = [line for line in lines if line.code not in STOPPED_BY_COURSE]
    if had is None:
        had = _already_had(visit.visit_id)
    owed: list[messages.Owed] = []
    for line in lines:
        window = _after_undo(window_of(line, visit, at=at, had_it=line.code in had), at)
        if isinstance(window, Window):
            owed += [_owed(visit, line.code, each, window, line) for each in line.channels]
        elif window is NotPlanned.NO_ROOM and line.call_if_missed:
            _ask_to_call(visit, at)
    return messages.post(owed, at=at)


def _after_undo(window: Window | NotPlanned, at: datetime) -> Window | NotPlanned:
    """The same window, but not before a slip can no longer be undone."""
    if not isinstance(window, Window):
        return window
    due_at = max(window.due_at, at + catalogue.NOTICE_AFTER)
    fits = due_at < window.not_after
    return Window(due_at, window.not_after) if fits else NotPlanned.NO_ROOM


def window_of(
    line: Reminder, visit: Appointment, *, at: datetime, had_it: bool = False
) -> Window | NotPlanned:
    """When this line of the catalogue goes for this visit, as seen at ``at``; or why it does not."""
    zone, hours = day_of(visit.patient, visit.site)
    return plan(
        line.timing,
        starts_at=visit.starts_at,
        now=at,
        zone=zone,
        hours=hours,
        may_catch_up=not had_it,
    )


def _owe_news(visit: Appointment, kind: str, *, before: datetime, at: datetime) -> None:
    """A notice, after the minutes in which a slip can be undone. If it cannot go in time, a person calls."""
    due_at = at + catalogue.NOTICE_AFTER
    not_after = min(at + catalogue.NOTICE_USEFUL_FOR, before - NEWS_BEFORE)
    if due_at >= not_after:
        if visit.starts_at > at:
            _ask_to_call(visit, at)
        return
    window = Window(due_at, not_after)
    version = visit.moves
    messages.post(
        [_owed(visit, kind, each, window, None, version=version) for each in BOTH_CHANNELS],
        at=at,
    )


def _owed(
    visit: Appointment,
    kind: str,
    channel: str,
    window: Window,
    line: Reminder | None,
    *,
    version: int = 0,
) -> messages.Owed:
    return messages.Owed(
        site_id=visit.site_id,
        patient_id=visit.patient_id,
        topic=TOPIC,
        subject_id=visit.visit_id,
        kind=kind,
        channel=str(channel),
        occurrence=visit.starts_at,
        before_event=line is None or line.timing.margin is not None,
        due_at=window.due_at,
        not_after=window.not_after,
        version=version,
    )


def _last_told(visit_id: UUID, old: Appointment) -> datetime:
    """The time the patient believes in: of the last news that went, or may have; else the time first promised."""
    news = Message.objects.about(visit_id).filter(kind=catalogue.MOVED)
    gone = news.filter(state__in=[State.SENDING, State.UNKNOWN, State.SENT, State.DELIVERED])
    last = gone.order_by("-version").first()
    if last is not None:
        return last.occurrence
    rows = Appointment.objects.filter(visit_id=visit_id).order_by("moves")
    first = rows.first()
    return first.starts_at if first is not None else old.starts_at


def _already_had(visit_id: UUID) -> set[str]:
    """The kinds of reminder that went, or may have gone, for any time of this visit."""
    maybe = [State.SENDING, State.UNKNOWN, State.SENT, State.DELIVERED]
    found = Message.objects.about(visit_id).filter(state__in=maybe)
    return set(found.values_list("kind", flat=True))


def _ask_to_call(visit: Appointment, at: datetime) -> None:
    raise_task.step(
        visit.site,
        kind="CALL_PATIENT",
        sentence=_("Call the patient about the visit on %(when)s.") % {"when": visit.when()},
        why=_("No message can arrive in time."),
        patient_id=visit.patient_id,
        subject_id=visit.visit_id,
        role=Role.FRONT_DESK,
        due_at=min(at + timedelta(hours=1), max(visit.starts_at, at)),
        link=f"/patients/{visit.patient_id}/messages/",
        key=call_key(visit),
        by=BEAT,
        at=at,
    )


def call_key(visit: Appointment) -> str:
    """One open task to call about a visit at its time."""
    return f"call:{visit.visit_id}:{visit.starts_at.isoformat()}"


def _visits_of(course_id: UUID) -> AppointmentQuerySet:
    return Appointment.objects.filter(course_id=course_id).select_related(
        "patient", "site", "course"
    )


def _load(appointment_id: UUID) -> Appointment:
    found = Appointment.objects.select_related("patient", "site", "course")
    return found.get(pk=appointment_id)
