"""The numbers of long-term use: how much, how often and for how long until somebody looks at it as a whole.

The label warns of bladder and liver harm with chronic use [S11] [S34]; nobody has agreed on a framework for ketamine
off label [S37], so every threshold is the clinic's own policy unless it names a source.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal


@dataclass(frozen=True)
class LongTermTerms(Part):
    """What sends a course to review (domain/06), and what a review may grant."""

    LABEL: ClassVar[str] = words("Long-term use")

    doses_28_days_max: int = term(
        8, words("Review when more doses in 28 days than"), source="[POL]", low=2, high=12
    )
    acute_sessions_max: int = term(
        12,
        words("Acute sessions without a review at most"),
        source="[POL]; one trial's maximum was 12 [S32]",
        low=3,
        high=12,
    )
    close_weeks: int = term(
        4,
        words("Maintenance closer than once a week: review after more than"),
        unit="weeks",
        source="[POL]",
        low=1,
        high=8,
    )
    close_weeks_hard: int = term(
        8,
        words("Maintenance closer than once a week: it must be spaced from"),
        unit="weeks",
        source="[POL]; stop if it cannot be spaced by month 2 [GK]",
        low=2,
        high=8,
    )
    sessions_12_months: int = term(
        24,
        words("Review with a second prescriber from, in 12 months"),
        unit="sessions",
        source="[POL]",
        low=6,
        high=52,
    )
    lifetime_sessions: int = term(
        100,
        words("Team review from, in a lifetime"),
        unit="sessions",
        source="[POL]",
        low=20,
        high=200,
    )
    lifetime_mg: Decimal = term(
        D(10000),
        words("Team review from, in a lifetime, as given"),
        unit="mg",
        source="[POL]",
        low=1000,
        high=20000,
    )
    extra_requests: int = term(
        2,
        words("Diversion review from so many requests for an early or extra dose"),
        source="[POL]",
        low=1,
        high=5,
    )
    losses: int = term(
        1,
        words("Diversion review from so many lost lozenges or missed returns"),
        source="[POL]",
        low=1,
        high=3,
    )
    missed_measures: int = term(
        2,
        words("Review when the mood questionnaire was not answered before so many doses in a row"),
        source="[POL]",
        low=1,
        high=6,
        added=True,
    )
    icsi_rise: int = term(
        3,
        words("Pause when the bladder symptom score rose by"),
        unit="points",
        source="[POL]",
        low=1,
        high=5,
    )
    liver_uln: Decimal = term(
        D(3),
        words("Pause when ALT or AST is above, times the upper limit"),
        unit="×",
        source="[POL]",
        low="1.5",
        high=5,
    )
    liver_uln_symptoms: Decimal = term(
        D(2),
        words("The same with symptoms"),
        unit="×",
        source="[POL]",
        low="1.5",
        high=5,
    )
    look_again_days: int = term(
        7,
        words("What paused a course is looked at again within"),
        unit="days",
        source="[POL]",
        low=1,
        high=14,
    )
    pause_days: int = term(
        60,
        words("A pause comes to a review after"),
        unit="days",
        source="[POL]",
        low=14,
        high=90,
        added=True,
    )
    pause_ask_again_days: int = term(
        30,
        words("After a pause of more than: vital signs, medications and suicide screen anew"),
        unit="days",
        source="[POL]",
        low=7,
        high=30,
        added=True,
    )
    pause_screen_again_days: int = term(
        90,
        words("After a pause of more than: the screening is signed anew"),
        unit="days",
        source="[POL]",
        low=30,
        high=90,
        added=True,
    )
    cognition_points: int = term(
        3,
        words("A cognition test out of 30 has declined when below the first one by"),
        unit="points",
        source="[POL]",
        low=2,
        high=5,
        added=True,
    )
    cognition_t: int = term(
        10,
        words("A cognition test in T scores has declined when below the first one by"),
        unit="T",
        source="[POL]; one standard deviation",
        low=5,
        high=15,
        added=True,
    )
    extension_max: int = term(
        6, words("Sessions one review may add at most"), source="[POL]", low=1, high=12
    )
    maintenance_max: int = term(
        12,
        words("Maintenance sessions until the next review at most"),
        source="[POL]",
        low=1,
        high=26,
    )
    maintenance_review_days: int = term(
        183,
        words("Maintenance is reviewed at the latest after"),
        unit="days",
        source="[POL]; 6 months or 12 sessions",
        low=28,
        high=366,
    )

    def problems(self) -> list[str]:
        """The harder limit comes after the softer; symptoms make the liver's limit stricter, a longer pause asks for more."""
        found = []
        if self.close_weeks >= self.close_weeks_hard:
            found.append(_("the weeks of close maintenance must rise: review, then spaced."))
        if self.liver_uln_symptoms > self.liver_uln:
            found.append(_("with symptoms the liver's limit cannot be higher than without."))
        if self.pause_ask_again_days > self.pause_screen_again_days:
            found.append(_("the longer a pause, the more is asked anew, never the less."))
        return found
