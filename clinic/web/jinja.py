"""The second template engine, for boards of hundreds of visits. The same marks as `{% load clinic %}`, and no more."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from clinic.web import words
from clinic.web.templatetags.clinic_marks import CHIP_ICONS, icon


@cache
def _plain_icon(name: str) -> SafeString:
    """An icon without words is the same on every page."""
    return icon(name)


def _icon(name: str, label: str = "") -> SafeString:
    return icon(name, label) if label else _plain_icon(name)


def drawn(name: str, **context: Any) -> SafeString:
    """A template of this engine as a piece of a page; what it shows was escaped in it."""
    return mark_safe(render_to_string(name, context, using="jinja2"))  # noqa: S308


def environment(**options: Any) -> Environment:
    """What Django's engine calls once; autoescape is on."""
    env = Environment(  # noqa: S701 - Django's engine passes autoescape=True in the options
        **options, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"]
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(icon=_icon, chip_icons=CHIP_ICONS, url=_url, words=words)
    return env


def _url(route: str, *args: Any) -> str:
    return reverse(route, args=args)
