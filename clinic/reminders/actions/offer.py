"""An offer of a freed time [M33]: told at once on every channel that may be used, and no more once it is over."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.outbox.actions import message as messages
from clinic.outbox.events import MessageDidNotGo
from clinic.outbox.models import Message
from clinic.reminders import catalogue
from clinic.scheduling.events import OfferEnded, OfferMade
from clinic.scheduling.models import Offer
from clinic.tasks.actions.task import complete_for_cause, raise_task

TOPIC = "waitlist"
# Less than this before the end, an answer can hardly be given any more.
USELESS_BEFORE_END = timedelta(minutes=1)


def made(event: OfferMade) -> None:
    """Somebody is asked: the message is owed in the transaction of the offer."""
    if event.way != Offer.Way.MESSAGE:
        return
    messages.post(
        [
            messages.Owed(
                site_id=event.site_id,
                patient_id=event.patient_id,
                topic=TOPIC,
                subject_id=event.offer_id,
                kind=catalogue.OFFER,
                channel=str(channel),
                occurrence=event.starts_at,
                before_event=True,
                due_at=event.at,
                not_after=event.expires_at - USELESS_BEFORE_END,
            )
            for channel in catalogue.BOTH
        ],
        at=event.at,
    )


def ended(event: OfferEnded) -> None:
    """Answered, run out or taken back: what has not gone goes no more, and nobody need call."""
    messages.cancel_for(event.offer_id, reason=Message.Reason.OFFER_OVER)
    outcome = str(Offer.Status(event.status).label)
    complete_for_cause.step(key=_key(event.offer_id), outcome=outcome, by=BEAT, at=event.at)


def did_not_go(event: MessageDidNotGo) -> None:
    """No channel reached the person: the desk calls while the offer stands."""
    if event.topic != TOPIC:
        return
    message = Message.objects.get(pk=event.message_id)
    others = Message.objects.about(message.subject_id).exclude(pk=message.pk)
    if any(other.has_gone or other.may_still_go for other in others):
        return
    rows = Offer.objects.running().filter(pk=message.subject_id, expires_at__gt=event.at)
    offer = rows.select_related("freed_time__site").first()
    if offer is None:
        return
    raise_task.step(
        offer.freed_time.site,
        kind="WAITLIST_CALL",
        sentence=_("Call the patient: %(when)s is free for them. The message did not arrive.")
        % {"when": offer.freed_time.when()},
        why=str(Message.Reason(message.reason).label),
        patient_id=offer.patient_id,
        subject_id=offer.pk,
        role=Role.FRONT_DESK,
        due_at=event.at,
        link=f"/waitlist/times/{offer.freed_time_id}/",
        key=_key(offer.pk),
        by=BEAT,
        at=event.at,
    )


def _key(offer_id: object) -> str:
    return f"offer-unreached:{offer_id}"
