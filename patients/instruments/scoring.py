"""Totals, bands, proration, and the one item nobody may overlook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from patients.instruments.definition import Band, Instrument, Scoring


class Entry(StrEnum):
    """Where the answers come from: a form on a screen asks for every item, paper may lack one."""

    SCREEN = "SCREEN"
    PAPER = "PAPER"


class Urgency(StrEnum):
    """How soon a clinician contacts the person (domain/05 section 5.3)."""

    WITHIN_A_DAY = "WITHIN_A_DAY"
    SAME_DAY = "SAME_DAY"
    NOW = "NOW"


@dataclass(frozen=True, slots=True)
class Score:
    """``total`` is empty when too much is missing. ``prorated`` totals are estimates."""

    total: int | None
    prorated: bool
    missing: tuple[str, ...]
    band: Band | None

    @property
    def exact_total(self) -> int | None:
        """The total that safety logic may read: never an estimate."""
        return None if self.prorated else self.total


@dataclass(frozen=True, slots=True)
class SafetyConcern:
    """A person has to be contacted. ``answer`` is empty when the item was left out."""

    item: str
    answer: int | None
    urgency: Urgency


def score(instrument: Instrument, answers: Mapping[str, int], *, entry: Entry) -> Score:
    """Sum the answers; prorate paper within ``max_missing``; otherwise give no total.

    Proration is mean of the answered items times the number of items, rounded half up to a whole
    point [S57 practice, POL]. Raises ``UnknownAnswer`` for answers the form does not offer.
    """
    if instrument.scoring is not Scoring.SUM:
        raise ValueError(f"{instrument.code} is not summed.")
    instrument.check(answers)
    missing = instrument.missing(answers)
    if not missing:
        total = sum(answers.values())
        return Score(total, prorated=False, missing=(), band=instrument.band(total))
    if entry is Entry.PAPER and len(missing) <= instrument.max_missing:
        mean = Decimal(sum(answers.values())) / len(answers)
        total = int((mean * len(instrument.items)).quantize(Decimal(1), ROUND_HALF_UP))
        return Score(total, prorated=True, missing=missing, band=instrument.band(total))
    return Score(None, prorated=False, missing=missing, band=None)


def safety_concern(
    instrument: Instrument, answers: Mapping[str, int], *, finished: bool
) -> SafetyConcern | None:
    """Whether the safety item asks for contact, read from the answer itself and never from a total.

    Any answer of 1 or more counts at once, also on an unfinished form. Left out of a finished
    form it counts as positive, and as urgent as the worst answer it could have been [domain/05].
    """
    key = instrument.safety_item
    if key is None:
        return None
    answer = answers.get(key)
    if answer is None:
        return SafetyConcern(key, None, Urgency.SAME_DAY) if finished else None
    if answer < 1:
        return None
    return SafetyConcern(key, answer, Urgency.WITHIN_A_DAY if answer == 1 else Urgency.SAME_DAY)
