"""A message did not go: try the other channel, or ask a person to call."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.core import localtime
from clinic.outbox.actions import message as messages
from clinic.outbox.events import MessageDidNotGo, PatientAnswered
from clinic.outbox.models import ContactPoint, Message
from clinic.outbox.replies import Reply
from clinic.reminders.actions.visit import TOPIC
from clinic.reminders.catalogue import BY_CODE, Group
from clinic.sites.models import Site
from clinic.tasks.actions.task import raise_task

CALL_WITHIN = timedelta(hours=1)


def did_not_go(event: MessageDidNotGo) -> None:
    """Handler of the outbox's last word. One task per visit and time, however many messages failed."""
    if event.topic != TOPIC:
        return
    message = Message.objects.select_related("site").get(pk=event.message_id)
    others = (
        Message.objects.about(message.subject_id)
        .filter(occurrence=message.occurrence, version=message.version)
        .exclude(pk=message.pk)
    )
    same = [other for other in others if other.kind == message.kind]
    if any(other.has_gone or other.may_still_go for other in same):
        return  # it reaches her on the other channel
    if _try_fallback(message, event):
        return
    line = BY_CODE.get(message.kind)
    must_call = line is None or line.call_if_missed
    if must_call or not any(other.may_still_go for other in others):
        _ask_to_call(message, message.site, event)


def _try_fallback(message: Message, event: MessageDidNotGo) -> bool:
    """Owe the same on the line's second channel, if it has one, it may be used and there is time."""
    line = BY_CODE.get(message.kind)
    if line is None or line.fallback is None or message.channel == line.fallback:
        return False
    if event.at >= message.not_after:
        return False
    points = ContactPoint.objects.of(event.patient_id).usable()
    if not points.filter(kind=line.fallback).exists():
        return False
    owed = messages.Owed(
        site_id=message.site_id,
        patient_id=message.patient_id,
        topic=message.topic,
        subject_id=message.subject_id,
        kind=message.kind,
        channel=str(line.fallback),
        occurrence=message.occurrence,
        before_event=message.before_event,
        due_at=max(event.at, message.due_at),
        not_after=message.not_after,
        version=message.version,
    )
    return messages.post([owed], at=event.at) > 0


def _ask_to_call(message: Message, site: Site, event: MessageDidNotGo) -> None:
    line = BY_CODE.get(message.kind)
    safety = line is not None and line.group is Group.SAFETY
    when = localtime.day_and_clock_text(message.occurrence, site.timezone)
    raise_task.step(
        site,
        kind="CALL_PATIENT",
        sentence=_("Call the patient about the visit on %(when)s. A message did not arrive.")
        % {"when": when},
        why=str(Message.Reason(message.reason).label),
        patient_id=message.patient_id,
        subject_id=message.subject_id,
        role=Role.NURSE if safety else Role.FRONT_DESK,
        due_at=event.at + CALL_WITHIN,
        link=f"/patients/{message.patient_id}/messages/",
        key=f"call:{message.subject_id}:{message.occurrence.isoformat()}{':safety' if safety else ''}",
        by=BEAT,
        at=event.at,
    )


SAID = {
    Reply.START: _noop("The answer asks for messages again."),
    Reply.WRONG: _noop("Somebody else has this number: ask for the right one."),
    Reply.OTHER: _noop("An answer came. Nobody reads answers by themselves."),
}


def patient_answered(event: PatientAnswered) -> None:
    """An answer only a person can deal with: the desk calls."""
    raise_task.step(
        Site.objects.get(pk=event.site_id),
        kind="CALL_PATIENT",
        sentence=_("Call the patient: an answer came to a text."),
        why=str(_(SAID[Reply(event.reply)])),
        patient_id=event.patient_id,
        role=Role.FRONT_DESK,
        due_at=event.at + CALL_WITHIN,
        # It may be a call for help: when the desk has not called, a nurse does.
        escalate_at=event.at + CALL_WITHIN,
        escalate_to_role=Role.NURSE,
        link=f"/patients/{event.patient_id}/messages/",
        key=f"answer:{event.patient_id}:{event.reply}",
        by=BEAT,
        at=event.at,
    )
