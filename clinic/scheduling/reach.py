"""Can this person be asked right now, the way they want? Asked here, answered above.

The calendar lies below the messages' rules (quiet hours, consent, addresses) and cannot read them. The package of the
reminders registers its answer when the program starts; as long as nobody has, nobody can be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.scheduling.models import WaitlistEntry
from clinic.scheduling.policies.reason import Reason

# Entries (patient and site loaded) and the present instant -> for each unreachable one the reasons.
Advisor = Callable[[Sequence[WaitlistEntry], datetime], Mapping[UUID, Sequence[Reason]]]

_advisors: list[Advisor] = []


def register(advisor: Advisor) -> None:
    """Ask `advisor` from now on. Registering twice changes nothing."""
    if advisor not in _advisors:
        _advisors.append(advisor)


def hindrances(entries: Sequence[WaitlistEntry], at: datetime) -> dict[UUID, list[Reason]]:
    """Why these people cannot be asked now, by entry; those who can are left out."""
    if not _advisors:
        reason = Reason("unreachable", _("Nothing here can say how to ask this person."))
        return {each.pk: [reason] for each in entries}
    found: dict[UUID, list[Reason]] = {}
    for advisor in _advisors:
        for pk, reasons in advisor(entries, at).items():
            if reasons:
                found.setdefault(pk, []).extend(reasons)
    return found
