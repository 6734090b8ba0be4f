"""The numbers after the drug is in: what may be entered, what raises an alert, when a person may leave."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal


@dataclass(frozen=True)
class VitalsTerms(Part):
    """What a set of vital signs may hold at all. Outside these a number is a slip of the finger."""

    LABEL: ClassVar[str] = words("Entering vital signs")

    sbp_min: int = term(50, words("Systolic from"), unit="mmHg", source="[POL]", low=30, high=80)
    sbp_max: int = term(300, words("Systolic to"), unit="mmHg", source="[POL]", low=200, high=320)
    dbp_min: int = term(20, words("Diastolic from"), unit="mmHg", source="[POL]", low=10, high=50)
    dbp_max: int = term(200, words("Diastolic to"), unit="mmHg", source="[POL]", low=120, high=220)
    hr_min: int = term(20, words("Heart rate from"), unit="/min", source="[POL]", low=10, high=40)
    hr_max: int = term(250, words("Heart rate to"), unit="/min", source="[POL]", low=180, high=300)
    spo2_min: int = term(
        50, words("Oxygen saturation from"), unit="%", source="[POL]", low=30, high=80
    )
    rr_min: int = term(4, words("Breaths from"), unit="/min", source="[POL]", low=0, high=8)
    rr_max: int = term(60, words("Breaths to"), unit="/min", source="[POL]", low=40, high=80)
    temperature_min: Decimal = term(
        D("33.0"), words("Temperature from"), unit="°C", source="[POL]", low=30, high=35
    )
    temperature_max: Decimal = term(
        D("42.0"), words("Temperature to"), unit="°C", source="[POL]", low=40, high=43
    )
    weight_min_kg: Decimal = term(
        D(30), words("Weight from"), unit="kg", source="[POL]", low=20, high=45
    )
    weight_max_kg: Decimal = term(
        D(300), words("Weight to"), unit="kg", source="[POL]", low=200, high=400
    )
    missed_sets_page: int = term(
        2, words("Sets missed in a row before the monitor is paged"), source="[POL]", low=1, high=3
    )


@dataclass(frozen=True)
class AlertTerms(Part):
    """Warn tells the prescriber; critical stops the drug and shows the emergency card."""

    LABEL: ClassVar[str] = words("Alerts while the drug works")

    sbp_rise_info: int = term(
        20,
        words("Note a systolic rise over baseline from"),
        unit="mmHg",
        source="[POL]",
        low=10,
        high=40,
    )
    sbp_warn: int = term(
        160, words("Warn from, systolic"), unit="mmHg", source="[POL]", low=140, high=170
    )
    dbp_warn: int = term(
        100, words("Warn from, diastolic"), unit="mmHg", source="[POL]", low=90, high=105
    )
    bp_over_baseline_percent: Decimal = term(
        D(30), words("Warn above baseline by more than"), unit="%", source="[POL]", low=10, high=40
    )
    sbp_critical: int = term(
        180, words("Critical from, systolic"), unit="mmHg", source="[POL]", low=170, high=190
    )
    dbp_critical: int = term(
        110, words("Critical from, diastolic"), unit="mmHg", source="[POL]", low=105, high=120
    )
    bp_repeat_minutes: int = term(
        5,
        words("Repeat a raised blood pressure after"),
        unit="min",
        source="[POL]",
        low=1,
        high=10,
    )
    sbp_low_warn: int = term(
        90, words("Warn below, systolic"), unit="mmHg", source="[POL]", low=80, high=100
    )
    sbp_low_critical: int = term(
        80, words("Critical below, systolic"), unit="mmHg", source="[POL]", low=70, high=90
    )
    hr_high_warn: int = term(
        120, words("Warn above, heart rate"), unit="/min", source="[POL]", low=100, high=140
    )
    hr_low_warn: int = term(
        50, words("Warn below, heart rate"), unit="/min", source="[POL]", low=40, high=60
    )
    hr_high_critical: int = term(
        150, words("Critical above, heart rate"), unit="/min", source="[POL]", low=130, high=180
    )
    hr_low_critical: int = term(
        40, words("Critical below, heart rate"), unit="/min", source="[POL]", low=30, high=50
    )
    spo2_info: int = term(
        95, words("Note below, oxygen saturation"), unit="%", source="[POL]", low=92, high=98
    )
    spo2_warn: int = term(
        94, words("Warn below, oxygen saturation"), unit="%", source="[POL]", low=90, high=96
    )
    spo2_critical: int = term(
        90, words("Critical below, oxygen saturation"), unit="%", source="[POL]", low=85, high=92
    )
    rr_low_warn: int = term(
        10, words("Warn below, breaths"), unit="/min", source="[POL]", low=8, high=12
    )
    rr_high_warn: int = term(
        28, words("Warn above, breaths"), unit="/min", source="[POL]", low=20, high=32
    )
    rr_low_critical: int = term(
        8, words("Critical below, breaths"), unit="/min", source="[POL]", low=5, high=9
    )
    moaas_info: int = term(
        4, words("Note at or below, MOAA/S"), source="[POL]; scale [S56]", low=4, high=4
    )
    moaas_warn: int = term(
        3, words("Warn at or below, MOAA/S"), source="[POL]; scale [S56]", low=3, high=4
    )
    moaas_critical: int = term(
        2, words("Critical at or below, MOAA/S"), source="[POL]; scale [S56]", low=2, high=3
    )
    rass_high_warn: int = term(2, words("Warn from, RASS"), source="[POL]", low=1, high=3)
    rass_low_warn: int = term(-3, words("Warn at or below, RASS"), source="[POL]", low=-4, high=-2)
    rass_high_critical: int = term(3, words("Critical from, RASS"), source="[POL]", low=2, high=4)
    rass_low_critical: int = term(
        -4, words("Critical at or below, RASS"), source="[POL]", low=-5, high=-3
    )
    dissociation_warn: int = term(
        9,
        words("Warn from, dissociation with distress"),
        unit="of 10",
        source="[POL]",
        low=6,
        high=10,
    )
    vomiting_warn: int = term(2, words("Warn from, times vomited"), source="[POL]", low=1, high=4)

    def problems(self) -> list[str]:
        """A warning must come before the critical level it warns of."""
        rising = (
            (self.sbp_warn, self.sbp_critical),
            (self.dbp_warn, self.dbp_critical),
            (self.sbp_low_critical, self.sbp_low_warn),
            (self.hr_high_warn, self.hr_high_critical),
            (self.hr_low_critical, self.hr_low_warn),
            (self.spo2_critical, self.spo2_warn),
            (self.spo2_warn, self.spo2_info),
            (self.rr_low_critical, self.rr_low_warn),
            (self.moaas_critical, self.moaas_warn),
            (self.rass_high_warn, self.rass_high_critical),
            (self.rass_low_critical, self.rass_low_warn),
        )
        if all(lower < higher for lower, higher in rising):
            return []
        return [_("a warning must come before the critical level it warns of.")]


@dataclass(frozen=True)
class DischargeTerms(Part):
    """All true in one set before anyone goes home (D2 to D7; the rest are yes or no)."""

    LABEL: ClassVar[str] = words("Going home")

    aldrete_min: int = term(
        9, words("Modified Aldrete at least"), unit="of 10", source="[S55]", low=9, high=10
    )
    padss_min: int = term(9, words("PADSS at least"), unit="of 10", source="[S55]", low=9, high=10)
    moaas_min: int = term(5, words("MOAA/S at least"), source="[POL]", low=5, high=5)
    dissociation_max: int = term(
        1, words("Dissociation at most"), unit="of 10", source="[POL]", low=0, high=3
    )
    sbp_below: int = term(
        160, words("Systolic below"), unit="mmHg", source="[POL]", low=140, high=160
    )
    dbp_below: int = term(
        100, words("Diastolic below"), unit="mmHg", source="[POL]", low=90, high=100
    )
    bp_baseline_percent: Decimal = term(
        D(20),
        words("Blood pressure within, of own baseline"),
        unit="%",
        source="[POL]",
        low=5,
        high=20,
    )
    spo2_min: int = term(
        94, words("Oxygen saturation from, room air"), unit="%", source="[POL]", low=92, high=98
    )
    set_valid_minutes: int = term(
        15,
        words("The set that lets a person go is not older than"),
        unit="min",
        source="[POL]",
        low=5,
        high=30,
    )


@dataclass(frozen=True)
class ObservationTerms(Part):
    """What follows the route's own observation times."""

    LABEL: ClassVar[str] = words("Observation")

    restart_on_rate_increase: bool = term(
        True, words("A rate increase restarts the clock"), source="[POL]"
    )
    sleep_hours: int = term(
        8,
        words("No driving until the next day and after sleep of"),
        unit="h",
        source="next day after restful sleep [S12]; hours [POL]",
        low=6,
        high=10,
    )
    left_early_call_minutes: int = term(
        60,
        words("Call a person who left early within"),
        unit="min",
        source="[POL]",
        low=15,
        high=240,
    )


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
