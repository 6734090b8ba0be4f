"""What stands in the way of a dosing visit, as far as can be said days ahead. Asked here, answered above.

The calendar lies below the gate and cannot read it. The gate's package registers its answer when the program starts;
as long as nobody has, every dosing visit is blocked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.scheduling.models.ahead import Ahead, Obstacle

if TYPE_CHECKING:
    from clinic.scheduling.models import Appointment

# Appointments and the present instant -> for each blocked one the sentences that say why.
Advisor = Callable[[Sequence["Appointment"], datetime], Mapping[UUID, Sequence[str]]]

_advisors: list[Advisor] = []


def register(advisor: Advisor) -> None:
    """Ask `advisor` from now on. Registering twice changes nothing."""
    if advisor not in _advisors:
        _advisors.append(advisor)


def forget(advisor: Advisor) -> None:
    """For tests that stand in for the gate."""
    _advisors.remove(advisor)


def blockers(appointments: Sequence[Appointment], at: datetime) -> dict[UUID, list[str]]:
    """The sentences that stand in the way, by appointment; visits without one are left out."""
    if not _advisors:
        sentence = _("Nothing here can say whether a dose may be given.")
        return {each.pk: [sentence] for each in appointments}
    found: dict[UUID, list[str]] = {}
    for advisor in _advisors:
        for pk, sentences in advisor(appointments, at).items():
            if sentences:
                found.setdefault(pk, []).extend(sentences)
    return found


Foresight = Callable[[Sequence[Ahead], datetime], Mapping[UUID, Sequence[Obstacle]]]

_foresights: list[Foresight] = []


def register_ahead(foresight: Foresight) -> None:
    """Ask `foresight` about visits that are not booked yet. Registering twice changes nothing."""
    if foresight not in _foresights:
        _foresights.append(foresight)


def obstacles(visits: Sequence[Ahead], at: datetime) -> dict[UUID, list[Obstacle]]:
    """What would stand in the way, by key; visits with nothing in the way are left out."""
    if not visits:
        return {}
    if not _foresights:
        sentence = _("Nothing here can say whether a dose may be given.")
        return {each.key: [Obstacle(sentence, by_patient=False)] for each in visits}
    found: dict[UUID, list[Obstacle]] = {}
    for foresight in _foresights:
        for key, obstacles_found in foresight(visits, at).items():
            if obstacles_found:
                found.setdefault(key, []).extend(obstacles_found)
    return found
