"""Is the process alive, and can it do its work. No patient data, no sign-in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from clinic.core import clock, database_role
from clinic.outbox.pulse import LATE, pulse


@login_not_required
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """503 with the first thing that is missing. Late messages are said, not refused: pages work without workers."""
    try:
        now = clock.database_now()
        lag, silence = pulse(now)
        if database_role.has_power_over_tables():
            return missing("a database role of its own (DATABASE_URL)")
    except DatabaseError:
        return missing("database")
    return JsonResponse(
        {"ready": True, "messages_late": lag > LATE, "message_lag": lag, "worker_seen": silence}
    )


def missing(what: str) -> JsonResponse:
    return JsonResponse({"ready": False, "missing": what}, status=503)
