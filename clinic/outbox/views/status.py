"""The provider's report on one text: signed, taken once, answered after it is stored."""

from __future__ import annotations

import hashlib
import hmac
import json
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from clinic.accounts.system import PROVIDER
from clinic.core import clock
from clinic.core.actor import source
from clinic.outbox.actions import status_report as actions
from clinic.outbox.senders.sms import callback_url

BODY_LIMIT = 16 * 1024


def signature(url: str, body: bytes) -> str:
    """Hex HMAC-SHA256 over the address we gave out, a newline and the body, with the provider's token."""
    key = settings.SMS_TOKEN.encode()
    return hmac.new(key, url.encode() + b"\n" + body, hashlib.sha256).hexdigest()


@login_not_required
@csrf_exempt
@require_POST
def report(request: HttpRequest, ref: UUID) -> HttpResponse:
    """200 once it is stored, however often it comes; 403 for anything not signed by the provider."""
    if int(request.headers.get("Content-Length") or 0) > BODY_LIMIT:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    # The configured address, never the request's Host: a proxy in between changes nothing.
    ours = signature(callback_url(ref), request.body)
    sent = request.headers.get("X-Provider-Signature", "")
    if not hmac.compare_digest(ours.encode(), sent.encode()):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        data = json.loads(request.body)
        provider_id, status = str(data["id"])[:120], str(data["status"])[:20]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    with source("provider"):
        actions.note_status(
            ref=ref, provider_id=provider_id, status=status, by=PROVIDER, at=clock.now()
        )
    return HttpResponse(status=HTTPStatus.OK)
