"""The numbers of danger to life: how fast the next person is told, how long a plan and a screen hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term


@dataclass(frozen=True)
class SafetyTerms(Part):
    """An answer that asks for a call: who is told when nobody takes it on, and what counts before a dose (G14, G29)."""

    LABEL: ClassVar[str] = words("Safety alerts")

    second_minutes: int = term(
        15,
        words("Not taken on: the next in line is told after"),
        unit="min",
        source="[POL]",
        low=2,
        high=15,
    )
    third_minutes: int = term(
        30,
        words("Not taken on: every prescriber is told after"),
        unit="min",
        source="[POL]",
        low=4,
        high=30,
    )
    last_minutes: int = term(
        60,
        words("Not taken on: medical director and manager are told after"),
        unit="min",
        source="[POL]",
        low=6,
        high=60,
    )
    recheck_days: int = term(
        7,
        words(
            "After a plan the suicide screen is asked again at the next contact, at the latest after"
        ),
        unit="days",
        source="[POL]",
        low=1,
        high=14,
    )
    plan_days: int = term(
        30, words("A safety plan holds"), unit="days", source="[POL]", low=7, high=30
    )
    mood_hours: int = term(
        72,
        words("The PHQ-9 before a dose is not older than"),
        unit="h",
        source="[POL]",
        low=24,
        high=168,
    )

    @property
    def ladder_minutes(self) -> tuple[int, int, int, int]:
        """When each rung is reached, counted from the answer."""
        return 0, self.second_minutes, self.third_minutes, self.last_minutes

    def problems(self) -> list[str]:
        """The rungs must follow each other."""
        if self.second_minutes < self.third_minutes < self.last_minutes:
            return []
        return [_("each next person is told later than the one before.")]
