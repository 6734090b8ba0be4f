"""How times, doses and spans are written. Staff read 24-hour clinic time with its zone; patients read words.

Every function takes the instant (aware) and the place (a Site, a ZoneInfo or an IANA name) whose wall clock is meant.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic.core import localtime

NBSP = "\u00a0"


class Place(Protocol):
    @property
    def zone(self) -> ZoneInfo: ...


#: What people call the zones of the clinics we know. Others are named by their abbreviation.
ZONE_NAMES = {
    "America/Anchorage": gettext_lazy("Alaska Time"),
    "America/Chicago": gettext_lazy("Central Time"),
    "America/Denver": gettext_lazy("Mountain Time"),
    "America/Los_Angeles": gettext_lazy("Pacific Time"),
    "America/New_York": gettext_lazy("Eastern Time"),
    "America/Phoenix": gettext_lazy("Arizona Time"),
    "Europe/London": gettext_lazy("UK time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii Time"),
}


#: How far an answer of the gate goes, in words: the codes are for programs.
LEVELS = {
    "HARD": gettext_lazy("Stop"),
    "RX": gettext_lazy("Prescriber"),
    "WARN": gettext_lazy("Warning"),
    "INFO": gettext_lazy("Note"),
    "PASS": gettext_lazy("Fine"),
}


def zone_of(place: Place | ZoneInfo | str) -> ZoneInfo:
    if isinstance(place, ZoneInfo):
        return place
    if isinstance(place, str):
        return ZoneInfo(place)
    return place.zone


def local(at: datetime, place: Place | ZoneInfo | str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time without a zone cannot be shown")
    return at.astimezone(zone_of(place))


def zone_abbreviation(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``MST``; for zones that have no letters, ``UTC+05:45``."""
    return localtime.zone_abbreviation(at, zone_of(place).key)


def clock(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``09:26``: only where the zone stands beside it, as in a table's header."""
    return f"{local(at, place):%H:%M}"


def time(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``09:26 MST``."""
    return f"{clock(at, place)}{NBSP}{zone_abbreviation(at, place)}"


def day(at: datetime | date, place: Place | ZoneInfo | str) -> str:
    """``Tue 24 Nov``."""
    return dateformat.format(local(at, place) if isinstance(at, datetime) else at, "D j M")


def short_day(at: datetime | date, place: Place | ZoneInfo | str) -> str:
    """``24 Nov``."""
    return dateformat.format(local(at, place) if isinstance(at, datetime) else at, "j M")


def full_day(at: datetime | date, place: Place | ZoneInfo | str) -> str:
    """``24 Nov 2026``."""
    return dateformat.format(local(at, place) if isinstance(at, datetime) else at, "j M Y")


def when(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``Tue 24 Nov, 09:26 MST``: what a sentence that leaves the page must carry."""
    return f"{day(at, place)}, {time(at, place)}"


def between(start: datetime, end: datetime, place: Place | ZoneInfo | str) -> str:
    """``08:30–11:00``."""
    return f"{clock(start, place)}–{clock(end, place)}"


def patient_day(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``Thursday, December 3``."""
    return dateformat.format(local(at, place), _("l, F j"))


def patient_time(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``9:00 in the morning``."""
    there = local(at, place)
    face = f"{there.hour % 12 or 12}:{there:%M}"
    if there.hour < 12:
        return _("%(time)s in the morning") % {"time": face}
    if there.hour < 17:
        return _("%(time)s in the afternoon") % {"time": face}
    return _("%(time)s in the evening") % {"time": face}


def zone_name(at: datetime, place: Place | ZoneInfo | str) -> str:
    """``Mountain Time``."""
    known = ZONE_NAMES.get(zone_of(place).key)
    return str(known) if known else zone_abbreviation(at, place)


def number(value: Decimal | float | str | None) -> str:
    """A dose's number: no trailing zero, always a leading one (ISMP). ``36.0`` → ``36``; ``.5`` → ``0.5``."""
    if value is None or value == "":
        return ""
    plain = f"{Decimal(str(value)).normalize():f}"
    return "0" if plain == "-0" else plain


def dose(value: Decimal | float | str | None, unit: str = "mg") -> str:
    """``36 mg``, ``0.5 mg/kg``."""
    amount = number(value)
    return f"{amount}{NBSP}{unit}" if amount and unit else amount


def span(length: timedelta | float) -> str:
    """``5 h 20 min``, ``38 min``, ``2 days``. A number is minutes."""
    whole = round(length.total_seconds() / 60 if isinstance(length, timedelta) else float(length))
    minutes = abs(whole)
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)s min") % {"n": rest}
    if not rest:
        return _("%(n)s h") % {"n": hours}
    return _("%(h)s h %(m)s min") % {"h": hours, "m": rest}


def countdown(seconds: float) -> str:
    """``9:34``, ``1:02:05``: what a clock to a deadline shows."""
    total = abs(round(seconds))
    hours, rest = divmod(total, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def names(people: list[str]) -> str:
    """``Ann, Bo and Cy``."""
    if len(people) < 2:
        return "".join(people)
    return _("%(first)s and %(last)s") % {"first": ", ".join(people[:-1]), "last": people[-1]}
