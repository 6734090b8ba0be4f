"""Infusion into a vein and injection into a muscle: what differs from every other route."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_noop as words

from clinic.policy.terms.route import RouteTerms
from clinic.policy.terms.term import term

D = Decimal


@dataclass(frozen=True)
class IvTerms(RouteTerms):
    """Infusion. Undiluted 100 mg/mL is never given into a vein [S11]."""

    FAMILY: ClassVar[str] = "INFUSION"
    LABEL: ClassVar[str] = words("Infusion into a vein")

    observe_from_start_minutes: int = term(
        100, words("Observe from the start at least"), unit="min", source="[POL]", low=60, high=480
    )
    observe_from_last_minutes: int = term(
        60,
        words("Observe from the last drug event at least"),
        unit="min",
        source="[POL]; trial 60 min after the infusion [S42]",
        low=30,
        high=480,
    )
    due_every_during: int = term(
        10,
        words("Vital signs while the drug runs, every"),
        unit="min",
        source="[S14] [S15] [S16]",
        low=5,
        high=15,
    )
    due_every_after: int = term(
        15,
        words("Vital signs after that until discharge, every"),
        unit="min",
        source="[S14]",
        low=5,
        high=30,
    )
    due_tolerance_minutes: int = term(
        3, words("A set is on time within"), unit="± min", source="[POL]", low=1, high=5
    )
    planned_minutes: int = term(
        40,
        words("Usual length of an infusion"),
        unit="min",
        source="40 min [S05] [S19] [S20] [S24]",
        low=30,
        high=120,
    )
    infusion_warn_minutes: int = term(
        30,
        words("Warn when an infusion is shorter than"),
        unit="min",
        source="[POL]; published 2–100 min [S05]",
        low=20,
        high=60,
    )
    infusion_rx_minutes: int = term(
        20,
        words("A prescriber must allow one shorter than"),
        unit="min",
        source="[POL]; published 2–100 min [S05]",
        low=10,
        high=60,
    )
    undiluted_mg_per_ml: Decimal = term(
        D(100),
        words("Never undiluted into a vein from"),
        unit="mg/mL",
        source="[S11]",
        low=10,
        high=100,
    )
    dilution_ratio: Decimal = term(
        D(1), words("Diluted with at least"), unit="× its volume", source="[S11]", low=1, high=100
    )


@dataclass(frozen=True)
class ImTerms(RouteTerms):
    """Injection into a muscle: 93 % reaches the blood [S10]."""

    FAMILY: ClassVar[str] = "INJECTION"
    LABEL: ClassVar[str] = words("Injection into a muscle")

    warn_mg_per_kg: Decimal = term(
        D("1.0"),
        words("Warn above"),
        unit="mg/kg",
        source="[POL]; trial 0.3–1.0 mg/kg [S40]",
        low="0.05",
        high="1.5",
    )
    rx_mg_per_kg: Decimal = term(
        D("1.5"),
        words("A prescriber must allow above"),
        unit="mg/kg",
        source="[POL]",
        low="0.05",
        high="2.0",
    )
    hard_mg_per_kg: Decimal = term(
        D("2.0"),
        words("Never above, whole session"),
        unit="mg/kg",
        source="[POL]",
        low="0.05",
        high="2.5",
    )
    hard_mg: Decimal = term(
        D(160), words("Never above, whole session"), unit="mg", source="[POL]", low=1, high=200
    )
    supplemental_max: int = term(
        1,
        words("Supplemental doses in one session"),
        source="[POL]; one optional [S41]",
        low=0,
        high=1,
    )
    due_minutes: tuple[int, ...] = term(
        (5, 15, 30, 45, 60, 90, 120),
        words("Vital signs due at minutes"),
        unit="min",
        source="[POL]",
        low=1,
        high=480,
    )
    bioavailability: Decimal = term(
        D("0.93"),
        words("Share that reaches the blood, about"),
        unit="×",
        source="[S10]",
        low="0.1",
        high=1,
    )
