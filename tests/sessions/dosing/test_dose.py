"""Dose arithmetic against the published test vectors (domain/02 §2.4). Decimal, never float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.policy.terms import ArithmeticTerms, ClinicalPolicy
from sessions.dosing.dose import (
    approximate_systemic_mg,
    base_from_hydrochloride,
    draw,
    infused_mg,
    infusion_rate_ml_per_h,
    ordered_mg,
)
from sessions.dosing.limits import Before, Limit, PlannedDose, Severity, dose_limits
from sessions.dosing.lozenge import Strength, combination
from sessions.dosing.weight import body_mass_index, change_percent, kilograms

D = Decimal
TERMS = ArithmeticTerms()


@pytest.mark.parametrize(
    ("kg", "mg_per_kg", "mg_per_ml", "ordered", "ml", "actual"),
    [
        ("70", "0.5", "10", "35.00", "3.50", "35.00"),
        ("70", "0.5", "50", "35.00", "0.70", "35.00"),
        ("70", "0.5", "100", "35.00", "0.35", "35.00"),
        ("92.4", "0.5", "50", "46.20", "0.92", "46.00"),
        ("58.3", "0.75", "50", "43.73", "0.87", "43.50"),
        ("81.6", "1.0", "100", "81.60", "0.82", "82.00"),
        ("69.9", "0.5", "50", "34.95", "0.70", "35.00"),
        ("154", "0.5", "50", "77.00", "1.54", "77.00"),
    ],
)
def test_published_vectors(
    kg: str, mg_per_kg: str, mg_per_ml: str, ordered: str, ml: str, actual: str
) -> None:
    mg = ordered_mg(D(kg), D(mg_per_kg), TERMS)
    drawn = draw(mg, D(mg_per_ml), TERMS)
    assert (mg, drawn.volume_ml, drawn.actual_mg) == (D(ordered), D(ml), D(actual))


def test_pounds_become_kilograms() -> None:
    assert kilograms(D(154), "lb", TERMS) == D("69.9")
    assert kilograms(D("70.05"), "kg", TERMS) == D("70.1")
    with pytest.raises(ValueError, match="kg or lb"):
        kilograms(D(11), "stone", TERMS)


def test_pounds_typed_as_kilograms_jump_past_a_tenth() -> None:
    assert change_percent(D("69.9"), D(154)) > 10
    assert change_percent(D(70), D(77)) == 10
    assert change_percent(D(70), D(63)) == 10


def test_a_dose_that_rounds_past_its_limit_is_said_aloud() -> None:
    """81.6 mg ordered, 82 mg in the syringe: exactly at the warning limit of 1.0 mg/kg by injection, and over it."""
    im = ClinicalPolicy().routes["IM"]
    mg = ordered_mg(D("81.6"), D("1.0"), TERMS)
    drawn = draw(mg, D(100), TERMS)
    dose = PlannedDose(mg, drawn.actual_mg, D("81.6"))
    found = dose_limits(dose, Before(first_session=False), im)
    assert [(f.limit, f.severity) for f in found] == [(Limit.ROUNDED_OVER, Severity.WARN)]


def test_an_infusion_runs_at_the_bag_and_drug_over_its_time() -> None:
    assert infusion_rate_ml_per_h(D(50), D("0.72"), 40, TERMS) == D("76.1")
    with pytest.raises(ValueError, match="longer than nothing"):
        infusion_rate_ml_per_h(D(50), D("0.72"), 0, TERMS)


def test_part_of_a_bag_is_part_of_the_dose() -> None:
    assert infused_mg(D(36), D(50), D("0.72"), D("25.36"), TERMS) == D("18.00")
    assert infused_mg(D(36), D(50), D("0.72"), D(99), TERMS) == D("36.00")


@pytest.mark.parametrize(
    ("hcl", "base"), [("11.53", "10.00"), ("57.67", "50.02"), ("115.33", "100.03")]
)
def test_hydrochloride_becomes_base(hcl: str, base: str) -> None:
    """The label's own pairs, each rounded by the label: within 0.03 mg."""
    assert base_from_hydrochloride(D(hcl), TERMS) == D(base)


def test_the_share_that_reaches_the_blood_is_only_shown() -> None:
    assert approximate_systemic_mg(D(300), D("0.32"), TERMS) == D("96.00")


def test_body_mass_index() -> None:
    assert body_mass_index(D(72), D(175)) == D("23.5")


def test_nothing_is_drawn_from_no_concentration() -> None:
    with pytest.raises(ValueError, match="above zero"):
        draw(D(35), D(0), TERMS)


@pytest.mark.parametrize(
    ("mg", "stock", "expected"),
    [
        (D(250), [Strength(D(100)), Strength(D(50))], {D(100): D(2), D(50): D(1)}),
        (D(100), [Strength(D(50)), Strength(D(100))], {D(100): D(1)}),
        (D(75), [Strength(D(50), scored=True)], {D(50): D("1.5")}),
        (D(75), [Strength(D(50))], None),
        (D(0), [Strength(D(50))], None),
        (D(100), [], None),
    ],
)
def test_lozenges_that_make_a_dose(
    mg: Decimal, stock: list[Strength], expected: dict[Decimal, Decimal] | None
) -> None:
    found = combination(mg, stock)
    assert (None if found is None else {u.strength.mg: u.count for u in found}) == expected


@given(
    kg=st.decimals(30, 200, places=1),
    mg_per_kg=st.decimals("0.1", "2", places=2),
    mg_per_ml=st.sampled_from([D(10), D(50), D(100)]),
)
def test_what_is_drawn_lies_within_half_a_step_of_the_order(
    kg: Decimal, mg_per_kg: Decimal, mg_per_ml: Decimal
) -> None:
    mg = ordered_mg(kg, mg_per_kg, TERMS)
    drawn = draw(mg, mg_per_ml, TERMS)
    step = TERMS.coarse_step_ml if mg / mg_per_ml > TERMS.coarse_above_ml else TERMS.fine_step_ml
    assert abs(drawn.actual_mg - mg) <= step / 2 * mg_per_ml + D("0.01")
    assert drawn.volume_ml % step == 0
