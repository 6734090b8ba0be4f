"""What every template knows: the time, the site, the person's place in the house."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from clinic.accounts.here import current_site, my_sites
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core import clock
from clinic.web import nav

#: The first of a person's roles in this order is the one written under their name.
ORDER = [
    Role.PRESCRIBER, Role.NURSE, Role.THERAPIST, Role.FRONT_DESK, Role.MANAGER, Role.AUDITOR, Role.PATIENT,
]  # fmt: skip


def shell(request: HttpRequest) -> dict[str, Any]:
    """``now``, ``site``, ``nav``, ``menu``, ``role_label``, ``find_url``, ``single_keys``, ``demo_mode``, ``demo_filling``."""
    common: dict[str, Any] = {
        "now": clock.now(),
        "demo_mode": settings.DEMO,
        "demo_filling": settings.DEMO and settings.DEMO_FILLING.exists(),
        "site": None,
    }
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return common
    site = current_site(request)
    roles = user.roles_at(site.pk if site else None)
    role = next((r for r in ORDER if r in roles), None)
    return {
        **common,
        "site": site,
        "nav": nav.shown(nav.BAR, request, user),
        "menu": nav.shown(nav.MENU, request, user),
        "role_label": role.label if role else "",
        "today": site.today(common["now"]) if site else None,
        "find_url": reverse("web:find") if user.may(Permission.PATIENT_VIEW, None) else "",
        "single_keys": user.single_keys,
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "other_sites": _others(request, site),
        "queue_key": _queue_key(user) if user.may(Permission.DOSING_MONITOR, None) else "",
    }


def _others(request: HttpRequest, site: Any) -> list[dict[str, Any]]:
    return [
        {"pk": other.pk, "label": other.name, "url": reverse("web:site")}
        for other in my_sites(request)
        if site is not None and other.pk != site.pk
    ]


def _queue_key(user: User) -> str:
    """What this person's unsent sets are sealed with in their browser: the same at the next sign-in, nobody else's."""
    digest = salted_hmac("clinic.flowsheet.queue", str(user.pk), algorithm="sha256").digest()
    return b64encode(digest).decode()
