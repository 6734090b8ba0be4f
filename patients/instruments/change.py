"""What changed between two scores, in the words papers use."""

from __future__ import annotations

from dataclasses import dataclass

# Response is a fall of half or more, remission a score below 5 [S22] [S23].
RESPONSE_PERCENT = 50
REMISSION_BELOW = 5
# Remission and response are counted among people who were at least moderately ill [S22] [S23].
BASELINE_CASE = 10
# Worse: the PHQ-9 five points above baseline, or item 9 up by one (domain/01 1.9) [S22].
WORSE_BY_POINTS = 5
# Review after 3 doses below a fifth, stop rule after 6 below a quarter [POL].
EARLY_REVIEW_DOSES, EARLY_REVIEW_PERCENT = 3, 20
STOP_REVIEW_DOSES, STOP_REVIEW_PERCENT = 6, 25


@dataclass(frozen=True, slots=True)
class Change:
    """From ``baseline`` to ``now``, totals of the same questionnaire."""

    baseline: int
    now: int

    @property
    def points(self) -> int:
        """Points gained (positive is worse)."""
        return self.now - self.baseline

    def fell_by_percent(self, percent: int) -> bool:
        """Whether the score fell by at least ``percent`` of the baseline, without rounding."""
        if self.baseline == 0:
            return False
        return (self.baseline - self.now) * 100 >= percent * self.baseline

    @property
    def is_response(self) -> bool:
        """At least half gone, the half included."""
        return self.fell_by_percent(RESPONSE_PERCENT)

    @property
    def is_remission(self) -> bool:
        """Below 5 now, from a baseline of 10 or more."""
        return self.baseline >= BASELINE_CASE and self.now < REMISSION_BELOW


def is_worse(
    change: Change, *, item_nine_before: int | None = None, item_nine_now: int | None = None
) -> bool:
    """Whether somebody calls the same day: five points up, or item 9 up by one."""
    if change.points >= WORSE_BY_POINTS:
        return True
    if item_nine_before is None or item_nine_now is None:
        return False
    return item_nine_now > item_nine_before


def needs_review(change: Change, *, doses_given: int) -> bool:
    """Whether improvement is too small for the doses given; a review, never an automatic stop."""
    if doses_given >= STOP_REVIEW_DOSES:
        return not change.fell_by_percent(STOP_REVIEW_PERCENT)
    if doses_given >= EARLY_REVIEW_DOSES:
        return not change.fell_by_percent(EARLY_REVIEW_PERCENT)
    return False
