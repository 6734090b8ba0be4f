"""One access-log row per request and patient. If it cannot be written, nothing is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from clinic.audit.reads import Reads, collecting
from clinic.core import clock
from clinic.core.actor import source
from clinic.core.ids import uuid7

Next = Callable[[HttpRequest], HttpResponse]

READ_ONLY = {"GET", "HEAD", "OPTIONS"}
WRITE = (
    "INSERT INTO audit.access (at, actor, actor_label, patient_id, kinds, method, route, status, request_id)"
    " SELECT %s, %s, %s, patient, string_to_array(kinds, ','), %s, %s, %s, %s"
    " FROM unnest(string_to_array(%s, ' ')::uuid[], string_to_array(%s, ' ')) AS r(patient, kinds)"
)
# A crash of the database may lose half a second of reads, never of writes. Sent together the two are one transaction.
MAY_BE_LOST = "SET LOCAL synchronous_commit = off; "


class AccessLogMiddleware:
    """Sits inside authentication: by the time the response is here, the reader is known."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kind = "api" if request.path.startswith("/api/") else "web"
        with collecting() as reads, source(kind):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            if reads:
                self._write(request, response, reads)
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, reads: Reads) -> None:
        actor = getattr(request, "actor", None) or getattr(request, "user", None)
        actor_id = getattr(actor, "actor_id", None) or "anonymous"
        label = getattr(actor, "actor_label", None) or "nobody signed in"
        match = request.resolver_match
        route = match.route if match else request.path
        # Two texts: an array of a day's patients takes the driver longer to write than the database to keep.
        rows = sorted((patient.hex, ",".join(sorted(kinds))) for patient, kinds in reads.items())
        reading = request.method in READ_ONLY
        with connection.cursor() as cursor:
            cursor.execute(
                MAY_BE_LOST + WRITE if reading else WRITE,
                [
                    clock.now(),
                    actor_id,
                    label,
                    request.method,
                    route,
                    response.status_code,
                    uuid7(),
                    " ".join(patient for patient, _kinds in rows),
                    " ".join(kinds for _patient, kinds in rows),
                ],
            )
