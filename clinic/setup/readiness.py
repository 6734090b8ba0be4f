"""What is still missing before the first patient can be treated here, in the order to do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.models import Licence, Membership
from clinic.accounts.roles import Capability, Role
from clinic.policy.models import PolicyVersion
from clinic.scheduling.models import OpeningHours, Room
from clinic.sites.models import Site
from patients.models import SiteProtocol


@dataclass(frozen=True)
class Step:
    """One thing to set up: a sentence that says where it stands, and the page that does it."""

    title: str
    sentence: str
    done: bool
    url: str


def steps(site: Site, at: datetime) -> list[Step]:
    """Every step for this site; the dose gate judges each of these facts again by itself."""
    return [
        _place(site),
        _rooms(site),
        _hours(site, at),
        _staff(site, at),
        _policy(site, at),
        _plans(site),
    ]


def _place(site: Site) -> Step:
    sentence = _("%(name)s, %(zone)s, law of %(law)s.") % {
        "name": site.name,
        "zone": site.timezone,
        "law": site.jurisdiction,
    }
    return Step(_("Site"), sentence, True, reverse("setup:site"))


def _rooms(site: Site) -> Step:
    rooms = list(Room.objects.in_use().filter(site=site))
    dosing = sum(room.kind == Room.Kind.DOSING for room in rooms)
    sentence = (
        _("%(rooms)d in use, %(dosing)d for dosing.") % {"rooms": len(rooms), "dosing": dosing}
        if dosing
        else _("No room or chair for dosing yet.")
    )
    return Step(_("Rooms"), sentence, dosing > 0, reverse("setup:rooms"))


def _hours(site: Site, at: datetime) -> Step:
    today = site.today(at)
    rules = OpeningHours.objects.filter(site=site).in_force_between(today, today)
    days = rules.values("weekday").distinct().count()
    sentence = (
        _("Open on %(days)d days of the week.") % {"days": days}
        if days
        else _("No opening hours yet: nothing can be booked.")
    )
    return Step(_("Opening hours"), sentence, days > 0, reverse("setup:hours"))


def _staff(site: Site, at: datetime) -> Step:
    """At least one of each who must sign something, with a licence that counts today."""
    members = list(Membership.objects.filter(site=site).current(at))
    missing = []
    for role, kind, words in (
        (Role.PRESCRIBER, Licence.Kind.PRESCRIBER, _("a prescriber with a verified licence")),
        (Role.PRESCRIBER, Licence.Kind.DEA, _("a prescriber with a verified DEA registration")),
        (Role.NURSE, Licence.Kind.NURSE, _("a nurse with a verified licence")),
        (Role.THERAPIST, Licence.Kind.THERAPIST, _("a therapist with a verified licence")),
    ):
        people = [member.user_id for member in members if member.role == role]
        valid = Licence.objects.valid_on(site.today(at)).filter(kind=kind, user_id__in=people)
        if not valid.exists():
            missing.append(words)
    if not any(Capability.MEDICAL_DIRECTOR in member.capabilities for member in members):
        missing.append(_("a medical director"))
    people_here = len({member.user_id for member in members})
    sentence = (
        _("Missing: %(who)s.") % {"who": ", ".join(missing)}
        if missing
        else _("%(count)d people, licences in order.") % {"count": people_here}
    )
    return Step(_("Staff and licences"), sentence, not missing, reverse("setup:staff"))


def _policy(site: Site, at: datetime) -> Step:
    version = PolicyVersion.objects.in_force(site.pk, at)
    sentence = (
        _("Version %(number)d is in force.") % {"number": version.number}
        if version
        else _("No signed policy: the gate lets nobody be treated.")
    )
    return Step(_("Clinical policy"), sentence, version is not None, reverse("setup:policy"))


def _plans(site: Site) -> Step:
    chosen = SiteProtocol.objects.current().filter(site=site).count()
    sentence = (
        _("%(count)d plans are offered.") % {"count": chosen}
        if chosen
        else _("No plan is offered yet: no course can be planned.")
    )
    return Step(_("Treatment plans"), sentence, chosen > 0, reverse("patients:protocols"))
