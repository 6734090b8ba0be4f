"""Which questionnaire is asked for when: codes of the catalogue and days, signed like every other term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

OUTCOMES = ("PHQ-9", "GAD-7", "PCL-5")
CHECKLISTS = ("URINARY", "COGNITION")
# A week, one, three and six months after the last acute dose.
FOLLOW_UPS = 4


@dataclass(frozen=True)
class MeasureTerms(Part):
    """Read when the questionnaires of a course are planned. A code the clinic has no wording for is left out."""

    LABEL: ClassVar[str] = words("Questionnaires")

    baseline: tuple[str, ...] = term(
        (*OUTCOMES, "AUDIT-C", "WHO-5", "DAST-10", "SUICIDE_SCREEN", *CHECKLISTS),
        words("Asked before treatment"),
        source="[POL]",
    )
    baseline_due_days: int = term(
        5,
        words("Answered within, after screening began"),
        unit="days",
        source="M01 [POL]",
        low=1,
        high=30,
    )
    answers_hold_days: int = term(
        2,
        words("Answers of one form count together within; older ones are asked again"),
        unit="days",
        source="[POL]",
        low=2,  # the same answer is kept anew only on another day
        high=7,
        added=True,
    )
    before_dose: tuple[str, ...] = term(
        ("PHQ-9", "SUICIDE_SCREEN", "URINARY-1"),
        words("Asked before each dose"),
        source="[POL]",
    )
    before_dose_days: int = term(
        3, words("Asked from, before the visit"), unit="days", source="M10 [POL]", low=1, high=7
    )
    midway: tuple[str, ...] = term(
        ("DAST-10",), words("Asked after half the planned doses"), source="[POL]"
    )
    endpoint: tuple[str, ...] = term(
        (*OUTCOMES, *CHECKLISTS),
        words("Asked 14 to 31 days after the last acute dose"),
        source="[S22] [POL]",
    )
    endpoint_due_days: int = term(
        16,
        words("Answered by, after that dose"),
        unit="days",
        source="M20 [POL]",
        low=14,
        high=31,
    )
    follow_up: tuple[str, ...] = term(
        OUTCOMES, words("Asked after a week and one, three and six months"), source="[S41] M19"
    )
    follow_up_days: tuple[int, ...] = term(
        (7, 30, 90, 180),
        words("Those are, after the last acute dose"),
        unit="days",
        source="M19 [S41]",
        low=1,
        high=400,
    )
    follow_up_slack_days: tuple[int, ...] = term(
        (3, 7, 14, 14),
        words("Each counts so much earlier or later"),
        unit="days",
        source="M19 [POL]",
        low=0,
        high=30,
    )
    monthly: tuple[str, ...] = term(
        ("PHQ-9", "SUICIDE_SCREEN"), words("Asked again and again in maintenance"), source="[POL]"
    )
    monthly_days: int = term(30, words("Every"), unit="days", source="[POL]", low=7, high=92)
    bladder: tuple[str, ...] = term(
        ("URINARY",), words("Bladder checklist in maintenance"), source="[POL] [S11] [S34]"
    )
    bladder_days: int = term(90, words("Every"), unit="days", source="[POL]", low=30, high=183)
    bladder_doses: int = term(
        6, words("Or after, whichever comes first"), unit="doses", source="[POL]", low=2, high=12
    )
    cognition: tuple[str, ...] = term(
        ("COGNITION",), words("Memory and thinking in maintenance"), source="[POL] [S30b]"
    )
    cognition_days: int = term(182, words("Every"), unit="days", source="[POL]", low=60, high=366)
    misuse: tuple[str, ...] = term(
        ("DAST-10",), words("Misuse and craving in maintenance"), source="[POL]"
    )
    misuse_days: int = term(90, words("Every"), unit="days", source="[POL]", low=30, high=183)

    def problems(self) -> list[str]:
        """Four follow-ups, in order, each with its slack."""
        found = []
        if len(self.follow_up_days) != FOLLOW_UPS or len(self.follow_up_slack_days) != FOLLOW_UPS:
            found.append(_("there are four follow-ups, each with its days and its slack."))
        if list(self.follow_up_days) != sorted(set(self.follow_up_days)):
            found.append(_("each follow-up is later than the one before."))
        return found
