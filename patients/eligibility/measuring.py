"""From what was typed to what is kept, and whether it can be believed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from patients.eligibility.result_kinds import BY_KIND, ResultKind

POUND = BY_KIND["WEIGHT"].units["lb"]


class Why(StrEnum):
    """Why a weight is asked again."""

    JUMP = "JUMP"
    POUNDS = "POUNDS"
    HEAVY = "HEAVY"
    LIGHT = "LIGHT"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A weight nobody should take on one typing. ``if_pounds``: the kilograms, had the number meant pounds."""

    why: Why
    if_pounds: Decimal
    before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WeightPolicy:
    """``jump_percent`` from the weight before; the two edges in kg hold where there is none [POL]."""

    jump_percent: Decimal = Decimal(10)
    above: Decimal = Decimal(110)
    below: Decimal = Decimal(40)
    # A body mass index above this that would be ordinary in pounds is a slip of the unit [POL].
    index_above: Decimal = Decimal(40)
    index_ordinary: tuple[Decimal, Decimal] = (Decimal(16), Decimal(40))


def kept(kind: ResultKind, value: Decimal, unit: str) -> Decimal:
    """The value in the kind's kept unit, to its places. Raises KeyError for a unit it does not have."""
    step = Decimal(1).scaleb(-kind.places)
    return (value * kind.units[unit]).quantize(step, rounding=ROUND_HALF_UP)


def is_possible(kind: ResultKind, value: Decimal) -> bool:
    """Whether a living adult can have it; both ends included."""
    return kind.low <= value <= kind.high


def body_mass_index(kg: Decimal, height_cm: Decimal) -> Decimal:
    """kg/m² to one decimal."""
    metres = height_cm / 100
    return (kg / (metres * metres)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def doubt_about_weight(
    kg: Decimal, policy: WeightPolicy, *, before: Decimal | None, height_cm: Decimal | None
) -> Doubt | None:
    """Whether a weight has to be typed again: 154 lb typed as kg more than doubles every dose."""
    pounds = (kg * POUND).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if before is not None:
        change = abs(kg - before) / before * 100
        return Doubt(Why.JUMP, pounds, before) if change > policy.jump_percent else None
    if height_cm:
        ordinary_from, ordinary_to = policy.index_ordinary
        reads_as_pounds = ordinary_from <= body_mass_index(pounds, height_cm) <= ordinary_to
        if body_mass_index(kg, height_cm) > policy.index_above and reads_as_pounds:
            return Doubt(Why.POUNDS, pounds)
    if kg > policy.above:
        return Doubt(Why.HEAVY, pounds)
    return Doubt(Why.LIGHT, pounds) if kg < policy.below else None
