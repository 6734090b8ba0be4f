"""Who needs a new time: missed or called off with nothing after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from clinic.web import words

#: How far back a missed visit still stands on the desk's list.
BACK = timedelta(days=14)


@dataclass(frozen=True)
class Rebook:
    """One person to find a time for, and why."""

    patient_id: UUID
    name: str
    sentence: str
    phone: str = ""
    href: str = ""
    wait_href: str = ""


def to_rebook(site: Site, user: User, on: date, now: datetime) -> list[Rebook]:
    """Missed and called-off visits of the last two weeks whose patient has nothing booked ahead here.

    One query. The latest such visit of each person, the oldest first: who has waited longest.
    """
    ahead = Appointment.objects.filter(
        site=site, patient=OuterRef("patient"), starts_at__gt=now
    ).standing()
    gone = (
        Appointment.objects.visible_to(user)
        .filter(
            site=site,
            wall_date__gt=on - BACK,
            wall_date__lte=on,
            status__in=[Appointment.Status.NO_SHOW, *Appointment.CALLED_OFF],
            course__isnull=False,
            course__ended_at=None,
        )
        .exclude(reason__in=Appointment.NOBODY_WAITS)
        .exclude(course__status="PAUSED")
        .filter(~Exists(ahead))
        .select_related("patient")
        .order_by("patient_id", "-starts_at")
        .distinct("patient_id")
    )
    rows = sorted(gone, key=lambda v: v.starts_at)
    return [
        Rebook(
            v.patient_id,
            v.patient.full_name,
            _why(v, on),
            v.patient.phone,
            reverse("scheduling:book", args=[v.patient_id]),
            reverse("scheduling:wait", args=[v.patient_id]),
        )
        for v in rows
    ]


def _why(visit: Appointment, on: date) -> str:
    clock = words.clock(visit.starts_at, visit.zone)
    moment = clock if visit.wall_date == on else words.day(visit.starts_at, visit.zone)
    if visit.status == Appointment.Status.NO_SHOW:
        return _("No-show %(when)s. Nothing next.") % {"when": moment}
    return _("Called off %(when)s. Nothing next.") % {"when": moment}
