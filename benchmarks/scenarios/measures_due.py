"""Who is late with questionnaires among a hundred thousand courses, as a home asks it, against the very same SQL.

Ours: `late_measures` of the homes, from the signed-in person to the list. The floor: the one statement it sent, sent
again by bare psycopg and fetched, nothing made of the rows. It must stay one statement that reads by the index.
"""

from __future__ import annotations

from typing import Any

from benchmarks.clients import Clients
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario
from benchmarks.statements import Statements, timed

COURSES = 100_000
TIMES = {Scale.SMALL: 60, Scale.FULL: 200}


@scenario
class MeasuresDue(Scenario):
    name = "measures_due"
    what = f"raw SQL of the same list ÷ who is late with questionnaires among {COURSES} courses"
    target = at_least(0.40)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        from benchmarks.scenarios.measures_due_data import prepare  # noqa: PLC0415

        made = prepare(COURSES)
        self.listing = Clients("benchmarks.scenarios.measures_due:Lister", 1, made)
        self.reading = Clients("benchmarks.scenarios.measures_due:Reader", 1, made)

    def tear_down(self) -> None:
        for name in ("listing", "reading"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self.listing.run({"times": TIMES[self.scale]})

    def floor(self, number: int) -> Sample:
        return self.reading.run({"times": TIMES[self.scale]})

    def sizes(self) -> dict[str, Any]:
        return {"courses": COURSES}


class Lister:
    """Asks for the list, again and again."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from clinic.accounts.models import User  # noqa: PLC0415 - Django is set up by now
        from clinic.core.collector import look_less_often  # noqa: PLC0415
        from clinic.sites.models import Site  # noqa: PLC0415

        self.site = Site.objects.get(pk=options["site"])
        self.user = User.objects.get(pk=options["user"])
        self.at = options["at"]
        look_less_often()  # as in the web server's processes

    def late(self) -> int:
        """How many people are late."""
        from clinic.web.boards.late_measures import late_measures  # noqa: PLC0415

        return late_measures(self.user, self.site, self.at, staff=True).count

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self._checked) for _ in range(options["times"])]

    def _checked(self) -> None:
        if self.late() == 0:
            raise BenchBroken("nobody is late: nothing was read")


class Reader(Lister):
    """Sends the statement that listing sent, and fetches what it answers."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        super().__init__(index, options)
        self.statements = Statements(self.late, at_most=1)

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self.statements.send) for _ in range(options["times"])]
