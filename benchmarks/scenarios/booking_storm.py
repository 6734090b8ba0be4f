"""Two hundred attempts at one slot by eight desks: exactly one gets it, nobody deadlocks, and the slowest are told soon.

Each desk wants the same hour of the same chair, nurse and therapist for a patient of its own, twenty-five times. The
floor sends the statements of a booking raw: locks, insert, and the refusal of the same constraint. The ratio is of the
slowest hundredth; ours also looks up what is in the way and what is free next. Every round has an hour of its own.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.clients import Clients
from benchmarks.rounds import Sample, percentile
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_most, scenario
from benchmarks.scenarios.booking import SLOT

CLIENTS = 8
EACH = 25
SLOTS = {Scale.SMALL: 2, Scale.FULL: 10}
SQL = Path(__file__).parent / "sql" / "booking_storm.sql"


@scenario
class BookingStorm(Scenario):
    name = "booking_storm"
    what = f"p99 of {CLIENTS * EACH} attempts at one slot ÷ p99 of the same attempts in raw SQL"
    target = at_most(5)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        from benchmarks.scenarios.booking_data import prepare  # noqa: PLC0415

        self.slots = SLOTS[self.scale]
        hours = 2 * self.slots * (self.rounds + 3)
        clinic, places = prepare("storm", CLIENTS, hours=hours)
        first = places[0]
        for place in places:  # everybody wants the chair and the team of the first
            place |= {name: first[name] for name in ("room", "nurse", "therapist")}
        made = {"places": places}
        self.deadlocks = _deadlocks()
        self.booking = Clients("benchmarks.scenarios.booking_storm:Desk", CLIENTS, made)
        self.raw = Clients("benchmarks.scenarios.booking_storm:RawDesk", CLIENTS, made)
        self.contested, self.site = 0, clinic.site.pk
        self.before = self._booked()

    def tear_down(self) -> None:
        for name in ("booking", "raw"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self._contest(self.booking, number * 2 * self.slots)

    def floor(self, number: int) -> Sample:
        return self._contest(self.raw, (number * 2 + 1) * self.slots)

    def ratio(self, ours: Sample, floor: Sample) -> float:
        return percentile(ours.latencies_ms, 0.99) / percentile(floor.latencies_ms, 0.99)

    def check(self) -> None:
        """One booking a contested slot, on both sides, and no deadlock on either."""
        booked = self._booked() - self.before
        if booked != self.contested:
            raise BenchBroken(f"{booked} bookings for {self.contested} slots")
        if _deadlocks() != self.deadlocks:
            raise BenchBroken("two attempts deadlocked")

    def _booked(self) -> int:
        from clinic.scheduling.models import Appointment  # noqa: PLC0415

        return Appointment.objects.standing().filter(site=self.site).count()

    def sizes(self) -> dict[str, Any]:
        return {"clients": CLIENTS, "attempts_a_slot": CLIENTS * EACH, "slots_a_round": self.slots}

    def _contest(self, clients: Clients, first: int) -> Sample:
        samples = [clients.run({"hour": first + n}) for n in range(self.slots)]
        self.contested += self.slots
        return replace(
            samples[0],
            operations=sum(each.operations for each in samples),
            seconds=sum(each.seconds for each in samples),
            latencies_ms=tuple(ms for each in samples for ms in each.latencies_ms),
            cpu_ms=sum(each.cpu_ms or 0 for each in samples),
        )


def _deadlocks() -> int:
    """How many this database has seen."""
    from benchmarks.database import admin_connection  # noqa: PLC0415

    with admin_connection() as admin:
        row = admin.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    return int(row[0]) if row else 0


class Desk:
    """Tries the same hour again and again."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from benchmarks.scenarios.booking_data import Place  # noqa: PLC0415

        self.index = index
        self.place = Place.load(options["places"][index])

    def run(self, options: dict[str, int]) -> list[float]:
        latencies = []
        for _ in range(EACH):
            started = time.perf_counter()
            self._try(options["hour"])
            latencies.append((time.perf_counter() - started) * 1000)
        return latencies

    def _try(self, hour: int) -> None:
        from benchmarks.cast import AT, OPENS  # noqa: PLC0415
        from clinic.core.errors import Busy  # noqa: PLC0415
        from clinic.scheduling.actions.slot_taken import SlotTaken  # noqa: PLC0415

        try:
            self.place.book(starts_at=OPENS + hour * SLOT, at=AT)
        except (SlotTaken, Busy):
            return


class RawDesk(Desk):
    """The same attempt as bare statements, without looking up what is free instead."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        super().__init__(index, options)
        from django.db import connection  # noqa: PLC0415

        connection.ensure_connection()
        self.raw = connection.connection
        self.statements = [s for s in SQL.read_text("utf-8").split(";\n") if s.strip()]
        ids = options["places"][index]
        self.ids = {
            **{
                key: ids[key]
                for key in ("site", "patient", "course", "room", "nurse", "therapist")
            },
            "desk": self.place.desk.actor_id,
            "desk_name": self.place.desk.actor_label,
        }

    def _try(self, hour: int) -> None:
        import psycopg  # noqa: PLC0415

        from benchmarks.cast import OPENS  # noqa: PLC0415
        from clinic.core.ids import uuid7  # noqa: PLC0415

        values = {**self.ids, "starts_at": OPENS + hour * SLOT, "visit": uuid7()}
        try:
            with self.raw.transaction(), self.raw.cursor() as cursor:
                for statement in self.statements:
                    cursor.execute(statement, values)
        except (psycopg.errors.ExclusionViolation, psycopg.errors.LockNotAvailable):
            return
