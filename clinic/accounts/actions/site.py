"""Opening a place of the clinic and keeping its particulars."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.sites.models import Site


@action(Permission.SITE_MANAGE, anywhere=True)
def open_site(
    *,
    name: str,
    neutral_name: str,
    slug: str,
    timezone: str,
    jurisdiction: str,
    phone: str,
    address: str = "",
    by: Actor,
    at: datetime,
) -> Site:
    """A new place. Its zone and jurisdiction stand on everything from the first day."""
    site = Site(
        name=name,
        neutral_name=neutral_name,
        slug=slug,
        timezone=timezone,
        jurisdiction=jurisdiction,
        phone=phone,
        address=address,
        created_at=at,
    )
    _check(site)
    site.save()
    return site


@action(Permission.SITE_MANAGE)
def adjust_site(site: Site, *, by: Actor, at: datetime, **particulars: str) -> Site:
    """Change name, neutral name, zone, jurisdiction, phone or address. Instants already booked stay."""
    site = Site.objects.select_for_update().get(pk=site.pk)
    for field, value in particulars.items():
        if field not in {
            "name",
            "neutral_name",
            "timezone",
            "jurisdiction",
            "phone",
            "address",
        }:
            raise TypeError(f"a site has no particular called {field}")
        setattr(site, field, value)
    _check(site)
    site.save()
    return site


def _check(site: Site) -> None:
    """The kind sentence; the constraints are the last judge."""
    try:
        site.full_clean(exclude=["created_at"])
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise InvalidInput(sentences[0], field=None if field == "__all__" else field) from error
