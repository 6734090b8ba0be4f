"""From an order to what is drawn: milligrams, millilitres, the actual dose and the pump rate.

The published test vectors of this arithmetic are tests; concentration comes from the product, never from a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from clinic.policy.terms import ArithmeticTerms
from sessions.dosing.weight import to_step


@dataclass(frozen=True)
class Draw:
    """What the syringe holds: `volume_ml` as drawn, `actual_mg` as given. Exposure counts the latter."""

    ordered_mg: Decimal
    volume_ml: Decimal
    actual_mg: Decimal


def ordered_mg(kg: Decimal, mg_per_kg: Decimal, terms: ArithmeticTerms) -> Decimal:
    """Milligrams base for a weight, to the policy's step."""
    return to_step(kg * mg_per_kg, terms.dose_step_mg)


def draw(mg: Decimal, mg_per_ml: Decimal, terms: ArithmeticTerms) -> Draw:
    """The volume a person can draw, and the dose that volume really is. Raises on a concentration of nothing."""
    if mg_per_ml <= 0:
        raise ValueError("a concentration must be above zero")
    exact = mg / mg_per_ml
    coarse = exact > terms.coarse_above_ml
    volume = to_step(exact, terms.coarse_step_ml if coarse else terms.fine_step_ml)
    return Draw(mg, volume, to_step(volume * mg_per_ml, terms.dose_step_mg))


def infusion_rate_ml_per_h(
    bag_ml: Decimal, drug_ml: Decimal, minutes: int, terms: ArithmeticTerms
) -> Decimal:
    """Pump rate for the whole bag, drug included, over `minutes`."""
    if minutes <= 0:
        raise ValueError("an infusion takes longer than nothing")
    return to_step((bag_ml + drug_ml) / (Decimal(minutes) / 60), terms.rate_step_ml_per_h)


def infused_mg(
    actual_mg: Decimal,
    bag_ml: Decimal,
    drug_ml: Decimal,
    infused_ml: Decimal,
    terms: ArithmeticTerms,
) -> Decimal:
    """How much drug went in when `infused_ml` of the bag did; never more than was in it."""
    total = bag_ml + drug_ml
    share = min(infused_ml / total, Decimal(1))
    return to_step(actual_mg * share, terms.dose_step_mg)


def base_from_hydrochloride(hcl_mg: Decimal, terms: ArithmeticTerms) -> Decimal:
    """Base in a label that states the hydrochloride: only for compounded products read in from outside."""
    return to_step(hcl_mg / terms.hcl_per_base, terms.dose_step_mg)


def approximate_systemic_mg(
    mg: Decimal, bioavailability: Decimal, terms: ArithmeticTerms
) -> Decimal:
    """About how much reaches the blood. For reading only: doses are never converted between routes."""
    return to_step(mg * bioavailability, terms.dose_step_mg)
