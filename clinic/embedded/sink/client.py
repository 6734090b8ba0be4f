"""Start a sink and read what it caught: for the suite, and for anyone who wants to look from a shell."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[3]


class Refused(Exception):
    """The sink answered with an error; ``code`` is its HTTP status."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the sink answered {code}")
        self.code = code


@dataclass(frozen=True)
class Sink:
    """A running sink, known by its ports. ``token`` is the one it was started with."""

    smtp_port: int
    http_port: int
    token: str
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    def mails(self) -> list[dict[str, Any]]:
        """Every mail, oldest first."""
        return list(self.ask("GET", "/mail.json"))

    def texts(self) -> list[dict[str, Any]]:
        """Every text, oldest first."""
        return list(self.ask("GET", "/texts.json"))

    def look_up(self, ref: str) -> list[dict[str, Any]]:
        return list(self.ask("GET", f"/messages?ref={quote(ref)}")["messages"])

    def fault(self, kind: str, *, count: int = 1, seconds: float = 0, every: int = 1) -> None:
        """The next ``count`` messages (each ``every`` n-th) meet this fault."""
        body = {"kind": kind, "count": count, "seconds": seconds, "every": every}
        self.ask("POST", "/faults", body)

    def no_faults(self) -> None:
        self.ask("DELETE", "/faults")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request with the token; the answer's JSON. Raises Refused for any answer but 2xx."""
        status, _headers, content = self.fetch(
            method,
            path,
            body=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
            },
        )
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise Refused(status)
        return json.loads(content)

    def fetch(
        self, method: str, path: str, *, body: bytes | None = None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        """One request as it is: status, headers and body of the answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=30)
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()

    def stop(self) -> None:
        """End it the polite way and wait."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=10)
            if self.process.stdout:
                self.process.stdout.close()


def start(folder: Path, token: str, *, smtp_port: int = 0, http_port: int = 0) -> Sink:
    """Start a sink of one's own that dies with this process; ports of 0 are chosen by the kernel."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "clinic.embedded.sink", "--dir", str(folder)),
            *("--smtp-port", str(smtp_port), "--http-port", str(http_port)),
        ],
        cwd=ROOT,
        env={**os.environ, "SMS_TOKEN": token},
        stdout=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        process.wait(timeout=10)
        message = f"the sink ended with {process.returncode} before it was ready"
        raise RuntimeError(message)
    ports = json.loads(line)
    return Sink(ports["smtp"], ports["http"], token, process)
