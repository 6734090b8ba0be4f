"""Alerts nobody has taken on, as every home shows them: from the rows and the clock, with or without a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from patients.models import SafetyAlert

# More than this at once is told as a number.
SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """One alert. ``name`` and ``href`` are empty for people who may not read answers: they find somebody who may."""

    minutes: int
    name: str = ""
    href: str = ""
    phone: str = ""


def waiting(site: Site, user: User, now: datetime) -> list[Waiting]:
    """The longest waiting first. One query."""
    rows = SafetyAlert.objects.waiting().filter(site=site).longest_waiting_first()
    if not user.may(Permission.MEASURE_VIEW, site.pk):
        found = rows.values_list("raised_at", flat=True)[:SHOWN]
        return [Waiting(int((now - raised_at).total_seconds() // 60)) for raised_at in found]
    return [
        Waiting(
            alert.waited_minutes(now),
            alert.patient.full_name,
            reverse("patients:safety-alert", args=[alert.pk]),
            alert.patient.phone,
        )
        for alert in rows.visible_to(user).select_related("patient")[:SHOWN]
    ]
