"""Text messages through a provider's HTTP API."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from clinic.outbox.senders.carrier import (
    Accepted,
    Answer,
    Found,
    Letter,
    NoAnswer,
    NotFound,
    NotNow,
    NotReached,
    Outcome,
    Refused,
    forbid_transaction,
)
from clinic.outbox.senders.http import Lost, NotConnected, Reply, ask

OUR_FAULT = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


class TextCarrier:
    """``POST /messages`` to send, ``GET /messages?ref=`` to ask. The provider knows no idempotency key."""

    def send(self, letter: Letter) -> Outcome:
        forbid_transaction()
        wanted = {
            "to": letter.address,
            "body": letter.body,
            "ref": str(letter.ref),
            "callback": callback_url(letter.ref),
        }
        try:
            reply = ask(
                "POST", f"{settings.SMS_URL}/messages", token=settings.SMS_TOKEN, body=wanted
            )
        except NotConnected as error:
            return NotNow(str(error))
        except Lost as error:
            return NoAnswer(str(error))
        return _outcome(reply)

    def find(self, ref: UUID) -> Answer:
        forbid_transaction()
        try:
            reply = ask(
                "GET",
                f"{settings.SMS_URL}/messages?ref={quote(str(ref))}",
                token=settings.SMS_TOKEN,
            )
        except (NotConnected, Lost) as error:
            return NotReached(str(error))
        return found_in(reply)


def callback_url(ref: UUID) -> str:
    """Where the provider reports to: on the public address we were configured with, never on a request's Host."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('outbox:status', args=[ref])}"


def found_in(reply: Reply) -> Answer:
    """Read a look-up's answer: ``{"messages": [{"id": …}, …]}``."""
    messages = reply.data.get("messages")
    if reply.status != HTTPStatus.OK or not isinstance(messages, list):
        return NotReached(str(reply.status))
    return Found(str(messages[0].get("id", ""))) if messages else NotFound()


def _outcome(reply: Reply) -> Outcome:
    if reply.status in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED}:
        return Accepted(str(reply.data.get("id", "")))
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS or reply.status in OUR_FAULT:
        return NotNow(str(reply.status), after=reply.retry_after)
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return NoAnswer(str(reply.status))  # after a 5xx it may have gone all the same
    return Refused(str(reply.data.get("code") or reply.status))
