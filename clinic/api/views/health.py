"""Is the process alive, and can it do its work. No patient data, no sign-in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


@login_not_required
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """503 with the first thing that is missing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False, "missing": "database"}, status=503)
    return JsonResponse({"ready": True})
