"""Filters and tags for times, doses and spans."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clinic.web import words

register = template.Library()

STYLES = ("clock", "time", "day", "when", "date", "short", "full")


@register.simple_tag(takes_context=True)
def at(
    context: template.Context,
    moment: datetime | date | None,
    style: str = "time",
    place: Any = None,
) -> str:
    """``{% at visit.starts_at %}``: the clinic's wall clock, marked up as a time, the zone in small letters.

    Styles: clock (no zone: only in a table whose header names it), time, day, when, short, full.
    """
    if moment is None:
        return ""
    place = place or context["site"]
    if not isinstance(moment, datetime):
        return format_html(
            '<time datetime="{}">{}</time>', moment.isoformat(), _date(moment, style, place)
        )
    there = words.local(moment, place)
    if style in {"time", "when"}:
        face = words.clock(moment, place)
        lead = f"{words.day(moment, place)}, " if style == "when" else ""
        return format_html(
            '<time datetime="{}">{}{}</time> <span class="zone">{}</span>',
            there.isoformat(), lead, face, words.zone_abbreviation(moment, place),
        )  # fmt: skip
    face = words.clock(moment, place) if style == "clock" else _date(moment, style, place)
    return format_html('<time datetime="{}">{}</time>', there.isoformat(), face)


def _date(moment: datetime | date, style: str, place: Any) -> str:
    form = {"short": words.short_day, "full": words.full_day}.get(style, words.day)
    return form(moment, place)


@register.filter
def clinic_time(moment: datetime | None, place: Any) -> str:
    """``09:26 MST``."""
    return words.time(moment, place) if moment else ""


@register.filter
def clinic_clock(moment: datetime | None, place: Any) -> str:
    """``09:26``, where the zone stands in the header."""
    return words.clock(moment, place) if moment else ""


@register.filter
def clinic_day(moment: datetime | date | None, place: Any) -> str:
    """``Tue 24 Nov``."""
    return words.day(moment, place) if moment else ""


@register.filter
def clinic_date(moment: datetime | date | None, place: Any) -> str:
    """``24 Nov 2026``."""
    return words.full_day(moment, place) if moment else ""


@register.filter
def clinic_when(moment: datetime | None, place: Any) -> str:
    """``Tue 24 Nov, 09:26 MST``."""
    return words.when(moment, place) if moment else ""


@register.filter
def patient_day(moment: datetime | None, place: Any) -> str:
    """``Thursday, December 3``."""
    return words.patient_day(moment, place) if moment else ""


@register.filter
def patient_time(moment: datetime | None, place: Any) -> str:
    """``9:00 in the morning``."""
    return words.patient_time(moment, place) if moment else ""


@register.filter
def zone_name(moment: datetime | None, place: Any) -> str:
    """``Mountain Time``."""
    return words.zone_name(moment, place) if moment else ""


@register.filter
def zone_abbreviation(moment: datetime, place: Any) -> str:
    """``MST``."""
    return words.zone_abbreviation(moment, place)


@register.filter
def dose(value: Decimal | float | str | None, unit: str = "mg") -> str:
    """``{{ mg|dose }}`` → ``36 mg``; ``{{ x|dose:"mg/kg" }}`` → ``0.5 mg/kg``; no trailing zero, always a leading one."""
    return words.dose(value, unit)


@register.filter
def amount(value: Decimal | float | str | None) -> str:
    """The number of a dose without its unit."""
    return words.number(value)


@register.filter
def span(length: timedelta | float | None) -> str:
    """``5 h 20 min``; a number is minutes."""
    return "" if length is None else words.span(length)


@register.filter
def phone_link(number: str) -> SafeString:
    """A telephone number as a link that a phone can call."""
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return format_html('<a href="tel:{}">{}</a>', digits, number)


@register.filter
def age(born: date, on: datetime | date) -> int:
    """Whole years at that moment."""
    return words.age(born, on.date() if isinstance(on, datetime) else on)
