"""The desk's day of 200 visits: its first load, its poll, its growth with the calendar, and the day's list by the API.

`day_board`: the request for the whole page by a signed-in person, against the same statements sent raw and the same
template over ready values. `day_board_poll`: the unchanged board's 304, against the least view that can answer so.
`list_api`: 100 visits as JSON, against one statement that makes the JSON. `day_board_growth`: processor time of the
page and of its database among a million visits ÷ among ten thousand, over the floor's own growth.
"""

from __future__ import annotations

from typing import Any

from benchmarks.clients import Clients
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, at_most, scenario

OTHERS = {Scale.SMALL: 10_000, Scale.FULL: 1_000_000}
FEW = 10_000
GROWN = {Scale.SMALL: 60_000, Scale.FULL: 1_000_000}
CLIENTS = "benchmarks.scenarios.day_board_clients"


class OfTheDay(Scenario):
    """Two clients over one day: ours and the floor's."""

    looks: tuple[str, str]
    times = 10

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        made = _day(OTHERS[self.scale])
        self.looking = Clients(f"{CLIENTS}:{self.looks[0]}", 1, made)
        self.bare = Clients(f"{CLIENTS}:{self.looks[1]}", 1, made)

    def tear_down(self) -> None:
        for name in ("looking", "bare"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self.looking.run({"times": self.times})

    def floor(self, number: int) -> Sample:
        return self.bare.run({"times": self.times})

    def sizes(self) -> dict[str, Any]:
        return {"visits": 200, "others": OTHERS[self.scale]}


@scenario
class DayBoard(OfTheDay):
    name = "day_board"
    what = "the page's statements raw and its template ÷ the page of 200 visits, signed in"
    target = at_least(0.50)
    looks = ("Board", "Bare")


@scenario
class DayBoardPoll(OfTheDay):
    name = "day_board_poll"
    what = "a minimal signed-in 304 ÷ the unchanged board's 304"
    target = at_least(0.50)
    looks = ("Poll", "Minimal")
    times = 60


@scenario
class ListApi(OfTheDay):
    name = "list_api"
    what = "a signed-in view of one json_agg ÷ 100 visits by the API"
    target = at_least(0.50)
    looks = ("ApiList", "MinimalList")
    times = 20


@scenario
class DayBoardGrowth(Scenario):
    name = "day_board_growth"
    what = "processor time among many visits ÷ among 10 thousand, over the floor's own growth"
    target = at_most(1.20)
    rounds = 10
    times = 5

    def set_up(self) -> None:
        import django  # noqa: PLC0415

        django.setup()
        from benchmarks.database import ServerCpu  # noqa: PLC0415
        from benchmarks.scenarios.day_board_clients import own_database  # noqa: PLC0415

        made = _day(FEW)
        self.big = _grown(made, GROWN[self.scale] - FEW)
        self.server = ServerCpu()
        both = {"few": own_database(), "many": self.big}
        self.looking = {
            (side, size): Clients(f"{CLIENTS}:{look}", 1, {**made, "database": name})
            for size, name in both.items()
            for side, look in (("ours", "Board"), ("floor", "Bare"))
        }

    def tear_down(self) -> None:
        for each in getattr(self, "looking", {}).values():
            each.close()
        if hasattr(self, "big"):
            _drop(self.big)

    def ours(self, number: int) -> Sample:
        return self._grew("ours", number)

    def floor(self, number: int) -> Sample:
        return self._grew("floor", number)

    def ratio(self, ours: Sample, floor: Sample) -> float:
        """Each side's `seconds` are its growth: see `_grew`."""
        return ours.seconds / floor.seconds

    def sizes(self) -> dict[str, Any]:
        return {"few": FEW, "many": GROWN[self.scale]}

    def _grew(self, side: str, number: int) -> Sample:
        """One round at both sizes, who is first in turn. Of the sample `seconds` is the growth itself."""
        order = ("few", "many") if number % 2 else ("many", "few")
        used = {size: self._used(side, size) for size in order}
        return Sample(1, used["many"] / used["few"], (), used["many"] / self.times)

    def _used(self, side: str, size: str) -> float:
        """Processor ms of the client and of the server."""
        before = self.server.ms()
        sample = self.looking[side, size].run({"times": self.times})
        after = self.server.ms()
        if before is None or after is None or sample.cpu_ms is None:
            raise BenchBroken("this machine does not say what processor time was used")
        return sample.cpu_ms + after - before


_made: dict[int, dict[str, Any]] = {}


def _day(others: int) -> dict[str, Any]:
    """The day, made once in a run for each size: the scenarios only look at it."""
    from benchmarks.scenarios.day_board_data import prepare  # noqa: PLC0415

    if others not in _made:
        _made.clear()
        _made[others] = prepare(others)
    return _made[others]


def _grown(made: dict[str, Any], more: int) -> str:
    """A copy of the run's database with more visits; its name."""
    import psycopg  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from benchmarks.database import admin_connection  # noqa: PLC0415
    from benchmarks.scenarios.day_board_clients import own_database  # noqa: PLC0415
    from benchmarks.scenarios.day_board_data import grow  # noqa: PLC0415

    connection.close()
    name = f"{own_database()}_grown"
    with admin_connection() as admin:
        parameters = {**admin.info.get_parameters(), "password": admin.info.password}
    parameters["dbname"] = "postgres"
    with psycopg.connect(**parameters, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own_database()}"')
    with psycopg.connect(**{**parameters, "dbname": name}, autocommit=True) as admin:
        grow(admin, made["site"], made["like"], more, shift=1, status="CONFIRMED")
    return name


def _drop(name: str) -> None:
    from benchmarks.database import admin_connection  # noqa: PLC0415

    with admin_connection() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
