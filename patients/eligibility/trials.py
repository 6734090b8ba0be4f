"""Earlier treatment: was each trial adequate, did it fail, and is the depression treatment-resistant.

Treatment resistance is an attribute of the indication and never a gate (domain/04 4.1). What nobody wrote down
makes an answer None, never "adequate" and never "failed".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class TrialKind(StrEnum):
    """What was tried."""

    DRUG = "DRUG"
    PSYCHOTHERAPY = "PSYCHOTHERAPY"
    ECT = "ECT"
    STIMULATION = "STIMULATION"


class Outcome(StrEnum):
    """How it ended. INTOLERANT is kept apart: it is no failed trial."""

    NO_RESPONSE = "NO_RESPONSE"
    PARTIAL = "PARTIAL"
    RESPONSE_THEN_LOSS = "RESPONSE_THEN_LOSS"
    RESPONSE = "RESPONSE"
    INTOLERANT = "INTOLERANT"
    UNKNOWN = "UNKNOWN"


class Episode(StrEnum):
    """In which episode of illness."""

    CURRENT = "CURRENT"
    PAST = "PAST"


@dataclass(frozen=True, slots=True)
class TrialPolicy:
    """The clinic's numbers. ``doses``: least adequate daily dose by ingredient, mg [GK].

    An adequate trial lasts ``min_weeks`` at that dose [GK; 4-6 in S82]; it failed below ``failure_below``
    percent of improvement [GK]; trials for regulators used at most ``regulatory_at_most`` percent [GK].
    Treatment-resistant: ``failed_needed`` different drugs [S80] [S81].
    """

    doses: Mapping[str, Decimal] = field(default_factory=dict)
    min_weeks: int = 6
    failure_below: int = 50
    regulatory_at_most: int = 25
    failed_needed: int = 2
    psychotherapy_sessions: int = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """One row of the trials table. ``ingredient`` is "" for a drug that is no known antidepressant."""

    kind: TrialKind
    ingredient: str = ""
    max_dose_mg_day: Decimal | None = None
    weeks_at_max: Decimal | None = None
    sessions: int | None = None
    improvement: int | None = None
    outcome: Outcome = Outcome.UNKNOWN
    episode: Episode = Episode.PAST
    augmentation: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows from one trial; None where what was written down does not say.

    ``failed`` is below half better, ``failed_regulatory`` at most a quarter better; both only where dose and
    duration were adequate. ``intolerant`` trials have neither.
    """

    adequate_dose: bool | None
    adequate_duration: bool | None
    failed: bool | None
    failed_regulatory: bool | None
    intolerant: bool
    least_dose: Decimal | None

    @property
    def adequate(self) -> bool | None:
        """Enough of it for long enough. One "no" is a no, whatever the other is."""
        return _both(self.adequate_dose, self.adequate_duration)


def judge(trial: Trial, policy: TrialPolicy) -> Judged:
    """Adequacy and failure of one trial."""
    least = policy.doses.get(trial.ingredient) if trial.kind is TrialKind.DRUG else None
    dose, duration = _enough(trial, least, policy)
    intolerant = trial.outcome is Outcome.INTOLERANT
    adequate = _both(dose, duration)
    failed = None if intolerant else _both(adequate, _below(trial, policy))
    regulatory = None if intolerant else _both(adequate, _at_most(trial, policy))
    return Judged(dose, duration, failed, regulatory, intolerant, least)


def _enough(
    trial: Trial, least: Decimal | None, policy: TrialPolicy
) -> tuple[bool | None, bool | None]:
    """Dose and duration. Talking therapy and ECT are counted in sessions, and have no dose to ask for."""
    if trial.kind is TrialKind.PSYCHOTHERAPY:
        enough = (
            None if trial.sessions is None else trial.sessions >= policy.psychotherapy_sessions
        )
        return True, enough
    if trial.kind is not TrialKind.DRUG:
        return None, None
    known = least is not None and trial.max_dose_mg_day is not None
    dose = trial.max_dose_mg_day >= least if known else None  # type: ignore[operator]
    weeks = trial.weeks_at_max
    return dose, None if weeks is None else weeks >= policy.min_weeks


def _below(trial: Trial, policy: TrialPolicy) -> bool | None:
    """Less than half better. Without a percentage the words decide, as far as they go [GK]."""
    if trial.improvement is not None:
        return trial.improvement < policy.failure_below
    match trial.outcome:
        case Outcome.NO_RESPONSE | Outcome.PARTIAL:
            return True
        case Outcome.RESPONSE | Outcome.RESPONSE_THEN_LOSS:
            return False
        case _:
            return None


def _at_most(trial: Trial, policy: TrialPolicy) -> bool | None:
    """A quarter better at most. "Partial" without a percentage does not say."""
    if trial.improvement is not None:
        return trial.improvement <= policy.regulatory_at_most
    match trial.outcome:
        case Outcome.NO_RESPONSE:
            return True
        case Outcome.RESPONSE | Outcome.RESPONSE_THEN_LOSS:
            return False
        case _:
            return None


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


@dataclass(frozen=True, slots=True)
class Resistance:
    """Failed adequate antidepressant trials, each drug once. ``unclear``: drugs whose trial might be one.

    The regulatory count takes the current episode and the stricter failure. ``augmented`` and ``had_ect`` are
    what the Maudsley staging asks of the table.
    """

    failed: frozenset[str]
    failed_regulatory: frozenset[str]
    unclear: frozenset[str]
    needed: int
    augmented: bool
    had_ect: bool
    psychotherapy: bool

    @property
    def is_resistant(self) -> bool | None:
        """None while trials that might count are not written down well enough to say."""
        if len(self.failed) >= self.needed:
            return True
        return None if len(self.failed | self.unclear) >= self.needed else False

    @property
    def is_resistant_regulatory(self) -> bool:
        """By the definition of the trials for approval: this episode, a quarter better at most."""
        return len(self.failed_regulatory) >= self.needed


def resistance(trials: Iterable[Trial], policy: TrialPolicy) -> Resistance:
    """Count over the whole table. A drug given to strengthen another is no trial of its own."""
    rows = list(trials)
    alone = [
        (row.ingredient, judge(row, policy), row.episode)
        for row in rows
        if row.kind is TrialKind.DRUG and row.ingredient and not row.augmentation
    ]
    failed = frozenset(drug for drug, found, _e in alone if found.failed)
    return Resistance(
        failed=failed,
        failed_regulatory=frozenset(
            drug
            for drug, found, episode in alone
            if found.failed_regulatory and episode is Episode.CURRENT
        ),
        unclear=frozenset(
            drug for drug, found, _e in alone if found.failed is None and not found.intolerant
        )
        - failed,
        needed=policy.failed_needed,
        augmented=any(row.augmentation for row in rows),
        had_ect=any(row.kind is TrialKind.ECT for row in rows),
        psychotherapy=any(
            row.kind is TrialKind.PSYCHOTHERAPY and judge(row, policy).adequate for row in rows
        ),
    )


def contradiction(outcome: Outcome, improvement: int | None, policy: TrialPolicy) -> bool:
    """Whether the words and the percentage cannot both be right."""
    if improvement is None:
        return False
    if outcome in {Outcome.NO_RESPONSE, Outcome.PARTIAL}:
        return improvement >= policy.failure_below
    if outcome in {Outcome.RESPONSE, Outcome.RESPONSE_THEN_LOSS}:
        return improvement < policy.failure_below
    return False
