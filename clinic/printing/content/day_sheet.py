"""The day on one sheet, for the desk: who comes when, where, to whom. Nothing clinical."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.core.actor import Actor
from clinic.printing.content import words
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site


def day_sheet(site: Site, day: date, *, reader: Actor, at: datetime) -> dict[str, Any]:
    """Every standing visit of the day in order of time. Three queries."""
    visits = Appointment.objects.visible_to(reader).standing().with_people()
    found = visits.filter(site=site, wall_date=day).order_by("starts_at", "pk")
    return {
        "title": _("Visits of %(day)s") % {"day": words.long_day(day)},
        "place": site.name,
        "printed": words.printed(site, at),
        "head": [
            *(_("Time"), _("Patient"), _("Telephone"), _("Visit"), _("Where"), _("Team")),
            _("State"),
        ],
        "rows": [
            [
                visit.hours(),
                f"{visit.patient.full_name}\n{visit.patient.record_number}",
                visit.patient.phone,
                visit.visit_kind.name,
                words.place(visit),
                words.team(visit),
                visit.get_status_display(),
            ]
            for visit in found
        ],
        "none": _("No visits."),
    }
