"""Visits by video: what may be done so, and whether the clinicians may treat where the patient is that day."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.accounts.models import Licence
from clinic.accounts.roles import Role
from clinic.core import localtime
from clinic.core.errors import InvalidInput
from clinic.scheduling.models import Kind
from clinic.scheduling.models.facts import Facts
from clinic.scheduling.policies.override import booking_terms
from clinic.scheduling.policies.proposal import Wanted
from clinic.scheduling.policies.reason import Reason

PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
# Given under somebody's hand: never over video, whatever a policy says.
INJECTED = frozenset({"IV", "IM"})
LICENCE_OF: dict[str, str] = {
    Role.PRESCRIBER: Licence.Kind.PRESCRIBER,
    Role.NURSE: Licence.Kind.NURSE,
    Role.THERAPIST: Licence.Kind.THERAPIST,
}


def require_place(text: str) -> str:
    """The patient's jurisdiction as it is stored. Raises InvalidInput."""
    place = text.strip().upper()
    if not place:
        sentence = _("Say where the patient will be during the video visit, like US-NM.")
        raise InvalidInput(sentence, field="patient_jurisdiction")
    if not PLACE.fullmatch(place):
        raise InvalidInput(_("Write the place like US-NM."), field="patient_jurisdiction")
    return place


def rules_of_video(wanted: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    """Nothing for a visit in person."""
    if not wanted.by_video:
        return []
    kind = wanted.visit_kind
    if kind.route in INJECTED:
        return [Reason("video-dose", _("An infusion or injection is given here, never by video."))]
    reasons = []
    if kind.kind not in booking_terms(facts.policy).by_video:
        sentence = _("The signed clinical policy has no %(kind)s visits by video.")
        words = {"kind": Kind(kind.kind).label.lower()}
        reasons.append(Reason("not-by-video", sentence % words))
    return reasons + _licences(wanted, facts)


def _licences(wanted: Wanted, facts: Facts) -> list[Reason]:
    day = localtime.local_date(wanted.starts_at, wanted.site.timezone)
    sentence = _("%(name)s has no verified %(licence)s for %(place)s that is valid on %(day)s.")
    return [
        Reason(
            "not-licensed-there",
            sentence
            % {
                "name": user.name,
                "licence": str(Licence.Kind(LICENCE_OF[role]).label).lower(),
                "place": wanted.patient_jurisdiction,
                "day": date_format(day, "j M Y"),
            },
        )
        for user, role in wanted.staff
        if (user.pk, LICENCE_OF[role]) not in facts.licences
    ]
