"""What a change between two scores of one questionnaire may be called, each name with its rule and source.

The rules are data: one ``ChangeRule`` a questionnaire. A questionnaire without a rule is shown and never judged.
Every answer is one of three: yes, no, or None where the definition does not apply (no fall from a baseline of 0,
no remission for somebody who was not ill enough to begin with).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from patients.instruments.definition import Instrument

# Partial: at least a quarter gone, less than half (domain/10 10.2).
PARTIAL_PERCENT = 25
_TENTH = Decimal("0.1")


class Better(StrEnum):
    """Which way is better."""

    LOWER = "LOWER"
    HIGHER = "HIGHER"


@dataclass(frozen=True, slots=True)
class Share:
    """So many percent of the baseline gone, the limit included."""

    percent: int
    source: str


@dataclass(frozen=True, slots=True)
class Points:
    """So many points of difference, the limit included."""

    points: int
    source: str


@dataclass(frozen=True, slots=True)
class Remission:
    """A score below ``below``, counted among people whose baseline was ``baseline_from`` or more."""

    below: int
    baseline_from: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Significant:
    """So many points gone *and* now below a limit."""

    points: int
    below: int
    source: str


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """The definitions of one questionnaire. What is None is not defined for it.

    ``reliable`` is more than measuring error, ``meaningful`` the least change that matters to a person (MCID).
    ``worse`` is its deterioration; ``item`` the single answer that counts as worse by ``item_points``.
    """

    code: str
    better: Better = Better.LOWER
    response: Share | None = None
    remission: Remission | None = None
    reliable: Points | None = None
    meaningful: Points | None = None
    significant: Significant | None = None
    worse: Points | None = None
    item: str | None = None
    item_points: int | None = None


# 50 % inclusive in every series we compare with [S22] [S23] [S20].
_HALF = Share(50, "[S22] [S23]")

RULES: dict[str, ChangeRule] = {
    rule.code: rule
    for rule in (
        ChangeRule(
            "PHQ-9",
            response=_HALF,
            remission=Remission(5, 10, "[S22] [S23]"),
            reliable=Points(6, "[S88]"),
            significant=Significant(5, 10, "[S23]"),
            worse=Points(5, "[S22]"),
            item="9",
            item_points=1,
        ),
        ChangeRule(
            "GAD-7",
            response=_HALF,
            remission=Remission(5, 10, "[S23]"),
            meaningful=Points(4, "[S58]"),
            # The least change that matters, the other way round: a sign on the page, no call [POL].
            worse=Points(4, "[POL]"),
        ),
        ChangeRule(
            "PCL-5",
            response=Share(50, "[POL]"),
            # Somebody who never stood above the cut-off has nothing to remit from [POL].
            remission=Remission(31, 31, "[POL]"),
            reliable=Points(5, "[S59]"),
            meaningful=Points(10, "[S59]"),
            worse=Points(10, "[POL]"),
        ),
        ChangeRule(
            "QIDS-SR16",
            response=Share(50, "[S20]"),
            # 5 and below [S64]: no condition on the baseline is published.
            remission=Remission(6, None, "[S64]"),
        ),
        # Counted elsewhere; 10 and below [S32].
        ChangeRule("MADRS", response=Share(50, "[S19]"), remission=Remission(11, None, "[S32]")),
        ChangeRule(
            "WHO-5",
            better=Better.HIGHER,
            meaningful=Points(10, "[S65]"),
            worse=Points(10, "[POL]"),
        ),
    )
}


def rule_of(instrument: Instrument) -> ChangeRule:
    """The rule of a questionnaire; where there is none, one that only knows which way is better."""
    better = Better.HIGHER if instrument.higher_is_better else Better.LOWER
    return RULES.get(instrument.code) or ChangeRule(instrument.code, better)


@dataclass(frozen=True, slots=True)
class Change:
    """From ``baseline`` to ``now``, exact totals of the same questionnaire: never an estimate of either.

    ``item_before`` and ``item_now`` are the single answer the rule watches, where it was given.
    """

    rule: ChangeRule
    baseline: int
    now: int
    item_before: int | None = None
    item_now: int | None = None

    @property
    def points(self) -> int:
        """Points gained on the scale, with their sign."""
        return self.now - self.baseline

    @property
    def better_by(self) -> int:
        """Points in the good direction; negative is worse."""
        return -self.points if self.rule.better is Better.LOWER else self.points

    @property
    def percent(self) -> Decimal | None:
        """Of the baseline gone, one decimal, halves up; None from a baseline of 0 or on a scale that rises."""
        if self.baseline == 0 or self.rule.better is Better.HIGHER:
            return None
        share = Decimal(100 * self.better_by) / self.baseline
        return share.quantize(_TENTH, ROUND_HALF_UP)

    def fell_by_percent(self, percent: int) -> bool | None:
        """Whether at least ``percent`` of the baseline is gone, without rounding; None from a baseline of 0."""
        if self.baseline == 0 or self.rule.better is Better.HIGHER:
            return None
        return self.better_by * 100 >= percent * self.baseline

    @property
    def is_response(self) -> bool | None:
        """At least half gone, the half included. From 0 there is nothing to respond."""
        return self.fell_by_percent(self.rule.response.percent) if self.rule.response else None

    @property
    def is_partial(self) -> bool | None:
        """At least a quarter gone, and no response."""
        if self.is_response is None:
            return None
        return not self.is_response and bool(self.fell_by_percent(PARTIAL_PERCENT))

    @property
    def is_below_remission(self) -> bool | None:
        """Below the limit of remission, wherever it began (the definition without a baseline, [S22])."""
        return None if self.rule.remission is None else self.now < self.rule.remission.below

    @property
    def is_remission(self) -> bool | None:
        """Below the limit from a baseline that was a case [S23]; None for somebody who was not one."""
        remission = self.rule.remission
        if remission is None:
            return None
        if remission.baseline_from is not None and self.baseline < remission.baseline_from:
            return None
        return self.now < remission.below

    @property
    def is_reliable(self) -> bool | None:
        """Better by more than measuring error."""
        return None if self.rule.reliable is None else self.better_by >= self.rule.reliable.points

    @property
    def is_meaningful(self) -> bool | None:
        """Better by at least the least change that matters."""
        rule = self.rule.meaningful
        return None if rule is None else self.better_by >= rule.points

    @property
    def is_significant(self) -> bool | None:
        """Points gone and now below the limit, both."""
        rule = self.rule.significant
        return None if rule is None else self.better_by >= rule.points and self.now < rule.below

    @property
    def is_increase(self) -> bool:
        """Any point worse than at baseline, however few [S22]."""
        return self.better_by < 0

    @property
    def is_worse(self) -> bool:
        """By the rule's points, or by the single answer it watches."""
        rule = self.rule
        if rule.worse is not None and -self.better_by >= rule.worse.points:
            return True
        return self.is_worse_by_item

    @property
    def is_worse_by_item(self) -> bool:
        """The watched answer rose; unknown at either end is not a rise (a missing one calls somebody anyway)."""
        if self.rule.item_points is None or self.item_before is None or self.item_now is None:
            return False
        return self.item_now - self.item_before >= self.rule.item_points
