"""One HTTP request in two halves, because what went wrong *when* decides whether a text may have gone."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

CONNECT_SECONDS = 5
READ_SECONDS = 10


class NotConnected(Exception):
    """Nothing was sent: the other side was not reached."""


class Lost(Exception):
    """Something was sent and no answer came."""


@dataclass(frozen=True)
class Reply:
    """Status, Retry-After in seconds (0 if none) and the JSON body ({} if it was none)."""

    status: int
    retry_after: float
    data: dict[str, Any]


def ask(method: str, url: str, *, token: str, body: dict[str, Any] | None = None) -> Reply:
    """One request, no retry, no redirect. Raises NotConnected or Lost."""
    parts = urlsplit(url)
    line = _line(parts.scheme, parts.hostname or "", parts.port)
    try:
        try:
            line.connect()
        except OSError as error:
            raise NotConnected(type(error).__name__) from error
        if line.sock is not None:
            line.sock.settimeout(READ_SECONDS)
        try:
            path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            line.request(
                method,
                path,
                body=None if body is None else json.dumps(body),
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/json",
                    "Connection": "close",
                },
            )
            return _reply(line.getresponse())
        except (OSError, http.client.HTTPException) as error:
            raise Lost(type(error).__name__) from error
    finally:
        line.close()


def _line(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(
            host, port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)


def _reply(answer: http.client.HTTPResponse) -> Reply:
    try:
        data = json.loads(answer.read() or b"{}")
    except ValueError:
        data = {}
    try:
        after = float(answer.headers.get("Retry-After") or 0)
    except ValueError:
        after = 0  # an HTTP date: the backoff is good enough
    return Reply(answer.status, after, data if isinstance(data, dict) else {})
