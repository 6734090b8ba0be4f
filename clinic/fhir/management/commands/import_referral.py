"""`manage.py import_referral FILE…`: take in FHIR bundles, one line of answer for each."""

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
from clinic.fhir.actions.referral import import_bundle
from clinic.fhir.bundle.document import LARGEST
from clinic.sites.models import Site


class Command(BaseCommand):
    help = (
        "Import FHIR referral bundles. Exit status 1 if any file is refused; the others are kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--site", help="the site's short name; needed when there are several")
        parser.add_argument("--by", metavar="EMAIL", help="whose act this is; else the set-up's")

    def handle(self, *args: Any, **options: Any) -> None:
        site, by = _site(options["site"]), _actor(options["by"])
        refused = 0
        with source("command:import_referral"):
            for file in options["files"]:
                try:
                    line = self._take(site, file, by)
                except (DomainError, OSError) as error:
                    refused += 1
                    reason = error.strerror if isinstance(error, OSError) else error
                    line = f"refused   {file}: {reason}"
                self.stdout.write(line)
        if refused:
            raise CommandError(f"{refused} of {len(options['files'])} refused.", returncode=1)

    def _take(self, site: Site, file: Path, by: Actor) -> str:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        at = clock.now()
        referral = import_bundle(site, data=data, by=by, at=at)
        if referral.received_at < at:
            return f"known     {file}: referral {referral.pk}"
        waiting = referral.facts.pending().count()
        if referral.patient_id is None:
            return f"to decide {file}: referral {referral.pk}: {referral.missing}"
        return f"received  {file}: referral {referral.pk}, {waiting} lines to review"


def _site(slug: str | None) -> Site:
    sites = Site.objects.filter(is_open=True)
    if slug is not None:
        sites = sites.filter(slug=slug)
    found = list(sites[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Site.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
    raise CommandError(f"Say which site with --site. Sites: {known}.")


def _actor(email: str | None) -> Actor:
    if email is None:
        return SETUP
    user: User | None = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError("Nobody here has that e-mail address.")
    return user
