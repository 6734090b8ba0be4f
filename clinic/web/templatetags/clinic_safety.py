"""Alerts nobody has taken on, on every home."""

from __future__ import annotations

from typing import Any

from django import template

from clinic.core import clock
from clinic.web.boards.safety import waiting

register = template.Library()


@register.inclusion_tag("web/_safety_now.html", takes_context=True)
def safety_now(context: template.Context) -> dict[str, Any]:
    """``{% safety_now %}``: nothing while every alert is taken on."""
    site, user = context.get("site"), context["request"].user
    return {"waiting": waiting(site, user, clock.now()) if site else []}
