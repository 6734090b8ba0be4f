"""The numbers of going home: when a person may leave and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_noop as words

from clinic.policy.terms.term import Part, term

D = Decimal


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
