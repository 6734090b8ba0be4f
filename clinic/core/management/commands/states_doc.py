"""`manage.py states_doc`: draw docs/states.md, or check that it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clinic.core.states import machines
from clinic.core.states_page import draw


class Command(BaseCommand):
    help = "Draw docs/states.md from the state tables; with --check, fail when it differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only compare")
        parser.add_argument(
            "--to", type=Path, default=Path(settings.BASE_DIR) / "docs" / "states.md"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        page, path = draw(machines), options["to"]
        if options["check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != page:
                raise CommandError(
                    f"{path.name} is not what the state tables say. Run manage.py states_doc."
                )
            self.stdout.write(f"{path.name} is what the state tables say.")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
        self.stdout.write(f"Drew {len(machines)} state tables.")
