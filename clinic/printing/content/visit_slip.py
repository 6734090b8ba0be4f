"""A slip for the patient's pocket: when and where. It says no more than a message would."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.printing.content import words
from clinic.scheduling.models import Appointment


def visit_slip(visit: Appointment, *, at: datetime) -> dict[str, Any]:
    site, wall = visit.site, visit.wall_start
    zone = localtime.zone_abbreviation(visit.starts_at, visit.zone)
    return {
        "title": _("Your visit"),
        "place": site.neutral_name,
        "day": words.long_day(visit.wall_date),
        "time": f"{date_format(wall, 'g:i A')} {zone}",
        "lines": [
            words.place(visit) if visit.mode == Appointment.Mode.VIDEO else site.address,
            _("To change the time or ask a question, call %(phone)s.") % {"phone": site.phone},
        ],
        "printed": words.printed(site, at),
    }
