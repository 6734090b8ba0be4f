"""Book doses with eight clients at once: through the action, against pgbench writing the same rows.

Each client has its own chair, nurse, therapist and patient and books one free hour after another: the locks are
taken, nobody waits long. Both sides write the same tables row for row, audit and messages included, one commit a
booking; `check` counts them.
"""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.clients import Clients
from benchmarks.pgbench import run_pgbench
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario

SCRIPT = Path(__file__).parent / "sql" / "booking.sql"
CLIENTS = 8
EACH = {Scale.SMALL: 40, Scale.FULL: 250}
SLOT = timedelta(hours=1)


@scenario
class Booking(Scenario):
    name = "booking"
    what = f"book a dose through the action, {CLIENTS} clients, ÷ raw SQL writing the same rows"
    target = at_least(0.15)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        from benchmarks.database import ServerCpu, all_tables  # noqa: PLC0415
        from benchmarks.scenarios.booking_data import prepare, tell_the_floor  # noqa: PLC0415

        self.each = EACH[self.scale]
        clinic, places = prepare("booking", CLIENTS, hours=self.each * (self.rounds + 3))
        tell_the_floor(places, clinic.desk)
        self.clients = Clients("benchmarks.scenarios.booking:Booker", CLIENTS, {"places": places})
        self.server = ServerCpu()
        self.tables = all_tables()
        self.wrote: dict[str, dict[str, int]] = {}
        self.done = {"ours": 0, "floor": 0}

    def tear_down(self) -> None:
        if hasattr(self, "clients"):
            self.clients.close()

    def ours(self, number: int) -> Sample:
        first = number * self.each
        return self._measured(
            "ours", lambda: self.clients.run({"first": first, "count": self.each})
        )

    def floor(self, number: int) -> Sample:
        from benchmarks.database import libpq_environment  # noqa: PLC0415
        from clinic.embedded.binaries import postgres_bin  # noqa: PLC0415

        return self._measured(
            "floor",
            lambda: run_pgbench(
                postgres_bin() / "pgbench",
                SCRIPT,
                libpq_environment(),
                clients=CLIENTS,
                transactions=self.each,
                variables={"first": number * self.each, "told": 0},
            ),
        )

    def check(self) -> None:
        """The same tables, and the same number of rows a booking in each."""
        each = {
            side: {t: n / self.done[side] for t, n in rows.items() if n}
            for side, rows in self.wrote.items()
        }
        if each["ours"] != each["floor"]:
            raise BenchBroken(f"rows a booking differ: {each['ours']} and {each['floor']}")

    def sizes(self) -> dict[str, Any]:
        rows = {t: n // self.done["ours"] for t, n in self.wrote["ours"].items() if n}
        return {
            "clients": CLIENTS,
            "bookings_a_round": CLIENTS * self.each,
            "rows_a_booking": rows,
        }

    def _measured(self, side: str, run: Any) -> Sample:
        from benchmarks.database import count_rows  # noqa: PLC0415

        before, cpu = count_rows(self.tables), self.server.ms()
        sample: Sample = run()
        used = self.server.ms()
        after = count_rows(self.tables)
        kept = self.wrote.setdefault(side, dict.fromkeys(self.tables, 0))
        for table in self.tables:
            kept[table] += after[table] - before[table]
        self.done[side] += sample.operations
        both = None
        if cpu is not None and used is not None and sample.cpu_ms is not None:
            both = sample.cpu_ms + used - cpu
        return Sample(sample.operations, sample.seconds, sample.latencies_ms, both)


class Booker:
    """One front desk at its own chair, booking hour after hour."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from benchmarks.scenarios.booking_data import Place  # noqa: PLC0415

        self.place = Place.load(options["places"][index])

    def run(self, options: dict[str, int]) -> list[float]:
        from benchmarks.cast import AT, OPENS  # noqa: PLC0415

        latencies = []
        for number in range(options["first"], options["first"] + options["count"]):
            started = time.perf_counter()
            self.place.book(starts_at=OPENS + number * SLOT, at=AT)
            latencies.append((time.perf_counter() - started) * 1000)
        return latencies
