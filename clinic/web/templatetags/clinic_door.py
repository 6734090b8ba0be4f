"""What the sign-in page shows before anybody is known."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.sites.models import Site
from clinic.web.doors import DOORS, PASSWORD

register = template.Library()


@register.simple_tag
def door_name() -> str:
    """The clinic's name on the door, when there is one site (or it is the demo); otherwise nothing that tells which."""
    sites = Site.objects.filter(is_open=True).order_by("created_at", "pk")
    names = list(sites.values_list("name", flat=True)[:2])
    return names[0] if len(names) == 1 or (names and settings.DEMO) else _("Clinic")


@register.simple_tag
def demo_doors() -> dict[str, Any]:
    """The people of the demo who are there, with the names they have there."""
    names = dict(
        User.objects.active()
        .filter(email__in=[d.email for d in DOORS])
        .values_list("email", "name")
    )
    people = [
        {
            "key": door.key, "name": names[door.email], "role": door.role, "what": door.what,
            "opens": door.opens, "icon": door.icon, "care": door.care,
        }
        for door in DOORS
        if door.email in names
    ]  # fmt: skip
    return {"people": people, "password": PASSWORD}
