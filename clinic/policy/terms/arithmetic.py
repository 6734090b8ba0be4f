"""Rounding and the one conversion a compounded label can need."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal


@dataclass(frozen=True)
class ArithmeticTerms(Part):
    """Rounding, as drawn in a syringe, and the one conversion a compounded label can need."""

    LABEL: ClassVar[str] = words("Arithmetic")

    weight_step_kg: Decimal = term(
        D("0.1"), words("Weight is kept to"), unit="kg", source="[POL]", low="0.01", high=1
    )
    dose_step_mg: Decimal = term(
        D("0.01"),
        words("Ordered dose is kept to"),
        unit="mg",
        source="[POL]",
        low="0.01",
        high="0.1",
    )
    fine_step_ml: Decimal = term(
        D("0.01"),
        words("Small volumes are drawn to"),
        unit="mL",
        source="1 mL syringe [GK]",
        low="0.01",
        high="0.1",
    )
    coarse_above_ml: Decimal = term(
        D(3), words("Volumes are drawn coarsely above"), unit="mL", source="[GK]", low=1, high=10
    )
    coarse_step_ml: Decimal = term(
        D("0.1"),
        words("Large volumes are drawn to"),
        unit="mL",
        source="[GK]",
        low="0.01",
        high="0.5",
    )
    rate_step_ml_per_h: Decimal = term(
        D("0.1"), words("Pump rate is set to"), unit="mL/h", source="[GK]", low="0.1", high=1
    )
    hcl_per_base: Decimal = term(
        D("1.153"),
        words("Hydrochloride for one part of base"),
        unit="×",
        source="label pairs 11.53/10, 57.67/50, 115.33/100 [S11]",
        low="1.153",
        high="1.154",
    )
    ideal_weight_bmi: Decimal = term(
        D(30),
        words("Show the ideal weight from body mass index"),
        unit="kg/m²",
        source="[GK]",
        low=25,
        high=40,
    )
    ledger_step_ml: Decimal = term(
        D("0.01"),
        words("The drug log balances to"),
        unit="mL",
        source="[POL]",
        low="0.01",
        high="0.01",
    )
