"""Asked right before "Open your tasks" goes to one of the staff: does the alert still wait for them?"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from clinic.outbox.checkers import Drop, Ruling, Send
from clinic.outbox.models import Message
from patients.models import SafetyAlert, SafetyCall


def check(message: Message, at: datetime) -> Ruling:
    """The outbox's question for the topic "safety". Locks the alert until the answer is written.

    The words are the same whatever the task is about: no patient, no reason, no hint of either.
    """
    call = SafetyCall.objects.select_related("person", "site").get(pk=message.subject_id)
    alert = SafetyAlert.objects.select_for_update(of=("self",), no_key=True).get(pk=call.alert_id)
    if not alert.is_waiting:
        return Drop(Message.Reason.ANSWERED)
    if call.person is None or not call.person.is_active:
        return Drop(Message.Reason.NO_ADDRESS)
    words = _("%(place)s: open your tasks. %(link)s") % {
        "place": call.site.neutral_name,
        "link": f"{settings.PUBLIC_ORIGIN}/tasks/",
    }
    return Send(_("Open your tasks"), words)
