"""`manage.py demo`: a fictitious clinic with about forty patients at every stage, and a chair running now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clinic.core import clock
from clinic.core.actor import source
from clinic.demo.telling import tell
from clinic.sites.models import Site


class Command(BaseCommand):
    help = "Tell a fictitious clinic's days through the real actions. Refused in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jobs", type=int, default=2, help="processes that tell stories")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo clinic is fictitious. It does not belong in production.")
        if Site.objects.exists():
            raise CommandError("There is a clinic here already. The demo needs an empty database.")
        with source("demo"):
            told = tell(clock.now(), jobs=options["jobs"], today_is_told=self._today)
        self.stdout.write(f"{told} patients at {Site.objects.count()} sites.")

    def _today(self) -> None:
        """`manage.py up` waits for this line: the pages can be opened while the rest is being told."""
        self.stdout.write("Today is told.")
        self.stdout.flush()
