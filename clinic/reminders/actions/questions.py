"""What the plan of questionnaires does to the messages owed: in the transaction that planned them."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.action import step
from clinic.outbox.actions import message as messages
from clinic.outbox.events import MessageDidNotGo
from clinic.outbox.models import ContactPoint, Message
from clinic.reminders import questions
from clinic.reminders.questions import BY_CODE, LINES, Line
from clinic.reminders.recipient import day_of
from patients.events import MeasuresPlanned
from patients.models import Course, MeasureDue

TOPIC = "measure"
Reason, State = Message.Reason, Message.State


def planned(event: MeasuresPlanned) -> None:
    """Other days, one less, one more: what is still to go is owed, and what waits for nothing any more is not."""
    course = Course.objects.select_related("patient", "site").get(pk=event.course_id)
    owe_questions(course, at=event.at)


@step
def owe_questions(course: Course, *, at: datetime) -> int:
    """Write down every reminder the plan of this course owes. Answers how many are new."""
    zone, hours = day_of(course.patient, course.site)
    rows = list(MeasureDue.objects.filter(course=course).unanswered().for_patient())
    owed = []
    for line in LINES:
        if course.status == Course.Status.PAUSED and line.held:
            continue
        for day, last in questions.days_of(line, rows).items():
            found = questions.window(day, last, now=at, zone=zone, hours=hours)
            if found is not None:
                when = questions.occurrence(day, zone)
                owed.append(_owed(course, line, when, found.due_at, found.not_after))
    _take_off(course, {(each.kind, each.occurrence) for each in owed})
    return messages.post(owed, at=at)


def _owed(
    course: Course, line: Line, when: datetime, due_at: datetime, not_after: datetime
) -> messages.Owed:
    return messages.Owed(
        site_id=course.site_id,
        patient_id=course.patient_id,
        topic=TOPIC,
        subject_id=course.pk,
        kind=line.code,
        channel=str(line.channel),
        occurrence=when,
        before_event=False,
        due_at=due_at,
        not_after=not_after,
    )


def _take_off(course: Course, still: set[tuple[str, datetime]]) -> None:
    """Those that wait and are owed no more. One in a sender's hand is stopped there by its check."""
    waiting = Message.objects.about(course.pk).filter(topic=TOPIC, state=State.PENDING)
    gone = [
        pk
        for pk, kind, when in waiting.values_list("pk", "kind", "occurrence")
        if (kind, when) not in still
    ]
    if gone:
        waiting.filter(pk__in=gone).update(state=State.CANCELLED, reason=Reason.NOT_DUE)


def did_not_go(event: MessageDidNotGo) -> None:
    """Owe the same on the line's second channel, if it may be used and there is time. Nobody need call."""
    if event.topic != TOPIC:
        return
    message = Message.objects.get(pk=event.message_id)
    line = BY_CODE.get(message.kind)
    if (
        line is None
        or message.patient_id is None
        or message.channel == line.fallback
        or event.at >= message.not_after
    ):
        return
    points = ContactPoint.objects.of(message.patient_id).usable()
    if not points.filter(kind=line.fallback).exists():
        return
    messages.post(
        [
            messages.Owed(
                site_id=message.site_id,
                patient_id=message.patient_id,
                topic=TOPIC,
                subject_id=message.subject_id,
                kind=message.kind,
                channel=str(line.fallback),
                occurrence=message.occurrence,
                before_event=False,
                due_at=max(event.at, message.due_at),
                not_after=message.not_after,
            )
        ],
        at=event.at,
    )
