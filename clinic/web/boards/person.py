"""The head of every page about one patient: who, born when, weighing what, allergic to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from clinic.web import words
from patients.models import Allergy, AllergyCheck, Patient
from sessions.models import DosingSession


@dataclass(frozen=True)
class PersonHead:
    """Facts in the order they are shown. The clinical ones are empty for who may not see them."""

    patient: Patient
    born: str
    allergies: str = ""
    weight: str = ""


def head_of(patient: Patient, user: User, site: Site, now: datetime) -> PersonHead:
    """One query for the front desk, four for people who treat."""
    born = f"{words.full_day(patient.birth_date, site)} ({words.age(patient.birth_date, site.today(now))})"
    if not user.may(Permission.CHART_VIEW, None):
        return PersonHead(patient, born)
    return PersonHead(patient, born, _allergies(patient, user), _weight(patient, user, site))


def _allergies(patient: Patient, user: User) -> str:
    """What is known; "not asked" is never shown as "none"."""
    known = Allergy.objects.visible_to(user).filter(
        patient=patient, mistaken_at=None, ended_on=None, is_past=False
    )
    named = [f"{a.name}: {a.reaction}" if a.reaction else a.name for a in known.order_by("name")]
    if named:
        return ", ".join(named)
    asked = AllergyCheck.objects.visible_to(user).filter(patient=patient).exists()
    return _("None known") if asked else _("Not asked")


def _weight(patient: Patient, user: User, site: Site) -> str:
    """The last weight a dose was computed from."""
    last = (
        DosingSession.objects.visible_to(user)
        .filter(patient=patient, kg__isnull=False)
        .order_by("-opened_at")
        .first()
    )
    if last is None or last.kg is None:
        return ""
    kg = Decimal(last.kg).quantize(Decimal("0.1"))
    return f"{kg}{words.NBSP}kg, {words.short_day(last.opened_at, site)}"
