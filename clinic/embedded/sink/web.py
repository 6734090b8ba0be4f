"""The HTTP side: the provider's API for the clinic, the lists for tests, the page for people."""

from __future__ import annotations

import hmac
import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from clinic.embedded.sink.faults import Fault, Faults
from clinic.embedded.sink.page import STYLE, render
from clinic.embedded.sink.provider import LOOPBACK, BadRequest, NoAnswer, Provider
from clinic.embedded.sink.store import Store

BODY_LIMIT = 64 * 1024  # a text of 160 characters, a reference and an address; nothing needs more
POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class SinkServer(ThreadingHTTPServer):
    """Holds what the handlers share. ``names`` are the Host names it answers to."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        *,
        store: Store,
        faults: Faults,
        token: str,
        names: set[str],
    ) -> None:
        super().__init__(address, Handler)
        self.store = store
        self.faults = faults
        self.token = token
        self.names = names
        self.provider = Provider(store, faults, secret=token, names=names)


class Handler(BaseHTTPRequestHandler):
    """One request. Unknown addresses are 404, a wrong token 401, a foreign Host 421."""

    server: SinkServer
    protocol_version = "HTTP/1.1"
    server_version = "sink"
    sys_version = ""
    timeout = 30
    needs_token: ClassVar[set[str]] = {"/messages", "/mails", "/faults"}

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def do_DELETE(self) -> None:
        self._answer(self._delete)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: addresses and references do not belong in a log."""

    def _answer(self, route: Any) -> None:
        self.url = urlsplit(self.path)
        self.query = {name: values[-1] for name, values in parse_qs(self.url.query).items()}
        try:
            if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in self.server.names:
                self._json(HTTPStatus.MISDIRECTED_REQUEST, {"error": "not this host"})
            elif self.url.path in self.needs_token and not self._token_is_right():
                self._json(HTTPStatus.UNAUTHORIZED, {"error": "wrong or missing token"})
            else:
                route()
        except NoAnswer:
            self.close_connection = True
        except (BadRequest, ValueError, KeyError, TypeError) as error:
            self._json(HTTPStatus.BAD_REQUEST, {"error": str(error)})

    def _token_is_right(self) -> bool:
        sent = self.headers.get("Authorization", "")
        return hmac.compare_digest(sent.encode(), f"Bearer {self.server.token}".encode())

    def _get(self) -> None:
        store = self.server.store
        if self.url.path == "/":
            page = render(store, self.query.get("address", "")).encode()
            self._send(HTTPStatus.OK, "text/html; charset=utf-8", page)
        elif self.url.path == "/sink.css":
            self._send(HTTPStatus.OK, "text/css; charset=utf-8", STYLE)
        elif self.url.path == "/mail.json":
            self._json(HTTPStatus.OK, store.mails.all())
        elif self.url.path == "/texts.json":
            self._json(HTTPStatus.OK, store.texts.all())
        elif self.url.path == "/messages":
            found = self.server.provider.look_up(self.query.get("ref", ""))
            self._json(HTTPStatus.OK, {"messages": found})
        elif self.url.path == "/mails":
            mails = store.mails.find(self.query.get("message_id", ""))
            found = [{"id": mail["id"], "status": "delivered"} for mail in mails]
            self._json(HTTPStatus.OK, {"messages": found})
        else:
            self._json(HTTPStatus.NOT_FOUND, {"error": "no such page"})

    def _post(self) -> None:
        data = self._body()
        if self.url.path == "/messages":
            self._json(*self.server.provider.accept(data))
        elif self.url.path == "/faults":
            self.server.faults.switch_on(Fault.from_json(data))
            self._json(HTTPStatus.OK, {"on": True})
        else:
            self._json(HTTPStatus.NOT_FOUND, {"error": "no such page"})

    def _delete(self) -> None:
        if self.url.path == "/faults":
            self.server.faults.clear()
            self._json(HTTPStatus.OK, {"on": False})
        else:
            self._json(HTTPStatus.NOT_FOUND, {"error": "no such page"})

    def _body(self) -> Any:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 < length <= BODY_LIMIT:
            message = "send a JSON body of at most 64 kB"
            self.close_connection = True
            raise BadRequest(message)
        return json.loads(self.rfile.read(length))

    def _json(self, status: HTTPStatus, data: Any) -> None:
        self._send(status, "application/json", json.dumps(data, ensure_ascii=False).encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


def serve_http(
    store: Store, faults: Faults, *, host: str, port: int, token: str, names: set[str]
) -> SinkServer:
    """Listen on ``host:port`` (0 for any free port); the caller runs ``serve_forever``."""
    return SinkServer(
        (host, port), store=store, faults=faults, token=token, names=set(LOOPBACK) | names
    )
