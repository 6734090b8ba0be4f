"""Judge 10,000 lists of medications, against the same join done by the database in one statement.

Ours: `patients.interactions.judge` over lists of six names as letters write them, one in twenty misspelt. The floor: the
same names taken apart and joined with the words of the vocabulary and their rules by one SQL statement, which knows no
misspellings, no names of two words, no codes, and says nothing about what it did not recognise.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from benchmarks.clients import Clients
from benchmarks.database import admin_connection
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario
from benchmarks.statements import timed

LISTS, LINES = 10_000, 6
MISSPELT = 20  # one in so many
TIMES = {Scale.SMALL: 1, Scale.FULL: 5}
AT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
FORMS = ("Oral Tablet", "Extended Release Oral Tablet", "Oral Capsule", "MG/ML Injection", "daily")
FLOOR = """
    WITH word AS (
        SELECT DISTINCT list, line, said
        FROM bench_line, unnest(regexp_split_to_array(lower(name), '[^a-z]+')) AS said
    )
    SELECT word.list, bench_rule.rule, count(DISTINCT word.line)
    FROM word JOIN bench_rule USING (said)
    GROUP BY word.list, bench_rule.rule
"""


@scenario
class Interactions(Scenario):
    name = "interactions"
    what = f"one SQL join of the same words ÷ judging {LISTS} lists of {LINES} medications"
    target = at_least(0.30)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        self.judging = Clients("benchmarks.scenarios.interactions:Judge", 1)
        self.joining = Clients("benchmarks.scenarios.interactions:Joiner", 1)

    def tear_down(self) -> None:
        for name in ("judging", "joining"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self.judging.run({"times": TIMES[self.scale]})

    def floor(self, number: int) -> Sample:
        return self.joining.run({"times": TIMES[self.scale]})

    def sizes(self) -> dict[str, Any]:
        return {"lists": LISTS, "lines": LISTS * LINES}


def made_up_lists() -> list[list[str]]:
    """The same lists for both sides: names of the vocabulary in the clothes that letters give them."""
    from patients.interactions.vocabulary import SUBSTANCES  # noqa: PLC0415 - Django is set up by now

    drawn = random.Random(11)  # noqa: S311 - the same lists each time, nothing secret
    names = sorted(
        name
        for one in SUBSTANCES.values()
        for name in (one.name, *one.names)
        if name.isalpha() and len(name) > 4
    )
    return [[_dressed(drawn.choice(names), drawn) for _ in range(LINES)] for _ in range(LISTS)]


def _dressed(name: str, drawn: random.Random) -> str:
    if drawn.randrange(MISSPELT) == 0:
        at = drawn.randrange(1, len(name))
        name = name[:at] + drawn.choice("aeiost") + name[at + 1 :]
    return f"{name} {drawn.randrange(1, 40) * 25} MG {drawn.choice(FORMS)}"


class Judge:
    """Judges all lists, names it has not seen before among them."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from patients.interactions import judging  # noqa: PLC0415 - Django is set up by now
        from patients.interactions.matching import forget, recognise  # noqa: PLC0415
        from patients.interactions.rules import SHIPPED  # noqa: PLC0415

        recognise("so that the names are read")
        self.judge, self.rules, self.forget = judging.judge, SHIPPED, forget
        self.lists = [
            [judging.Taken(str(n), name) for n, name in enumerate(names)]
            for names in made_up_lists()
        ]

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self.all_lists) for _ in range(options["times"])]

    def all_lists(self) -> None:
        self.forget()
        found = sum(len(self.judge(each, self.rules, route="IV", at=AT)) for each in self.lists)
        if found < LISTS:
            raise BenchBroken("fewer findings than lists: nothing was judged")


class Joiner:
    """Joins the words of the same lists with the words of the rules, in the database."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        self.raw = admin_connection()  # the program's own role makes no tables
        with self.raw.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE bench_line (list int, line int, name text)")
            cursor.execute("CREATE TEMP TABLE bench_rule (said text, rule text)")
            with cursor.copy("COPY bench_line FROM STDIN") as copy:
                for list_number, names in enumerate(made_up_lists()):
                    for line, name in enumerate(names):
                        copy.write_row((list_number, line, name))
            with cursor.copy("COPY bench_rule FROM STDIN") as copy:
                for row in _words_and_rules():
                    copy.write_row(row)
            cursor.execute("ANALYZE bench_line")
            cursor.execute("ANALYZE bench_rule")

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self.join) for _ in range(options["times"])]

    def join(self) -> None:
        with self.raw.cursor() as cursor:
            cursor.execute(FLOOR)
            if len(cursor.fetchall()) < LISTS:
                raise BenchBroken("fewer findings than lists: nothing was joined")


def _words_and_rules() -> set[tuple[str, str]]:
    from patients.interactions.rules import SHIPPED  # noqa: PLC0415 - Django is set up by now
    from patients.interactions.vocabulary import SUBSTANCES  # noqa: PLC0415

    return {
        (name, rule.code)
        for one in SUBSTANCES.values()
        for name in (one.name, *one.names)
        for rule in SHIPPED.rules
        if one.groups & set(rule.groups) and name.isalpha()
    }
