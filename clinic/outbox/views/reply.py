"""Where the provider hands on what patients answer: signed, or refused."""

from __future__ import annotations

import hmac
import json
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from clinic.accounts.system import PROVIDER
from clinic.core import clock
from clinic.core.actor import source
from clinic.outbox.actions import reply as actions
from clinic.outbox.views.status import BODY_LIMIT, signature


def reply_url() -> str:
    """The address to configure at the provider."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('outbox:reply')}"


@login_not_required
@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """``{"from": "+1…", "body": "…"}``, signed as status reports are. Taking it twice changes nothing."""
    if int(request.headers.get("Content-Length") or 0) > BODY_LIMIT:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    ours = signature(reply_url(), request.body)
    sent = request.headers.get("X-Provider-Signature", "")
    if not hmac.compare_digest(ours.encode(), sent.encode()):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        data = json.loads(request.body)
        address, body = str(data["from"])[:254], str(data["body"])[:2000]
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    with source("provider"):
        reply = actions.take(address=address, body=body, by=PROVIDER, at=clock.now())
    return JsonResponse({"understood": reply})
