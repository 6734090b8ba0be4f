"""The two kinds of client of `booking_http`: each signs in once, then books hour after hour over one connection."""

from __future__ import annotations

import http.client
import json
import re
import time
import urllib.parse
import uuid
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

from benchmarks.scenario import BenchBroken

SLOT = timedelta(hours=1)


class Plain:
    """A client of the floor."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        self.place = options["places"][index]
        self.cookies: dict[str, str] = {}
        self.http = http.client.HTTPConnection("127.0.0.1", options["port"], timeout=60)
        self.token = self.sign_in(options["email"], options["password"])

    def sign_in(self, email: str, password: str) -> str:
        """The token that every POST carries."""
        asked = json.dumps({"username": email, "password": password})
        answer = self.send("POST", "/sign-in/", asked, {"Content-Type": "application/json"})
        return str(json.loads(answer)["token"])

    def book(self, starts_at: str) -> None:
        keys = ("site", "patient", "course", "room", "nurse", "therapist")
        wanted = {key: self.place[key] for key in keys}
        self.post("/book/", {**wanted, "kind": "DOSING", "route": "IV", "starts_at": starts_at})

    def run(self, options: dict[str, int]) -> list[float]:
        from benchmarks.cast import OPENS  # noqa: PLC0415 - Django is set up by now

        self.http.close()  # the server keeps an idle connection for two seconds only
        latencies = []
        for number in range(options["first"], options["first"] + options["count"]):
            starts_at = (OPENS + number * SLOT).isoformat()
            started = time.perf_counter()
            self.book(starts_at)
            latencies.append((time.perf_counter() - started) * 1000)
        return latencies

    def post(self, path: str, body: dict[str, Any]) -> None:
        """Raises BenchBroken unless something was made."""
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
            "X-CSRFToken": self.token,
        }
        self.send("POST", path, json.dumps(body), headers, status=201)

    def send(
        self, method: str, path: str, body: str, headers: dict[str, str], status: int = 200
    ) -> str:
        """One request; cookies are kept. Raises BenchBroken for another status."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.http.request(method, path, body, {**headers, "Cookie": cookie})
        answer = self.http.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if answer.status != status:
            raise BenchBroken(f"{method} {path}: {answer.status} {text[:500]}")
        return text


class Desk(Plain):
    """A front desk of the clinic: signs in at the page, then calls the API."""

    def sign_in(self, email: str, password: str) -> str:
        page = self.send("GET", "/accounts/login/", "", {})
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if found is None:
            raise BenchBroken("the sign-in page has no form")
        form = {"login": email, "password": password, "csrfmiddlewaretoken": found[1]}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.send("POST", "/accounts/login/", urllib.parse.urlencode(form), headers, status=302)
        return self.cookies["csrftoken"]

    def book(self, starts_at: str) -> None:
        keys = ("site", "patient", "course", "room")
        staff = [
            {"user": self.place["nurse"], "role": "NURSE"},
            {"user": self.place["therapist"], "role": "THERAPIST"},
        ]
        wanted = {**{key: self.place[key] for key in keys}, "staff": staff}
        self.post(
            "/api/v1/appointments/",
            {**wanted, "kind": "DOSING", "route": "IV", "starts_at": starts_at},
        )
