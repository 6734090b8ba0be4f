"""`manage.py demo`: a fictitious clinic with about forty patients at every stage, and a chair running now."""

from __future__ import annotations

from datetime import UTC, datetime
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
        parser.add_argument("--at", type=int, help="the present of the demo, in Unix time (now)")
        parser.add_argument(
            "--resume",
            action="store_true",
            help="tell what is missing of the demo of that present, which was broken off",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo clinic is fictitious. It does not belong in production.")
        if Site.objects.exists() and not options["resume"]:
            raise CommandError("There is a clinic here already. The demo needs an empty database.")
        at = options["at"]
        now = clock.now() if at is None else datetime.fromtimestamp(at, UTC)
        # `manage.py up` opens the doors at the sight of this file, and the pages say that more is to come.
        try:
            with source("demo"):
                told = tell(now, jobs=options["jobs"], doors_open=settings.DEMO_FILLING.touch)
        finally:
            settings.DEMO_FILLING.unlink(missing_ok=True)
        self.stdout.write(f"{told} patients at {Site.objects.count()} sites.")
