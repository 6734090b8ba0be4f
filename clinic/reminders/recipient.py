"""Whose clock, whose language, whose name: what a message needs to know of a patient and a site."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from clinic.reminders.planning import ZONE_UNKNOWN_HOURS, SendHours
from clinic.reminders.texts import Facts
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from patients.models import Patient

# Who to call when it cannot wait, by country of the site; 112 works in every GSM network [3GPP TS 22.101].
EMERGENCY = {"US": "911", "CA": "911", "GB": "999", "IE": "112", "AU": "000", "NZ": "111"}
ANYWHERE = "112"


class Day(NamedTuple):
    """The zone a patient lives in, and the hours in which messages may arrive there."""

    zone: str
    hours: SendHours


def day_of(patient: Patient, site: Site) -> Day:
    """The patient's own zone; else the site's. Somebody from elsewhere without one: the middle of the day only."""
    if patient.timezone:
        return Day(patient.timezone, SendHours())
    from_here = patient.jurisdiction in {"", site.jurisdiction}
    return Day(site.timezone, SendHours() if from_here else ZONE_UNKNOWN_HOURS)


def facts_of(appointment: Appointment, starts_at: datetime | None) -> Facts:
    """What fills the gaps of a template for this visit's patient."""
    return facts_for(
        appointment.patient, appointment.site, starts_at=starts_at, zone=appointment.zone
    )


def facts_for(
    patient: Patient,
    site: Site,
    *,
    starts_at: datetime | None,
    zone: str,
    link: str = "",
    until: datetime | None = None,
) -> Facts:
    """What fills the gaps for this patient. Without a `link`, the first of the patient's own pages."""
    spoken = patient.language.split("-")[0]
    known = {code for code, _name in settings.LANGUAGES}
    return Facts(
        clinic=site.neutral_name,
        phone=site.phone,
        link=link or f"{settings.PUBLIC_ORIGIN}/me/",
        emergency=EMERGENCY.get(site.jurisdiction[:2], ANYWHERE),
        starts_at=starts_at,
        zone=zone,
        language=spoken if spoken in known else settings.LANGUAGES[0][0],
        until=until,
    )
