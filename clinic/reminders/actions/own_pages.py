"""The invitation to one's own pages: a mail with the link, and a word by telephone that it came."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.outbox.actions import message as messages
from clinic.outbox.events import MessageDidNotGo
from clinic.outbox.models import Channel, ContactPoint, Message
from clinic.reminders import catalogue
from clinic.sites.models import Site
from clinic.tasks.actions.task import raise_task
from patients.events import OwnPagesClosed, PatientInvited

TOPIC = "own-pages"
# Somebody at the desk waits for it; a day later they are asked to check the mailbox instead.
USEFUL_FOR = timedelta(hours=24)


def invited(event: PatientInvited) -> None:
    """The desk pressed "invite": owed at once, whatever the hour. An earlier one that waits is not needed.

    The link goes by mail alone; a text, where it may, says to look there.
    """
    messages.cancel_for(event.account_id, reason=Message.Reason.REPLACED)
    points = ContactPoint.objects.of(event.patient_id).usable()
    messages.post(
        [
            messages.Owed(
                site_id=event.site_id,
                patient_id=event.patient_id,
                topic=TOPIC,
                subject_id=event.account_id,
                kind=catalogue.OWN_PAGES,
                channel=kind,
                occurrence=event.at,
                before_event=False,
                due_at=event.at,
                not_after=event.at + USEFUL_FOR,
            )
            for kind in points.order_by("kind").values_list("kind", flat=True)
        ],
        at=event.at,
    )


def closed(event: OwnPagesClosed) -> None:
    """A link that waits to be sent would open nothing."""
    messages.cancel_for(event.account_id, reason=Message.Reason.NOT_DUE)


def did_not_go(event: MessageDidNotGo) -> None:
    """The desk asks the person for another mailbox."""
    if event.topic != TOPIC:
        return
    message = Message.objects.get(pk=event.message_id)
    if message.channel != Channel.EMAIL:
        return
    raise_task.step(
        Site.objects.get(pk=message.site_id),
        kind="INVITATION_UNDELIVERED",
        sentence=_("The invitation to their own pages did not arrive. Ask for the right mailbox."),
        why=str(Message.Reason(message.reason).label),
        patient_id=message.patient_id,
        subject_id=message.subject_id,
        role=Role.FRONT_DESK,
        due_at=event.at,
        link=f"/patients/{message.patient_id}/record/",
        key=f"invitation:{message.subject_id}",
        by=BEAT,
        at=event.at,
    )
