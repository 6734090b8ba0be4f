"""Asked right before a message about a visit is handed over: is it still true?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.utils import translation

from clinic.outbox.checkers import Drop, Later, Ruling, Send
from clinic.outbox.models import Channel, Message
from clinic.outbox.parts import Part
from clinic.reminders import catalogue
from clinic.reminders.actions.visit import COURSE_STOPS, STOPPED_BY_COURSE
from clinic.reminders.catalogue import BY_CODE, Condition, Text
from clinic.reminders.planning import send_again_at
from clinic.reminders.recipient import day_of, facts_of
from clinic.reminders.texts import fill
from clinic.scheduling.feed import own_entry
from clinic.scheduling.ical.document import invitation
from clinic.scheduling.models import Appointment
from sessions.models import DosingSession

Reason, Status = Message.Reason, Appointment.Status
NEWS = {
    catalogue.MOVED: (Condition.VISIT_STANDS, Text.MOVED),
    catalogue.CANCELLED: (Condition.NEWS_STANDS, Text.CANCELLED),
}


def check(message: Message, at: datetime) -> Ruling:
    """The outbox's question for the topic "visit". Locks the visit's newest row until the answer is written."""
    visit = newest(message.subject_id)
    condition, text = _what(message.kind)
    wrong = _about_patient(message, visit) or _about_course(message, visit)
    wrong = wrong or _about_visit(condition, message, visit)
    if wrong:
        return Drop(wrong)
    zone, hours = day_of(visit.patient, visit.site)
    later = send_again_at(at, zone, hours)
    if later is not None:
        return Later(later)
    words = fill(text, facts_of(visit, message.occurrence))
    body = words.sms if message.channel == Channel.SMS else words.mail
    return Send(words.subject, body, enclosure=for_calendar(visit, at))


def for_calendar(visit: Appointment, at: datetime) -> Callable[[str], Part] | None:
    """The visit as a file for the reader's own calendar: put in, changed, or taken out. None once it has been."""
    if visit.starts_at <= at:
        return None
    facts = facts_of(visit, visit.starts_at)
    with translation.override(facts.language):
        entry = own_entry(visit)

    def enclose(address: str) -> Part:
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        content, method = invitation(
            entry, sender=sender, sender_name=facts.clinic, to=address, stamp=at
        )
        return Part("visit.ics", "calendar", content.decode(), (("method", method),))

    return enclose


def newest(visit_id: UUID) -> Appointment:
    """The row that speaks for the visit now, locked. A move that just committed is seen by looking once more."""
    while True:
        row = (
            Appointment.objects.select_for_update(of=("self",), no_key=True)
            .select_related("patient__merged_into", "site", "course")
            .filter(visit_id=visit_id)
            .order_by("-moves")[:1]
            .get()
        )
        # A visit that was called off stands again in a new row when calling it off is undone.
        if row.is_standing or not Appointment.objects.filter(replaces=row).exists():
            return row


def _what(kind: str) -> tuple[Condition, Text]:
    if kind in NEWS:
        return NEWS[kind]
    line = BY_CODE[kind]
    return line.condition, line.text


def _about_patient(message: Message, visit: Appointment) -> Message.Reason | None:
    if visit.patient_id != message.patient_id:
        return Reason.RECORD_MERGED
    # A second record of the same person keeps its visits: whoever it is may have died on either.
    person = visit.patient.merged_into or visit.patient
    if visit.patient.deceased_on is not None or person.deceased_on is not None:
        return Reason.PATIENT_DIED
    return None


def _about_course(message: Message, visit: Appointment) -> Message.Reason | None:
    if message.kind not in STOPPED_BY_COURSE or visit.course is None:
        return None
    return Reason.COURSE_PAUSED if visit.course.status in COURSE_STOPS else None


def _about_visit(
    condition: Condition, message: Message, visit: Appointment
) -> Message.Reason | None:
    if visit.starts_at != message.occurrence:
        return Reason.VISIT_MOVED
    called_off = visit.status in Appointment.CALLED_OFF
    match condition:
        case Condition.NEWS_STANDS:
            return None if called_off else Reason.REPLACED
        case Condition.DOSE_GIVEN:
            given = DosingSession.objects.dosed().filter(appointment=visit).exists()
            return None if given else Reason.NO_DOSE
        case Condition.VISIT_STANDS:
            if visit.status in {Status.BOOKED, Status.CONFIRMED}:
                return None
            return Reason.VISIT_CANCELLED if called_off else Reason.VISIT_OVER
