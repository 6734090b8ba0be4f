"""What the desk may do beyond the calendar's ordinary rules, and what may take place over video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

# Rules of booking that may be put aside for one visit, with a reason. What is claimed twice never may: the
# database holds that, whatever a policy says.
SOFT_RULES = ("equipment", "not-on-duty", "outside-hours", "room-kind")
# One nurse watches at most so many chairs at the same time; the database allows no more either.
MOST_CHAIRS = 2
VIDEO_KINDS = ("SCREENING", "PREPARATION", "DOSING", "INTEGRATION", "REVIEW", "FOLLOW_UP")


@dataclass(frozen=True)
class BookingTerms(Part):
    """Read when a visit is booked against a rule, with a shared nurse, or by video."""

    LABEL: ClassVar[str] = words("Booking")

    may_be_put_aside: tuple[str, ...] = term(
        SOFT_RULES,
        words("Rules the desk may put aside with a reason"),
        source="[POL]",
        choices=SOFT_RULES,
    )
    chairs_per_nurse: int = term(
        1,
        words("Chairs one nurse may watch at the same time"),
        source="[POL]",
        low=1,
        high=MOST_CHAIRS,
    )
    by_video: tuple[str, ...] = term(
        ("SCREENING", "PREPARATION", "INTEGRATION", "REVIEW", "FOLLOW_UP"),
        words("Visits that may take place by video"),
        source="[POL]",
        choices=VIDEO_KINDS,
    )


# A policy that was signed before these terms existed allows nothing of it.
NOTHING = BookingTerms(may_be_put_aside=(), chairs_per_nurse=1, by_video=())
