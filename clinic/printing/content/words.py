"""Days, times and persons as paper shows them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site


def long_day(day: date) -> str:
    return date_format(day, "l j F Y")


def short_day(day: date) -> str:
    return date_format(day, "j M Y")


def printed(site: Site, at: datetime) -> str:
    """ "Printed Tue 24 Nov, 09:00 MST" """
    return _("Printed %(when)s") % {"when": localtime.day_and_clock_text(at, site.timezone)}


def team(visit: Appointment) -> str:
    return ", ".join(f"{one.user.name} ({one.get_role_display()})" for one in visit.staff.all())


def place(visit: Appointment) -> str:
    if visit.mode == Appointment.Mode.VIDEO:
        return _("By video")
    return visit.room.name if visit.room else ""
