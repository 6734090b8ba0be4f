"""Book doses through the API with four signed-in clients at once, against the least Django view that books.

Ours: gunicorn as `manage.py up` runs it, sign-in at the page, `POST /api/v1/appointments/` with an Idempotency-Key.
The floor: the same gunicorn and clients with `benchmarks.floor`: one DRF view, one model with simple-history, four
messages. The ratio is of processor time, web server and database together, clients left out. So it holds all that
ours does and the floor does not: rules, ordered locks, claims, the row audit, the answer kept for a repeated key, the
access log, permissions by site, the security headers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.clients import Clients
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario

CLIENTS = 4
EACH = {Scale.SMALL: 25, Scale.FULL: 250}
PASSWORD = "a-long-password-for-loopback"  # noqa: S105 - of a database that is dropped
WRITTEN = {  # rows a booking on each side
    "ours": {
        "public.scheduling_appointment": 1,
        "public.outbox_message": 4,
        "public.core_idempotencykey": 1,
    },
    "floor": {"floor.floor_visit": 1, "floor.floor_historicalvisit": 1, "floor.floor_message": 4},
}


@scenario
class BookingHttp(Scenario):
    name = "booking_http"
    what = f"CPU of a minimal DRF view ÷ booking through the API, {CLIENTS} clients, 2 workers"
    target = at_least(0.60)

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        from benchmarks.cast import AT  # noqa: PLC0415
        from benchmarks.database import ServerCpu  # noqa: PLC0415
        from benchmarks.scenarios.booking_data import prepare  # noqa: PLC0415
        from benchmarks.web import Web  # noqa: PLC0415
        from clinic.accounts.actions import staff  # noqa: PLC0415
        from clinic.accounts.system import SETUP  # noqa: PLC0415

        self.each = EACH[self.scale]
        clinic, places = prepare("http", CLIENTS, hours=self.each * (self.rounds + 3))
        staff.set_password(clinic.desk, password=PASSWORD, by=SETUP, at=AT)
        _make_floor(clinic.desk.email)
        self.folder = TemporaryDirectory()
        clock = (
            Path(self.folder.name) / "clock"
        )  # the clinic's time is the cast's, whenever we run
        clock.write_text(str((AT - datetime.now(UTC)).total_seconds()))
        at_cast_time = {"CLINIC_CLOCK_FILE": str(clock), "WEB_WORKERS": "2"}
        self.webs: dict[str, Web] = {}
        self.webs["ours"] = Web("ours", "clinic.wsgi:application", at_cast_time)
        self.webs["floor"] = Web(
            "floor", "benchmarks.floor.wsgi:application", {"WEB_WORKERS": "2"}
        )
        self.clients = {
            side: Clients(
                f"benchmarks.scenarios.booking_http_client:{kind}",
                CLIENTS,
                {
                    "port": self.webs[side].port,
                    "email": clinic.desk.email,
                    "password": PASSWORD,
                    "places": places,
                },
            )
            for side, kind in (("ours", "Desk"), ("floor", "Plain"))
        }
        self.server = ServerCpu()
        self.wrote = {side: dict.fromkeys(tables, 0) for side, tables in WRITTEN.items()}
        self.done = {"ours": 0, "floor": 0}

    def tear_down(self) -> None:
        for running in (
            *getattr(self, "clients", {}).values(),
            *getattr(self, "webs", {}).values(),
        ):
            running.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def ours(self, number: int) -> Sample:
        return self._measured("ours", number)

    def floor(self, number: int) -> Sample:
        return self._measured("floor", number)

    def ratio(self, ours: Sample, floor: Sample) -> float:
        """Processor time of the floor's booking ÷ ours."""
        if ours.cpu_ms_each is None or floor.cpu_ms_each is None:
            raise BenchBroken("processor time is read from /proc, which is not here")
        return floor.cpu_ms_each / ours.cpu_ms_each

    def check(self) -> None:
        """Every answer was a booking that is there, with what it owes."""
        for side, each in WRITTEN.items():
            expected = {table: rows * self.done[side] for table, rows in each.items()}
            if self.wrote[side] != expected:
                raise BenchBroken(f"{side} wrote {self.wrote[side]}, not {expected}")

    def sizes(self) -> dict[str, Any]:
        return {"clients": CLIENTS, "workers": 2, "bookings_a_round": CLIENTS * self.each}

    def _measured(self, side: str, number: int) -> Sample:
        from benchmarks.database import count_rows  # noqa: PLC0415

        before, cpu = count_rows(list(WRITTEN[side])), self._cpu(side)
        sample = self.clients[side].run({"first": number * self.each, "count": self.each})
        used = self._cpu(side)
        for table, rows in count_rows(list(WRITTEN[side])).items():
            self.wrote[side][table] += rows - before[table]
        self.done[side] += sample.operations
        both = None if used is None or cpu is None else used - cpu
        return Sample(sample.operations, sample.seconds, sample.latencies_ms, both)

    def _cpu(self, side: str) -> float | None:
        web, server = self.webs[side].cpu_ms(), self.server.ms()
        return None if web is None or server is None else web + server


def _make_floor(email: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.floor.make"],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "FLOOR_EMAIL": email, "FLOOR_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchBroken(f"the floor could not be made:\n{done.stderr[-2000:]}")
