"""At which of the clinic's sites a signed-in person is working now: chosen once, kept for the session."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site

KEY = "site"
CACHE = "clinic.sites"


def sites_of(user: User) -> list[Site]:
    """Every open site where the person has a role today, by name. One query."""
    ids = user.sites_with(Permission.SITE_VIEW) | user.sites_with(Permission.PORTAL)
    return list(Site.objects.filter(pk__in=ids, is_open=True).order_by("name", "pk"))


def current_site(request: HttpRequest) -> Site | None:
    """The site chosen for this session, or the person's first; None when they have none. Read once a request.

    A choice is forgotten when the person no longer has a role there.
    """
    sites = my_sites(request)
    chosen = request.session.get(KEY) if sites else None
    return next((site for site in sites if str(site.pk) == chosen), sites[0] if sites else None)


def site_here(request: HttpRequest) -> Site:
    """As ``current_site``, for pages that make no sense without one: 403 when there is none."""
    site = current_site(request)
    if site is None:
        raise PermissionDenied
    return site


def my_sites(request: HttpRequest) -> list[Site]:
    """The signed-in person's sites, read once a request."""
    kept: list[Site] | None = request.META.get(CACHE)
    if kept is None:
        kept = sites_of(request.user) if isinstance(request.user, User) else []
        request.META[CACHE] = kept
    return kept


def choose_site(request: HttpRequest, site: Site) -> None:
    """Work at that site from now on. The caller has checked that it is one of the person's."""
    request.session[KEY] = str(site.pk)
