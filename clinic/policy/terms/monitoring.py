"""The numbers while the drug works: what may be entered and what raises an alert."""

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

    more_drug_set_minutes: int = term(
        15,
        words("More drug only after a set not older than"),
        unit="min",
        source="[POL]",
        low=3,
        high=30,
    )

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
