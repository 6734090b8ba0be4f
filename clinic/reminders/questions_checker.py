"""Asked right before a reminder of questionnaires is handed over: is anything still due, and may one more go?"""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Coalesce

from clinic.core.locks import lock as advisory_lock
from clinic.outbox.checkers import Drop, Later, Ruling, Send
from clinic.outbox.models import Channel, Message
from clinic.reminders import questions
from clinic.reminders.actions.questions import TOPIC
from clinic.reminders.catalogue import Text
from clinic.reminders.planning import send_again_at
from clinic.reminders.recipient import day_of, facts_for
from clinic.reminders.texts import fill
from patients.models import Course, MeasureDue

Reason, State = Message.Reason, Message.State
# It went, or nobody can say that it did not. One in a sender's hand counts from its hand-over on.
MAYBE = (State.SENDING, State.UNKNOWN, State.SENT, State.DELIVERED, State.FAILED)


def check(message: Message, at: datetime) -> Ruling:
    """The outbox's question for the topic "measure".

    Takes the lock under which questionnaires are planned: an answer comes before this and stops it, or after it
    and finds it handed over. The same lock makes two reminders of one patient count one another.
    """
    advisory_lock(("measures-due", str(message.patient_id)))
    course = Course.objects.select_related("patient__merged_into", "site").get(
        pk=message.subject_id
    )
    wrong = _wrong(message, course, at)
    if wrong is not None:
        return Drop(wrong)
    zone, hours = day_of(course.patient, course.site)
    later = send_again_at(at, zone, hours)
    later = later or questions.wait_for_caps(_gone(message, at), at=at, zone=zone, hours=hours)
    if later is not None:
        return Later(later)
    words = fill(Text.QUESTIONS, facts_for(course.patient, course.site, starts_at=None, zone=zone))
    return Send(words.subject, words.sms if message.channel == Channel.SMS else words.mail)


def _wrong(message: Message, course: Course, at: datetime) -> Message.Reason | None:
    line = questions.BY_CODE[message.kind]
    person = course.patient.merged_into or course.patient
    if course.patient_id != message.patient_id:
        return Reason.RECORD_MERGED
    if course.patient.deceased_on is not None or person.deceased_on is not None:
        return Reason.PATIENT_DIED
    if line.held and course.status == Course.Status.PAUSED:
        return Reason.COURSE_PAUSED
    if at - message.next_attempt_at > questions.STALE:
        return Reason.TOO_LATE
    zone = day_of(course.patient, course.site).zone
    rows = MeasureDue.objects.filter(course=course).now(course.site.today(at)).for_patient()
    days = questions.days_of(line, rows)
    still = any(questions.occurrence(day, zone) == message.occurrence for day in days)
    return None if still else Reason.NOT_DUE


def _gone(message: Message, at: datetime) -> list[datetime]:
    """When the other reminders of questionnaires went to this patient, or may have, in the days the caps look at."""
    since = at - questions.WEEK
    others = Message.objects.filter(
        patient_id=message.patient_id, topic=TOPIC, state__in=MAYBE, handed_over_at__gt=since
    )
    return list(
        others.exclude(pk=message.pk)
        .annotate(when=Coalesce("sent_at", "handed_over_at"))
        .values_list("when", flat=True)
    )
