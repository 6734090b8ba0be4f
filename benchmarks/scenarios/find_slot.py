"""The next ten free times of a dose, in a year that is 85 % full: through `find`, against its own statement run raw.

Three chairs, three nurses, three therapists; every day each chair has three visits, of which three in twenty are still
free. Both sides ask the same questions, four weeks ahead from another day each time; `check` counts what was found.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.clients import Clients
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario
from benchmarks.statements import timed

TIMES = {Scale.SMALL: 20, Scale.FULL: 100}
LOOK_AHEAD = timedelta(days=28)
WANTED = 10


@scenario
class FindSlot(Scenario):
    name = "find_slot"
    what = "raw range query ÷ the next 10 free times of three resources in a year 85 % full"
    target = at_least(0.40)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        from benchmarks.scenarios.find_slot_data import prepare  # noqa: PLC0415

        made = prepare()
        self.claims = made["claims"]
        self.finding = Clients("benchmarks.scenarios.find_slot:Finder", 1, made)
        self.reading = Clients("benchmarks.scenarios.find_slot:Reader", 1, made)

    def tear_down(self) -> None:
        for name in ("finding", "reading"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self.finding.run({"times": TIMES[self.scale]})

    def floor(self, number: int) -> Sample:
        return self.reading.run({"times": TIMES[self.scale]})

    def sizes(self) -> dict[str, Any]:
        return {"claims": self.claims, "days_ahead": LOOK_AHEAD.days}


class Finder:
    """Asks for the next free times from one day of the year after another."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from benchmarks.scenarios.find_slot_data import question  # noqa: PLC0415

        self.questions = [question(options, week * 7, LOOK_AHEAD, WANTED) for week in range(44)]
        self.asked = 0

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self._ask) for _ in range(options["times"])]

    def _ask(self) -> None:
        from clinic.scheduling.models.free_time import find  # noqa: PLC0415 - Django is set up

        self.asked += 1
        found = find(self.questions[self.asked % len(self.questions)])
        if len(found) != WANTED:
            raise BenchBroken(f"{len(found)} free times instead of {WANTED}")


class Reader(Finder):
    """Sends the range query alone, with bare psycopg, and fetches the rows."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        super().__init__(index, options)
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        from clinic.scheduling.models.free_time import find  # noqa: PLC0415

        self.statements = []
        for each in self.questions:
            with CaptureQueriesContext(connection) as sent:
                find(each)
            self.statements.append(sent.captured_queries[-1]["sql"])
        self.raw = connection.connection

    def _ask(self) -> None:
        self.asked += 1
        with self.raw.cursor() as cursor:
            cursor.execute(self.statements[self.asked % len(self.statements)])
            if len(cursor.fetchall()) != WANTED:
                raise BenchBroken("the raw query found something else")
