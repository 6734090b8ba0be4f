"""Who looks at the day: the desk's browser, against bare SQL and the same template; a minimal view; the API."""

from __future__ import annotations

import json
import os
import time
from typing import Any
from urllib.parse import urlsplit

from benchmarks.scenario import BenchBroken

PAGE = "/today/?on=2027-01-04"
LIST = "/api/v1/appointments/?day=2027-01-04&page_size=100"


def use_database(name: str) -> None:
    """Look at another database of this run; before the first query."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.db import connection  # noqa: PLC0415

    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def own_database() -> str:
    return urlsplit(os.environ["DATABASE_URL"]).path.lstrip("/")


class Looker:
    """Signed in as the desk, at 09:26 of the day."""

    address = PAGE
    status = 200

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from django.test import Client  # noqa: PLC0415

        from benchmarks.scenarios.day_board_data import NOW  # noqa: PLC0415
        from clinic.accounts.models import User  # noqa: PLC0415
        from clinic.core import clock  # noqa: PLC0415

        if "database" in options:
            use_database(options["database"])
        clock.now = lambda: NOW
        self.options = options
        self.client = Client(HTTP_HOST="localhost")
        self.client.force_login(User.objects.get(pk=options["desk"]))
        self.headers: dict[str, str] = {}
        self.prepare()

    def prepare(self) -> None:
        """What is done once, before the clock runs."""

    def look(self) -> Any:
        answer = self.client.get(self.address, headers=self.headers)
        if answer.status_code != self.status:
            raise BenchBroken(f"{self.address} answered {answer.status_code}")
        return answer

    def run(self, options: dict[str, int]) -> list[float]:
        times = []
        for _ in range(options["times"]):
            started = time.perf_counter()
            self.look()
            times.append((time.perf_counter() - started) * 1000)
        return times


class Board(Looker):
    """The whole page, as a browser first asks for it; somebody else looked within this minute."""

    def prepare(self) -> None:
        text = self.look().content.decode()
        shown = text.count('class="visit ')
        if shown != 200 or "people are not ready" not in text:
            raise BenchBroken(f"the page shows {shown} visits")


class ColdBoard(Board):
    """As nobody else looked within this minute: the gate judges the day anew each time."""

    def look(self) -> Any:
        from clinic.web.boards import blockers  # noqa: PLC0415

        blockers._answers.clear()  # noqa: SLF001
        return super().look()


class Bare(Looker):
    """The statements the page sent, sent again raw and fetched; then the board's template over values made before."""

    def prepare(self) -> None:
        from django.db import connection  # noqa: PLC0415
        from django.template import engines  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        from benchmarks.scenarios.day_board_data import DAY, NOW  # noqa: PLC0415
        from clinic.accounts.models import User  # noqa: PLC0415
        from clinic.sites.models import Site  # noqa: PLC0415
        from clinic.web.boards import today  # noqa: PLC0415

        super().look()
        with CaptureQueriesContext(connection) as sent:
            super().look()
        self.statements = [each["sql"] for each in sent.captured_queries]
        site = Site.objects.get(pk=self.options["site"])
        self.grid = today.load(site, User.objects.get(pk=self.options["desk"]), DAY, NOW).grid
        self.template = engines["jinja2"].get_template("web/board.html")
        self.raw = connection.connection

    def look(self) -> Any:
        with self.raw.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()
        return self.template.render({"grid": self.grid})


class Poll(Looker):
    """The board asks whether anything changed; nothing did."""

    status = 304

    def prepare(self) -> None:
        self.address = f"{PAGE}&site={self.options['site']}"
        self.status = 200
        self.headers = {"HX-Request": "true", "X-Background": "1"}
        self.headers["If-None-Match"] = self.look()["ETag"]
        self.status = 304


class Minimal(Looker):
    """Session, user, one query, 304: the least a signed-in view of this framework can do."""

    status = 304
    address = "/"

    def prepare(self) -> None:
        from django.conf import settings  # noqa: PLC0415
        from django.urls import clear_url_caches  # noqa: PLC0415

        settings.ROOT_URLCONF = "benchmarks.scenarios.day_board_minimal"
        settings.MIDDLEWARE = [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ]
        clear_url_caches()
        self.client.handler.load_middleware()


class MinimalList(Minimal):
    """The same rows by one statement that makes the JSON."""

    address = "/list/"
    status = 200

    def prepare(self) -> None:
        super().prepare()
        if len(json.loads(self.look().content)) != 100:
            raise BenchBroken("the floor's list is not of 100 visits")


class ApiList(Looker):
    """A hundred visits of the day through the API."""

    address = LIST

    def prepare(self) -> None:
        if len(json.loads(self.look().content)["results"]) != 100:
            raise BenchBroken("the list is not of 100 visits")
