"""Asked right before an invitation is handed over: is it still wanted? The link is made here and kept nowhere."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.invitation import invitation_link, may_be_invited_again
from clinic.outbox.checkers import Drop, Ruling, Send
from clinic.outbox.models import Channel, Message
from clinic.reminders.catalogue import Text
from clinic.reminders.recipient import day_of, facts_for
from clinic.reminders.texts import fill
from patients.models import Patient


def check(message: Message, at: datetime) -> Ruling:
    """The outbox's question for the topic "own-pages". Locks the record, so that closing comes before or after."""
    rows = Patient.objects.select_for_update(of=("self",), no_key=True)
    patient = rows.select_related("site").get(pk=str(message.patient_id))
    if patient.merged_into_id is not None:
        return Drop(Message.Reason.RECORD_MERGED)
    if patient.deceased_on is not None:
        return Drop(Message.Reason.PATIENT_DIED)
    account = patient.account
    if account is None or account.pk != message.subject_id or not may_be_invited_again(account):
        return Drop(Message.Reason.NOT_DUE)
    facts = facts_for(
        patient,
        patient.site,
        starts_at=None,
        zone=day_of(patient, patient.site).zone,
        link=invitation_link(account),
    )
    words = fill(Text.OWN_PAGES, facts)
    return Send(words.subject, words.sms if message.channel == Channel.SMS else words.mail)
