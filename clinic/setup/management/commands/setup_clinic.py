"""`manage.py setup_clinic`: the first site and its first manager; the rest is done on the pages."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db.models import Field
from django.utils.text import slugify

from clinic.accounts.actions import site as sites
from clinic.accounts.actions import staff
from clinic.accounts.invitation import invitation_link, may_be_invited_again
from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.core import clock
from clinic.core.actor import source
from clinic.core.errors import DomainError
from clinic.sites.models import Site
from clinic.sites.models.site import known_zone

FIELDS = {"manager_name": User._meta.get_field("name")}
JURISDICTION = re.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?")  # ISO 3166-2
QUESTIONS = {
    "name": "Name of the clinic's site",
    "neutral_name": "Neutral name for messages (must not say what is treated)",
    "timezone": "Time zone, like America/Denver",
    "jurisdiction": "Country and state, like US-NM",
    "phone": "Telephone",
    "manager_name": "Name of the first manager",
    "manager_email": "Work e-mail of the first manager",
}


class Command(BaseCommand):
    help = "Open a site and invite its first manager. Asks for what is not given as an option."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, words in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=words)
        parser.add_argument("--slug", help="short name in addresses; from the name if not given")
        parser.add_argument("--address", default="", help="street, postal code and city")
        parser.add_argument(
            "--no-input", action="store_true", help="refuse instead of asking for what is missing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ask = None if options["no_input"] or not sys.stdin.isatty() else input
        told = {name: _answer(name, options[name], ask) for name in QUESTIONS}
        slug = options["slug"] or slugify(told["neutral_name"])[:40]
        try:
            with source("command:setup_clinic"):
                site = self._open(told, slug, options["address"])
                manager = self._invite(site, told)
        except DomainError as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(self.style.SUCCESS(f"{site.name} is open."))
        if may_be_invited_again(manager):
            self.stdout.write(
                f"{manager.name} chooses a password here within three days:\n{invitation_link(manager)}"
            )
        self.stdout.write("Then go on at /setup/: rooms, hours, staff, clinical policy, plans.")

    def _open(self, told: dict[str, str], slug: str, address: str) -> Site:
        """The site; a second run with the same short name goes on with the one that is there."""
        known = Site.objects.filter(slug=slug).first()
        if known is not None:
            self.stdout.write(f"There is a site called {slug} already; it stays as it is.")
            return known
        return sites.open_site(
            name=told["name"],
            neutral_name=told["neutral_name"],
            slug=slug,
            timezone=told["timezone"],
            jurisdiction=told["jurisdiction"],
            phone=told["phone"],
            address=address,
            by=SETUP,
            at=clock.now(),
        )

    def _invite(self, site: Site, told: dict[str, str]) -> User:
        try:
            return staff.invite(
                site,
                email=told["manager_email"],
                name=told["manager_name"],
                role=Role.MANAGER,
                by=SETUP,
                at=clock.now(),
            )
        except staff.AlreadyMember as error:
            self.stdout.write(error.sentence)
            return User.objects.get(email__iexact=told["manager_email"])  # type: ignore[no-any-return]


def _answer(name: str, given: str | None, ask: Callable[[str], str] | None) -> str:
    """What was given or typed, once it can be; asked again while it cannot, when somebody is there to ask."""
    answer = given
    while True:
        if answer is None:
            if ask is None:
                raise CommandError(f"Say --{name.replace('_', '-')}: {QUESTIONS[name]}.")
            answer = ask(f"{QUESTIONS[name]}: ")
        answer = answer.strip()
        problem = _problem(name, answer)
        if problem is None:
            return answer
        if ask is None or given is not None:
            raise CommandError(f"--{name.replace('_', '-')}: {problem}")
        sys.stdout.write(f"{problem}\n")
        answer = None


def _problem(name: str, answer: str) -> str | None:
    if not answer:
        return "An answer is needed."
    try:
        if name == "timezone":
            known_zone(answer)
        elif name == "manager_email":
            validate_email(answer)
        elif name == "jurisdiction" and not JURISDICTION.fullmatch(answer):
            return "Write it like US-NM."
        else:
            field = FIELDS.get(name) or Site._meta.get_field(name)
            cast("Field[Any, Any]", field).clean(answer, None)
    except ValidationError as error:
        return " ".join(error.messages)
    return None
