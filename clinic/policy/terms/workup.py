"""Labs and tests: which a first dose waits for, how long each counts, and from where on a value is marked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal
# What the guard can ask for. CHEMISTRY is the metabolic panel: liver and kidney.
ASKABLE = ("AIRWAY", "CHEMISTRY", "DRUG_SCREEN", "ECG", "PDMP", "STOP_BANG", "TSH", "URINALYSIS")


@dataclass(frozen=True)
class WorkupTerms(Part):
    """Guard G12 and the list of tests in a screening read these (domain/04 4.6)."""

    LABEL: ClassVar[str] = words("Labs and tests")

    required: tuple[str, ...] = term(
        ("ECG", "CHEMISTRY", "URINALYSIS", "DRUG_SCREEN", "STOP_BANG", "AIRWAY"),
        words("Tests a dose waits for, where they apply"),
        source="[S45]; [S40]; [POL]",
        choices=ASKABLE,
    )
    screening_vitals_days: int = term(
        30, words("Vital signs of a screening count"), unit="days", source="[POL]", low=1, high=90
    )
    ecg_days: int = term(
        365, words("An ECG counts"), unit="days", source="[POL]; [S40] [S45]", low=30, high=730
    )
    ecg_age: int = term(
        50, words("An ECG is asked from age"), unit="years", source="[POL]; [S45]", low=18, high=70
    )
    chemistry_days: int = term(
        180,
        words("Liver and kidney tests count"),
        unit="days",
        source="[POL]; [S45]",
        low=30,
        high=365,
    )
    urinalysis_days: int = term(
        180, words("A urinalysis counts"), unit="days", source="[POL]", low=30, high=365
    )
    tsh_days: int = term(365, words("A TSH counts"), unit="days", source="[GK]", low=90, high=730)
    hcg_hours: int = term(
        72, words("A pregnancy test counts"), unit="h", source="[S40]", low=12, high=168
    )
    drug_screen_days: int = term(
        30,
        words("A urine drug screen counts before the first dose"),
        unit="days",
        source="[GK]",
        low=7,
        high=90,
    )
    pdmp_days: int = term(
        30,
        words("A prescription monitoring query counts"),
        unit="days",
        source="[GK]; 7–30 by state",
        low=1,
        high=30,
    )
    airway_days: int = term(
        365,
        words("STOP-BANG and airway examination count"),
        unit="days",
        source="[S45]",
        low=90,
        high=730,
    )
    weight_again_above: Decimal = term(
        D(110),
        words("A first weight above this is typed twice"),
        unit="kg",
        source="[POL]; pounds typed as kilograms",
        low=80,
        high=200,
    )
    weight_again_below: Decimal = term(
        D(40),
        words("A first weight below this is typed twice"),
        unit="kg",
        source="[POL]; kilograms typed as pounds",
        low=30,
        high=50,
    )
    liver_times: Decimal = term(
        D(3),
        words("Liver tests point at X11 above"),
        unit="× the upper limit",
        source="[POL]",
        low=2,
        high=5,
    )
    stop_bang_from: int = term(
        3, words("STOP-BANG points at sleep apnoea from"), source="[GK]", low=2, high=5
    )
    qtc_high: int = term(
        450, words("QTc is long above"), unit="ms", source="[GK]", low=430, high=500
    )
    alt_high: int = term(
        55, words("ALT is high above"), unit="U/L", source="[GK]", low=20, high=80
    )
    ast_high: int = term(
        48, words("AST is high above"), unit="U/L", source="[GK]", low=20, high=80
    )
    alp_high: int = term(
        129,
        words("Alkaline phosphatase is high above"),
        unit="U/L",
        source="[GK]",
        low=80,
        high=200,
    )
    bilirubin_high: Decimal = term(
        D("1.2"),
        words("Bilirubin is high above"),
        unit="mg/dL",
        source="[GK]",
        low="0.8",
        high="2.0",
    )
    creatinine_high: Decimal = term(
        D("1.3"),
        words("Creatinine is high above"),
        unit="mg/dL",
        source="[GK]",
        low="0.8",
        high="2.0",
    )
    egfr_low: int = term(
        60, words("Kidney function is low below"), unit="mL/min", source="[GK]", low=30, high=90
    )
    tsh_low: Decimal = term(
        D("0.4"), words("TSH is low below"), unit="mIU/L", source="[GK]", low="0.1", high="1.0"
    )
    tsh_high: Decimal = term(
        D("4.5"), words("TSH is high above"), unit="mIU/L", source="[GK]", low=3, high=10
    )
