"""The numbers every route has: dose limits, observation, schedule, fasting, intervals.

Limits, observation times and floors are clinic defaults ([POL]) until a medical director signs them; the tag
names the published figure beside it where there is one. Milligrams are ketamine **base** throughout [S11].
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal


@dataclass(frozen=True)
class RouteTerms(Part):
    """What every route has. `FAMILY` decides the arithmetic: INFUSION, INJECTION or LOZENGE."""

    FAMILY: ClassVar[str] = ""

    warn_mg_per_kg: Decimal = term(
        D("0.75"), words("Warn above"), unit="mg/kg", source="[POL]", low="0.05", high="1.0"
    )
    rx_mg_per_kg: Decimal = term(
        D("1.0"),
        words("A prescriber must allow above"),
        unit="mg/kg",
        source="[POL]",
        low="0.05",
        high="1.5",
    )
    hard_mg_per_kg: Decimal = term(
        D("1.5"),
        words("Never above, whole session"),
        unit="mg/kg",
        source="[POL]",
        low="0.05",
        high="2.0",
    )
    warn_mg: Decimal | None = term(
        None, words("Warn above"), unit="mg", source="[POL]", low=1, high=450
    )
    rx_mg: Decimal | None = term(
        None, words("A prescriber must allow above"), unit="mg", source="[POL]", low=1, high=450
    )
    hard_mg: Decimal = term(
        D(150), words("Never above, whole session"), unit="mg", source="[POL]", low=1, high=200
    )
    first_cap_mg_per_kg: Decimal | None = term(
        D("0.5"),
        words("First session at most"),
        unit="mg/kg",
        source="[POL]; trials start at 0.5 mg/kg [S05] [S19]",
        low="0.05",
        high="1.0",
    )
    first_cap_mg: Decimal | None = term(
        None, words("First session at most"), unit="mg", source="[POL]", low=1, high=300
    )
    first_cap_frail_mg: Decimal | None = term(
        None,
        words("First session at most, underweight or elderly"),
        unit="mg",
        source="[POL]",
        low=1,
        high=150,
    )
    step_mg_per_kg: Decimal | None = term(
        D("0.25"),
        words("Largest step up between sessions"),
        unit="mg/kg",
        source="[POL]",
        low="0.05",
        high="0.5",
    )
    step_mg: Decimal | None = term(
        None, words("Largest step up between sessions"), unit="mg", source="[POL]", low=1, high=200
    )
    supplemental_max: int = term(
        0, words("Supplemental doses in one session"), source="[POL]", low=0, high=2
    )
    supplemental_fraction: Decimal = term(
        D("0.5"),
        words("Supplemental dose at most, of the first"),
        unit="×",
        source="[POL]",
        low="0.1",
        high="0.5",
    )
    supplemental_gap_minutes: int = term(
        10,
        words("Supplemental dose not before"),
        unit="min",
        source="[POL]; 12 min in one study [S41]",
        low=5,
        high=60,
    )
    observe_from_start_minutes: int = term(
        120, words("Observe from the start at least"), unit="min", source="[POL]", low=60, high=480
    )
    observe_from_last_minutes: int = term(
        120,
        words("Observe from the last drug event at least"),
        unit="min",
        source="[POL]",
        low=30,
        high=480,
    )
    due_minutes: tuple[int, ...] = term(
        (), words("Vital signs due at minutes"), unit="min", source="[POL]", low=1, high=480
    )
    due_every_during: int = term(
        0,
        words("Vital signs while the drug runs, every"),
        unit="min",
        source="[POL]",
        low=0,
        high=30,
    )
    due_every_after: int = term(
        30,
        words("Vital signs after that until discharge, every"),
        unit="min",
        source="[POL]",
        low=5,
        high=60,
    )
    due_tolerance_minutes: int = term(
        5, words("A set is on time within"), unit="± min", source="[POL]", low=1, high=10
    )
    solids_light_hours: Decimal = term(
        D(6),
        words("Last light meal at least"),
        unit="h before",
        source="ASA [S53]",
        low=2,
        high=12,
    )
    solids_fatty_hours: Decimal = term(
        D(8),
        words("Last fatty meal at least"),
        unit="h before",
        source="ASA [S53]",
        low=2,
        high=12,
    )
    liquids_hours: Decimal = term(
        D(2),
        words("Last clear liquid at least"),
        unit="h before",
        source="ASA [S53]",
        low=1,
        high=12,
    )
    acute_interval_hours: int = term(
        48,
        words("Hours between doses, acute course"),
        unit="h",
        source="[POL]; trials go to 3 a week [S19]",
        low=24,
        high=336,
    )
    maintenance_interval_hours: int = term(
        168, words("Hours between doses, maintenance"), unit="h", source="[POL]", low=48, high=2160
    )
    pregnancy_test_hours: int | None = term(
        None,
        words("Pregnancy test not older than (empty: same day)"),
        unit="h",
        source="[POL]; before each infusion [S40]",
        low=1,
        high=72,
    )
    weight_valid_days: int = term(
        30, words("Weight not older than"), unit="days", source="[POL]", low=1, high=30
    )
    time_out_people: int = term(
        2, words("People who read the order back"), source="[GK]", low=1, high=3
    )
    equipment_required: bool = term(
        True, words("Emergency equipment checked today"), source="[S11]"
    )
    bioavailability: Decimal = term(
        D("1.0"),
        words("Share that reaches the blood, about"),
        unit="×",
        source="by definition",
        low="0.1",
        high=1,
    )

    def problems(self) -> list[str]:
        """Warn, prescriber and never must rise in that order; the first session lies below never."""
        found = []
        if not self.warn_mg_per_kg <= self.rx_mg_per_kg <= self.hard_mg_per_kg:
            found.append(_("the limits in mg/kg must rise: warn, prescriber, never."))
        ladder = [mg for mg in (self.warn_mg, self.rx_mg, self.hard_mg) if mg is not None]
        if ladder != sorted(ladder):
            found.append(_("the limits in mg must rise: warn, prescriber, never."))
        caps = [c for c in (self.first_cap_mg, self.first_cap_frail_mg) if c is not None]
        if any(cap > self.hard_mg for cap in caps):
            found.append(_("the first session may not be above the limit of any session."))
        if self.first_cap_mg_per_kg is not None and self.first_cap_mg_per_kg > self.hard_mg_per_kg:
            found.append(_("the first session may not be above the limit of any session."))
        if list(self.due_minutes) != sorted(set(self.due_minutes)):
            found.append(_("the minutes of the vital signs must rise."))
        if not self.due_minutes and not self.due_every_during:
            found.append(_("vital signs must be due at some time."))
        return found
