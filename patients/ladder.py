"""The ladder of an alert as a page shows it: computed from rows and the clock, so it is true without any worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from patients.models import SafetyAlert, SafetyCall
from patients.models.safety_call import FIRST, LAST
from patients.policies.safety import safety_terms


@dataclass(frozen=True)
class Rung:
    """One step. ``owed_at`` is when it is reached; ``calls`` whom it told (none yet: ``late`` if it should have)."""

    number: int
    owed_at: datetime
    calls: tuple[SafetyCall, ...]
    late: bool


def rungs(alert: SafetyAlert, at: datetime) -> list[Rung]:
    """All four while the alert waits, else those that were reached. Give the alert with its calls read.

    A worse answer begins the ladder anew: late is a rung that nobody was told on for the urgency of now.
    """
    minutes = safety_terms(alert.site_id, alert.raised_at).ladder_minutes
    calls = sorted(alert.calls.all(), key=lambda call: (call.told_at, call.pk))
    present = [call for call in calls if call.urgency == alert.urgency]
    began = min((call.owed_at for call in present), default=alert.raised_at)
    told_now = {call.rung for call in present}
    found = []
    for number in range(FIRST, LAST + 1):
        owed_at = began + timedelta(minutes=minutes[number])
        told = tuple(call for call in calls if call.rung == number)
        if told or alert.is_waiting:
            late = number not in told_now and owed_at <= at and alert.is_waiting
            found.append(Rung(number, owed_at, told, late))
    return found
