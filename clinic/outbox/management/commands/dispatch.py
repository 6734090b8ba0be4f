"""``manage.py dispatch``: send what is due without a broker, once or for ever."""

from __future__ import annotations

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from clinic.core import clock
from clinic.core.actor import source
from clinic.outbox import engine


class Command(BaseCommand):
    help = "Send messages that are due, ask about doubtful ones, expire late ones. Needs no broker and no worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until Ctrl-C or SIGTERM")
        parser.add_argument("--pause", type=float, default=2, help="seconds between two rounds")
        parser.add_argument(
            "--senders", type=int, default=None, help="letters handed over at once"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self._stop)
        with source("command:dispatch"):
            self._round(options["senders"])
            while options["loop"] and not self.stopping:
                time.sleep(options["pause"])
                self._round(options["senders"])

    def _stop(self, *_: Any) -> None:
        self.stopping = True  # after the round: a letter in hand is settled first

    def _round(self, senders: int | None) -> None:
        close_old_connections()
        swept = engine.sweep(at=clock.database_now())
        sent = engine.dispatch(at=clock.database_now(), senders=senders)
        counts = {name: n for name, n in (swept + sent).items() if n}
        if counts:
            self.stdout.write(", ".join(f"{name} {n}" for name, n in sorted(counts.items())))
