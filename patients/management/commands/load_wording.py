"""`manage.py load_wording FILE…`: licensed words of questionnaires, one line of answer for each file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.accounts.models import User
from clinic.accounts.system import SETUP
from clinic.core import clock
from clinic.core.actor import Actor, source
from clinic.core.errors import DomainError
from patients.actions import wording


class Command(BaseCommand):
    help = (
        "Load the licensed wording of questionnaires from JSON files. Exit status 1 if any file is "
        "refused; the others are kept. The manager's page gives a file to fill in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--by", metavar="EMAIL", help="whose act this is; else the set-up's")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _actor(options["by"])
        refused = 0
        with source("command:load_wording"):
            for file in options["files"]:
                try:
                    line = _take(file, by)
                except (DomainError, OSError) as error:
                    refused += 1
                    reason = error.strerror if isinstance(error, OSError) else error
                    line = f"refused  {file}: {reason}"
                self.stdout.write(line)
        if refused:
            raise CommandError(f"{refused} of {len(options['files'])} refused.", returncode=1)


def _take(file: Path, by: Actor) -> str:
    with file.open("rb") as opened:
        data = opened.read(wording.LARGEST + 1)
    row = wording.load(data, by=by, at=clock.now())
    return (
        f"loaded   {file}: {row.code} ({row.language}), edition {row.number}.{row.edition}, "
        f"sha256 {row.file_checksum}"
    )


def _actor(email: str | None) -> Actor:
    if email is None:
        return SETUP
    user: User | None = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError("Nobody here has that e-mail address.")
    return user
