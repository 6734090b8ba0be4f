"""Asked right before an offer is handed over: does it still stand? And before anybody is asked: may they be, now?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.outbox.checkers import Drop, Later, Ruling, Send
from clinic.outbox.models import Channel, ContactPoint, Message
from clinic.reminders.catalogue import Text
from clinic.reminders.planning import send_again_at
from clinic.reminders.recipient import day_of, facts_for
from clinic.reminders.texts import fill
from clinic.scheduling.models import Offer, WaitlistEntry
from clinic.scheduling.policies.reason import Reason
from patients.models import Course

PAGE = "/me/offer/"


def check(message: Message, at: datetime) -> Ruling:
    """The outbox's question for the topic "waitlist". Locks the offer until the answer is written."""
    rows = Offer.objects.select_for_update(of=("self",), no_key=True)
    offer = rows.select_related("patient", "site", "freed_time", "entry__course").get(
        pk=message.subject_id
    )
    wrong = _wrong(message, offer, at)
    if wrong is not None:
        return Drop(wrong)
    zone, hours = day_of(offer.patient, offer.site)
    later = send_again_at(at, zone, hours)
    if later is not None:
        return Later(later)
    facts = facts_for(
        offer.patient,
        offer.site,
        starts_at=offer.freed_time.starts_at,
        zone=offer.freed_time.zone,
        link=f"{settings.PUBLIC_ORIGIN}{PAGE}",
        until=offer.expires_at,
    )
    words = fill(Text.OFFER, facts)
    return Send(words.subject, words.sms if message.channel == Channel.SMS else words.mail)


def _wrong(message: Message, offer: Offer, at: datetime) -> Message.Reason | None:
    course = offer.entry.course
    if offer.patient_id != message.patient_id or offer.patient.merged_into_id is not None:
        return Message.Reason.RECORD_MERGED
    if offer.patient.deceased_on is not None:
        return Message.Reason.PATIENT_DIED
    if not offer.is_running or offer.expires_at <= at:
        return Message.Reason.OFFER_OVER
    if course is not None and course.status == Course.Status.PAUSED:
        return Message.Reason.COURSE_PAUSED
    return None


def unreachable(entries: Sequence[WaitlistEntry], at: datetime) -> dict[UUID, list[Reason]]:
    """Why these people cannot be asked now, the way they want. One query."""
    people = {entry.patient_id for entry in entries}
    points = ContactPoint.objects.usable().filter(patient_id__in=people)
    reached = set(points.values_list("patient_id", flat=True))
    return {entry.pk: _hindrances(entry, entry.patient_id in reached, at) for entry in entries}


def _hindrances(entry: WaitlistEntry, has_address: bool, at: datetime) -> list[Reason]:
    found = []
    if entry.reach == WaitlistEntry.Reach.CALL:
        if not entry.patient.phone:
            found.append(Reason("no-phone", _("Wants a call, and no number is on record.")))
    else:
        if not has_address:
            sentence = _("No number or mailbox they agreed to messages at.")
            found.append(Reason("no-address", sentence))
        if entry.patient.account_id is None:
            sentence = _("No account on the patient pages, where an offer is answered.")
            found.append(Reason("no-account", sentence))
    zone, hours = day_of(entry.patient, entry.site)
    again = send_again_at(at, zone, hours)
    if again is not None:
        words = {"time": localtime.clock_text(again, zone)}
        found.append(Reason("quiet-hours", _("Not at this hour; from %(time)s on.") % words))
    return found
