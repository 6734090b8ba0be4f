"""The text-message provider: accept, look up, call back. Deliberately without idempotency."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from clinic.embedded.sink.faults import Fault, FaultKind, Faults
from clinic.embedded.sink.store import Record, Store

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CALLBACK_TRIES = 4


class NoAnswer(Exception):
    """The connection closes without a word."""


class BadRequest(Exception):
    """The caller's mistake, told in a sentence."""


def sign(secret: str, url: str, body: bytes) -> str:
    """The callback's signature: hex HMAC-SHA256 over the address it was sent to, a newline and the body."""
    return hmac.new(secret.encode(), url.encode() + b"\n" + body, hashlib.sha256).hexdigest()


class Provider:
    """What stands behind ``POST /messages`` and ``GET /messages?ref=``."""

    def __init__(self, store: Store, faults: Faults, *, secret: str, names: set[str]) -> None:
        self.store = store
        self.faults = faults
        self.secret = secret
        self.names = names
        self.callbacks: queue.Queue[tuple[str, bytes]] = queue.Queue()
        threading.Thread(target=self._call_back_forever, daemon=True).start()

    def accept(self, data: Any) -> tuple[HTTPStatus, dict[str, Any]]:
        """One request to send a text. Raises NoAnswer when the switched-on fault closes the line."""
        wanted = self._checked(data)
        fault = self.faults.next_for(mail=False)
        self._fail_before(fault)
        if fault and fault.kind is FaultKind.THROTTLE:
            return HTTPStatus.TOO_MANY_REQUESTS, {"error": "too many requests"}
        if fault and fault.kind is FaultKind.REJECT:
            return HTTPStatus.BAD_REQUEST, {
                "error": "this number cannot be reached",
                "code": 21614,
            }
        if fault and fault.kind is FaultKind.ERROR:
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "nothing was accepted"}
        record = self.store.texts.add(key=wanted["ref"], **wanted)
        times = 3 if fault and fault.kind is FaultKind.DUPLICATE_CALLBACK else 1
        for _ in range(times if wanted["callback"] else 0):
            self.callbacks.put((wanted["callback"], self._status_of(record)))
        return self._answer_after(fault, record)

    def look_up(self, ref: str) -> list[dict[str, Any]]:
        """The texts accepted with this ref, oldest first: what a worker asks before it sends again."""
        return [
            {"id": text["id"], "ref": text["ref"], "status": "delivered", "at": text["at"]}
            for text in self.store.texts.find(ref)
        ]

    def _checked(self, data: Any) -> dict[str, str]:
        if not isinstance(data, dict):
            message = "send a JSON object"
            raise BadRequest(message)
        fields = {name: data.get(name) for name in ("to", "body", "ref")}
        missing = [
            name for name, value in fields.items() if not isinstance(value, str) or not value
        ]
        if missing:
            message = f"missing or not text: {', '.join(missing)}"
            raise BadRequest(message)
        callback = data.get("callback") or ""
        if callback and urlsplit(callback).hostname not in self.names:
            message = "callback must stay on this machine"
            raise BadRequest(message)
        return {**{name: str(value) for name, value in fields.items()}, "callback": callback}

    def _fail_before(self, fault: Fault | None) -> None:
        if fault is None:
            return
        if fault.kind is FaultKind.DELAY:
            time.sleep(fault.seconds)
        if fault.kind is FaultKind.DROP:
            raise NoAnswer

    def _answer_after(
        self, fault: Fault | None, record: Record
    ) -> tuple[HTTPStatus, dict[str, Any]]:
        if fault and fault.kind is FaultKind.ACCEPT_HANG:
            time.sleep(fault.seconds)
            raise NoAnswer
        if fault and fault.kind is FaultKind.ACCEPT_CLOSE:
            raise NoAnswer
        if fault and fault.kind is FaultKind.ACCEPT_500:
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "something went wrong"}
        return HTTPStatus.CREATED, {"id": record["id"], "ref": record["ref"], "status": "accepted"}

    def _status_of(self, record: Record) -> bytes:
        return json.dumps(
            {"id": record["id"], "ref": record["ref"], "status": "delivered"}, sort_keys=True
        ).encode()

    def _call_back_forever(self) -> None:
        while True:
            url, body = self.callbacks.get()
            for n in range(CALLBACK_TRIES):
                if self._call_back(url, body):
                    break
                time.sleep(0.2 * 3**n)

    def _call_back(self, url: str, body: bytes) -> bool:
        request = urllib.request.Request(  # noqa: S310  only loopback addresses pass _checked
            url,
            data=body,
            method="POST",
            headers={
                "Content-Type": "application/json",
                "X-Provider-Signature": sign(self.secret, url, body),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500  # refused for good: trying again would change nothing
        except OSError:
            return False
