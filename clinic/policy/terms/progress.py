"""The numbers by which a course's progress is judged: worse, too little, not measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term


@dataclass(frozen=True)
class ProgressTerms(Part):
    """Read when a questionnaire is answered, and by the lists of who is not getting better.

    They speak of the measure needed before the first dose (`gate.baseline_instrument`).
    """

    LABEL: ClassVar[str] = words("Progress")

    worse_points: int = term(
        5,
        words("Worse: points above the baseline"),
        unit="points",
        source="[S22]",
        low=1,
        high=10,
    )
    worse_item_points: int = term(
        1,
        words("Worse: the question about self-harm up by"),
        unit="points",
        source="[S22]",
        low=1,
        high=1,
    )
    contact_escalate_minutes: int = term(
        60,
        words("Nobody called about a worsening: prescribers are told after"),
        unit="min",
        source="[POL]",
        low=5,
        high=480,
    )
    early_doses: int = term(
        3, words("First look at the response after"), unit="doses", source="[POL]", low=1, high=12
    )
    early_percent: int = term(
        20,
        words("Review when less of the baseline is gone than"),
        unit="%",
        source="[POL]",
        low=0,
        high=50,
    )
    stop_doses: int = term(
        6, words("Second look at the response after"), unit="doses", source="[POL]", low=2, high=20
    )
    stop_percent: int = term(
        25,
        words("Then review when less of the baseline is gone than"),
        unit="%",
        source="[POL]",
        low=0,
        high=50,
    )
    endpoint_from_days: int = term(
        14,
        words("The outcome is read from, after the last acute dose"),
        unit="days",
        source="[S22]",
        low=7,
        high=28,
    )
    endpoint_until_days: int = term(
        31,
        words("The outcome is read until, after the last acute dose"),
        unit="days",
        source="[S22]",
        low=14,
        high=60,
    )
    unmeasured_days: int = term(
        14,
        words("Not measured: no score for more than"),
        unit="days",
        source="[POL]",
        low=3,
        high=60,
    )
    unmeasured_maintenance_days: int = term(
        45,
        words("Not measured in maintenance: no score for more than"),
        unit="days",
        source="[POL]",
        low=14,
        high=120,
    )

    def problems(self) -> list[str]:
        """The second look comes after the first; a window opens before it closes."""
        found = []
        if self.early_doses >= self.stop_doses:
            found.append(_("the second look at the response must come after the first."))
        if self.endpoint_from_days > self.endpoint_until_days:
            found.append(_("the outcome's window must open before it closes."))
        return found
