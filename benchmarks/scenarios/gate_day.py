"""Judge a day of 200 dosing visits, against the very same SQL run raw.

Ours: `sessions.outlook.verdicts_for`, from ids to verdicts. The floor: the statements ours sent, sent again by bare
psycopg and fetched, nothing made of the rows. The number of statements must not grow with the visits (at most 14).
"""

from __future__ import annotations

from typing import Any

from benchmarks.clients import Clients
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario
from benchmarks.statements import Statements, timed

VISITS = 200
MOST_STATEMENTS = 14
TIMES = {Scale.SMALL: 6, Scale.FULL: 20}


@scenario
class GateDay(Scenario):
    name = "gate_day"
    what = f"raw SQL of the same facts ÷ judging {VISITS} dosing visits"
    target = at_least(0.30)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        from benchmarks.scenarios.gate_day_data import prepare  # noqa: PLC0415

        made = prepare(VISITS)
        self.judging = Clients("benchmarks.scenarios.gate_day:Judge", 1, made)
        self.reading = Clients("benchmarks.scenarios.gate_day:Reader", 1, made)

    def tear_down(self) -> None:
        for name in ("judging", "reading"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self.judging.run({"times": TIMES[self.scale]})

    def floor(self, number: int) -> Sample:
        return self.reading.run({"times": TIMES[self.scale]})

    def sizes(self) -> dict[str, Any]:
        return {"visits": VISITS}


class Judge:
    """Judges the whole day, again and again."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from clinic.core.collector import look_less_often  # noqa: PLC0415 - Django is set up by now

        self.visits, self.at = options["visits"], options["at"]
        look_less_often()  # as in the web server's processes

    def judge(self) -> int:
        """How many verdicts there are."""
        from sessions.outlook import verdicts_for  # noqa: PLC0415 - Django is set up by now

        return sum(len(verdicts) for verdicts in verdicts_for(self.visits, self.at).values())

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self._checked) for _ in range(options["times"])]

    def _checked(self) -> None:
        if self.judge() < VISITS:
            raise BenchBroken("fewer verdicts than visits: nothing was judged")


class Reader(Judge):
    """Sends the statements that judging sent, and fetches what they answer."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        super().__init__(index, options)
        self.statements = Statements(self.judge, at_most=MOST_STATEMENTS)

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self.statements.send) for _ in range(options["times"])]
