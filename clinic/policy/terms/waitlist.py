"""The numbers of the waitlist: how long an offer stands, how late one still makes sense, how many are asked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term


@dataclass(frozen=True)
class WaitlistTerms(Part):
    """Who is asked when a time becomes free, and for how long."""

    LABEL: ClassVar[str] = words("Waitlist")

    offer_minutes: int = term(
        20, words("An offer stands for"), unit="min", source="[POL]", low=5, high=240
    )
    lead_hours: int = term(
        4,
        words("No offer later than, before the visit"),
        unit="h",
        source="[POL]",
        low=1,
        high=72,
    )
    at_once: int = term(1, words("People asked at the same time"), source="[POL]", low=1, high=3)
    escort_hours: int = term(
        18,
        words("Finding somebody to take the patient home takes"),
        unit="h",
        source="[POL]",
        low=0,
        high=72,
    )
    escort_known_hours: int = term(
        6,
        words("Reaching somebody who did it before takes"),
        unit="h",
        source="[POL]",
        low=0,
        high=72,
    )
    mend_hours: int = term(
        24,
        words("What the patient can still do (sign, answer) takes"),
        unit="h",
        source="[POL]",
        low=1,
        high=72,
    )

    def problems(self) -> list[str]:
        """An offer must be over before it makes no sense any more; a known escort is never slower."""
        found = []
        if self.offer_minutes > self.lead_hours * 60:
            found.append(_("an offer must end before the visit begins."))
        if self.escort_known_hours > self.escort_hours:
            found.append(_("somebody known cannot take longer to reach than somebody new."))
        return found
