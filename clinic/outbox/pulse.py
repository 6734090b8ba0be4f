"""Is anybody keeping the promises? Two ages, in seconds, for the readiness page and for whoever watches it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from clinic.outbox.models import Heartbeat, Message


class Pulse(NamedTuple):
    """``lag``: how long the oldest due message has waited (0: none waits). ``silence``: since a worker was last
    seen at work (None: never)."""

    lag: float
    silence: float | None


LATE = 300  # seconds; beyond it somebody should look


def pulse(at: datetime) -> Pulse:
    """Both ages as of ``at``. Two index look-ups."""
    oldest = Message.objects.to_claim(at).values_list("next_attempt_at", flat=True).first()
    seen = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    return Pulse(
        lag=(at - oldest).total_seconds() if oldest else 0,
        silence=(at - seen).total_seconds() if seen else None,
    )
