"""Lozenges: what differs from every other route."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_noop as words

from clinic.policy.terms.route import RouteTerms
from clinic.policy.terms.term import term

D = Decimal


@dataclass(frozen=True)
class LozengeTerms(RouteTerms):
    """Rapid-dissolve tablets and troches. Between patients the share that reaches the blood varies widely [S09]."""

    FAMILY: ClassVar[str] = "LOZENGE"
    LABEL: ClassVar[str] = words("Lozenge in the mouth")

    warn_mg_per_kg: Decimal = term(
        D("4.5"), words("Warn above"), unit="mg/kg", source="[POL]", low="0.25", high="6.0"
    )
    rx_mg_per_kg: Decimal = term(
        D("6.0"),
        words("A prescriber must allow above"),
        unit="mg/kg",
        source="[POL]",
        low="0.25",
        high="7.0",
    )
    hard_mg_per_kg: Decimal = term(
        D("7.0"),
        words("Never above, whole session"),
        unit="mg/kg",
        source="[POL]; published to 7.0 mg/kg [S07]",
        low="0.25",
        high="7.0",
    )
    warn_mg: Decimal | None = term(
        D(300), words("Warn above"), unit="mg", source="[POL]", low=1, high=450
    )
    rx_mg: Decimal | None = term(
        D(400),
        words("A prescriber must allow above"),
        unit="mg",
        source="[POL]; 100–400 mg general range [S47]",
        low=1,
        high=450,
    )
    hard_mg: Decimal = term(
        D(450),
        words("Never above, whole session"),
        unit="mg",
        source="[POL]; trial 300–450 mg [S23]",
        low=1,
        high=450,
    )
    first_cap_mg_per_kg: Decimal | None = term(
        None, words("First session at most"), unit="mg/kg", source="[POL]", low="0.05", high="5.0"
    )
    first_cap_mg: Decimal | None = term(
        D(150),
        words("First session at most"),
        unit="mg",
        source="[POL]; typical start 50–150 mg [S73]",
        low=1,
        high=300,
    )
    first_cap_frail_mg: Decimal | None = term(
        D(100),
        words("First session at most, underweight or elderly"),
        unit="mg",
        source="[POL]",
        low=1,
        high=150,
    )
    step_mg_per_kg: Decimal | None = term(
        None,
        words("Largest step up between sessions"),
        unit="mg/kg",
        source="[POL]",
        low="0.05",
        high="2.0",
    )
    step_mg: Decimal | None = term(
        D(100),
        words("Largest step up between sessions"),
        unit="mg",
        source="[POL]",
        low=1,
        high=200,
    )
    supplemental_max: int = term(
        1, words("Supplemental doses in one session"), source="[POL]", low=0, high=1
    )
    supplemental_gap_minutes: int = term(
        20, words("Supplemental dose not before"), unit="min", source="[POL]", low=10, high=60
    )
    due_minutes: tuple[int, ...] = term(
        (20, 40, 60, 90, 120),
        words("Vital signs due at minutes"),
        unit="min",
        source="[POL]",
        low=1,
        high=480,
    )
    solids_light_hours: Decimal = term(
        D(4),
        words("Last light meal at least"),
        unit="h before",
        source="[POL]; 4 h in one clinic's form [S50]",
        low=2,
        high=12,
    )
    solids_fatty_hours: Decimal = term(
        D(4), words("Last fatty meal at least"), unit="h before", source="[POL]", low=2, high=12
    )
    liquids_hours: Decimal = term(
        D(2),
        words("Last clear liquid at least"),
        unit="h before",
        source="[POL]; 2 h in one clinic's form [S50]",
        low="0.5",
        high=12,
    )
    pregnancy_test_hours: int | None = term(
        72,
        words("Pregnancy test not older than (empty: same day)"),
        unit="h",
        source="[POL]",
        low=1,
        high=72,
    )
    time_out_people: int = term(
        1, words("People who read the order back"), source="[POL]", low=1, high=3
    )
    equipment_required: bool = term(
        False, words("Emergency equipment checked today"), source="[POL]"
    )
    bioavailability: Decimal = term(
        D("0.32"),
        words("Share that reaches the blood, about"),
        unit="×",
        source="32 ± 17 % [S09]",
        low="0.1",
        high=1,
    )
    hold_min_minutes: int = term(
        10, words("Hold in the mouth at least"), unit="min", source="[S47] [GK]", low=5, high=30
    )
    hold_max_minutes: int = term(
        15, words("Hold in the mouth at most"), unit="min", source="[S47] [GK]", low=5, high=30
    )
