"""Weight in kilograms, whatever was typed, and whether it can be believed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from clinic.policy.terms import ArithmeticTerms

# The international avoirdupois pound is defined as exactly this; it is no clinic's choice.
KG_PER_LB = Decimal("0.45359237")


def to_step(value: Decimal, step: Decimal) -> Decimal:
    """Round half up to a multiple of `step`: 43.725 to 0.01 is 43.73."""
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def kilograms(value: Decimal, unit: str, terms: ArithmeticTerms) -> Decimal:
    """Kilograms to the policy's step. `unit` is `kg` or `lb`; anything else raises ValueError."""
    if unit == "kg":
        return to_step(value, terms.weight_step_kg)
    if unit == "lb":
        return to_step(value * KG_PER_LB, terms.weight_step_kg)
    raise ValueError(f"weight is in kg or lb, not {unit!r}")


def body_mass_index(kg: Decimal, height_cm: Decimal) -> Decimal:
    """kg/m² to one decimal."""
    metres = height_cm / 100
    return to_step(kg / (metres * metres), Decimal("0.1"))


def change_percent(previous_kg: Decimal, kg: Decimal) -> Decimal:
    """How far a weight lies from the one before it, up or down, in percent of the earlier one."""
    return abs(kg - previous_kg) / previous_kg * 100
