"""Where somebody stands by the clinic's first measure, and whether the treatment itself must be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from patients.instruments.change import Change
from patients.progress.facts import Bounds, Dose
from patients.progress.series import Series


class Standing(StrEnum):
    """Most in need first: the order of the list."""

    WORSE = "WORSE"
    NOT_IMPROVING = "NOT_IMPROVING"
    NOT_MEASURED = "NOT_MEASURED"
    NO_BASELINE = "NO_BASELINE"
    EARLY = "EARLY"
    IMPROVING = "IMPROVING"
    RESPONSE = "RESPONSE"
    REMISSION = "REMISSION"
    NOT_BEGUN = "NOT_BEGUN"

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody should do something about it."""
        return self in NEEDS


ORDER = tuple(Standing)
NEEDS = frozenset(
    {Standing.WORSE, Standing.NOT_IMPROVING, Standing.NOT_MEASURED, Standing.NO_BASELINE}
)


class NonResponse(StrEnum):
    """Why a course goes to review (domain/01 1.9): a review, never a stop by itself."""

    EARLY = "EARLY_NON_RESPONSE"
    STOP = "NON_RESPONSE"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the standing is read from besides the scores. ``asks`` is False once nobody asks any more."""

    today: date
    doses: tuple[Dose, ...]
    maintenance: bool = False
    asks: bool = True


def non_response(change: Change, doses: int, bounds: Bounds) -> NonResponse | None:
    """Too little gone for the doses given. None too where nothing can be gone: a baseline of 0."""
    for reason, after, percent in (
        (NonResponse.STOP, bounds.stop_doses, bounds.stop_percent),
        (NonResponse.EARLY, bounds.early_doses, bounds.early_percent),
    ):
        if doses >= after and change.fell_by_percent(percent) is False:
            return reason
        if doses >= after:
            return None
    return None


def standing_of(series: Series | None, now: Situation, bounds: Bounds) -> Standing:
    """The first that holds, most in need first."""
    if not now.doses:
        return Standing.NOT_BEGUN
    latest = series.latest if series else None
    change = latest.change if latest else None
    if change is not None and change.is_worse:
        return Standing.WORSE
    if (
        latest is not None
        and change is not None
        and not now.maintenance
        and non_response(change, latest.doses_before, bounds) is not None
    ):
        return Standing.NOT_IMPROVING
    if now.asks and _is_unmeasured(series, now, bounds):
        return Standing.NOT_MEASURED
    if series is None or series.baseline is None:
        return Standing.NO_BASELINE
    return _good(change, latest.doses_before if latest else 0, bounds)


def _is_unmeasured(series: Series | None, now: Situation, bounds: Bounds) -> bool:
    """Too long since an exact score; days count from the first dose while there is none after it."""
    days = bounds.unmeasured_maintenance_days if now.maintenance else bounds.unmeasured_days
    seen = [p.answer.on for p in series.points if p.answer.exact is not None] if series else []
    last = max([*seen, min(dose.on for dose in now.doses)])
    return (now.today - last).days > days


def _good(change: Change | None, doses: int, bounds: Bounds) -> Standing:
    if change is None:
        return Standing.EARLY
    if change.is_remission:
        return Standing.REMISSION
    if change.is_response:
        return Standing.RESPONSE
    if change.fell_by_percent(bounds.early_percent):
        return Standing.IMPROVING
    return Standing.EARLY
