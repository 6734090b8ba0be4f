"""The numbers the gate compares with: how old a fact may be, and the bands of the readings before a dose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal


@dataclass(frozen=True)
class GateTerms(Part):
    """Guards G01 to G34 read these."""

    LABEL: ClassVar[str] = words("Before a dose")

    screening_valid_days: int = term(
        90, words("A signed screening holds"), unit="days", source="[POL]", low=7, high=180
    )
    consent_types: tuple[str, ...] = term(
        ("KAP_TREATMENT",), words("Consents every course needs"), source="[POL]"
    )
    consent_months: int = term(
        12, words("A signed consent holds"), unit="months", source="[POL]", low=1, high=24
    )
    consent_gap_days: int = term(
        90,
        words("Sign consent again when the last dose is older than"),
        unit="days",
        source="[POL]",
        low=30,
        high=365,
    )
    preparations_min: int = term(
        1,
        words("Preparation visits before the first dose"),
        source="1 [S48]; another clinic 3 [S49]",
        low=1,
        high=6,
    )
    integration_opens_hours: int = term(
        24,
        words("Integration from"),
        unit="h after the patient went home",
        source="[POL]",
        low=0,
        high=48,
    )
    integration_closes_hours: int = term(
        72,
        words("Integration within"),
        unit="h after the patient went home",
        source="[POL]",
        low=24,
        high=336,
    )
    doses_per_week_max: int = term(
        2, words("Doses in any seven days at most"), source="[S48]", low=1, high=3
    )
    baseline_instrument: str = term(
        "PHQ-9",
        words("Measure needed before the first dose"),
        source="[POL]",
        choices=("PHQ-9", "GAD-7", "PCL-5"),
    )
    baseline_days: int = term(
        14, words("That measure not older than"), unit="days", source="[POL]", low=1, high=30
    )
    life_support: str = term(
        "BLS",
        words("The medical monitor holds at least"),
        source="[POL]; [S52]",
        choices=("BLS", "ACLS"),
    )
    time_out_minutes: int = term(
        60, words("A read-back holds"), unit="min", source="[POL]", low=5, high=120
    )
    vitals_valid_minutes: int = term(
        60, words("The reading before a dose holds"), unit="min", source="[POL]", low=15, high=120
    )
    bp_rest_minutes: int = term(
        10,
        words("Rest before a raised blood pressure is repeated"),
        unit="min",
        source="[POL]",
        low=5,
        high=30,
    )
    sbp_proceed_max: int = term(
        140, words("Proceed up to, systolic"), unit="mmHg", source="[S12]", low=110, high=150
    )
    dbp_proceed_max: int = term(
        90, words("Proceed up to, diastolic"), unit="mmHg", source="[S12]", low=60, high=100
    )
    sbp_high: int = term(
        160, words("High from, systolic"), unit="mmHg", source="[POL]; [S54]", low=141, high=170
    )
    dbp_high: int = term(
        100, words("High from, diastolic"), unit="mmHg", source="[POL]; [S54]", low=91, high=105
    )
    sbp_stop: int = term(
        180, words("No dose from, systolic"), unit="mmHg", source="[POL]", low=160, high=180
    )
    dbp_stop: int = term(
        110, words("No dose from, diastolic"), unit="mmHg", source="[POL]", low=100, high=110
    )
    hr_min: int = term(50, words("Heart rate from"), unit="/min", source="[POL]", low=40, high=60)
    hr_max: int = term(110, words("Heart rate to"), unit="/min", source="[POL]", low=90, high=130)
    spo2_min: int = term(
        94, words("Oxygen saturation from, room air"), unit="%", source="[POL]", low=90, high=98
    )
    rr_min: int = term(10, words("Breaths from"), unit="/min", source="[POL]", low=6, high=12)
    rr_max: int = term(24, words("Breaths to"), unit="/min", source="[POL]", low=16, high=30)
    temperature_below: Decimal = term(
        D("38.0"), words("Temperature below"), unit="°C", source="[POL]", low="37.0", high="38.5"
    )
    weight_jump_percent: Decimal = term(
        D(10),
        words("A weight that changed more is entered twice"),
        unit="%",
        source="[POL]",
        low=2,
        high=10,
    )
    bmi_low: Decimal = term(
        D("18.5"),
        words("Weigh the same day below body mass index"),
        unit="kg/m²",
        source="[POL]",
        low=16,
        high=20,
    )
    bmi_high: Decimal = term(
        D(35),
        words("Weigh the same day above body mass index"),
        unit="kg/m²",
        source="[POL]",
        low=30,
        high=45,
    )
    frail_age: int = term(
        65, words("Elderly from"), unit="years", source="[POL]; [S15] [S16]", low=50, high=80
    )
    alcohol_hours: int = term(
        24,
        words("No alcohol for at least"),
        unit="h",
        source="24–48 h [S40b] [S48]",
        low=12,
        high=72,
    )
    cannabis_hours: int = term(
        24,
        words("No cannabis for at least"),
        unit="h",
        source="24–48 h [S40b] [S48]",
        low=12,
        high=72,
    )
    suicide_screen_hours: int = term(
        24,
        words("The suicide screen of this visit holds"),
        unit="h",
        source="[POL]",
        low=1,
        high=24,
    )
    clearance_minutes: int = term(
        60, words("A clearance holds"), unit="min", source="[POL]", low=10, high=120
    )
    decision_minutes: int = term(
        5,
        words("A drug event follows its gate decision within"),
        unit="min",
        source="[POL]",
        low=1,
        high=10,
    )
    override_reason_min: int = term(
        20,
        words("The reason of an override is at least"),
        unit="characters",
        source="[POL]",
        low=20,
        high=200,
    )
    reauthenticate_minutes: int = term(
        5,
        words("Whoever overrides signed in again within"),
        unit="min",
        source="[POL]",
        low=1,
        high=15,
    )

    def problems(self) -> list[str]:
        """The bands of the blood pressure must follow each other."""
        found = []
        if not self.sbp_proceed_max < self.sbp_high < self.sbp_stop:
            found.append(_("the systolic bands must rise: proceed, high, no dose."))
        if not self.dbp_proceed_max < self.dbp_high < self.dbp_stop:
            found.append(_("the diastolic bands must rise: proceed, high, no dose."))
        if self.integration_opens_hours >= self.integration_closes_hours:
            found.append(_("integration must open before it closes."))
        if self.bmi_low >= self.bmi_high:
            found.append(_("the lower body mass index must lie below the higher."))
        return found
