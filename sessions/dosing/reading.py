"""One set of vital signs as the rules see it, and what was seen beside the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from clinic.policy.terms import VitalsTerms


class Sign(StrEnum):
    """Signs that no number shows. Stored values."""

    CHEST_PAIN = "CHEST_PAIN"
    SEVERE_HEADACHE = "SEVERE_HEADACHE"
    VISUAL_OR_FOCAL = "VISUAL_OR_FOCAL"
    SYNCOPE = "SYNCOPE"
    IRREGULAR_PULSE = "IRREGULAR_PULSE"
    APNOEA = "APNOEA"
    SEIZURE = "SEIZURE"
    LARYNGOSPASM = "LARYNGOSPASM"
    ANAPHYLAXIS = "ANAPHYLAXIS"
    ASPIRATION = "ASPIRATION"
    AIRWAY_RISK = "AIRWAY_RISK"
    DISTRESS = "DISTRESS"
    UNRESPONSIVE_AGITATED = "UNRESPONSIVE_AGITATED"
    SUICIDAL_STATEMENT = "SUICIDAL_STATEMENT"


# With any of these, any blood pressure is an emergency.
PRESSURE_SIGNS = frozenset({Sign.CHEST_PAIN, Sign.SEVERE_HEADACHE, Sign.VISUAL_OR_FOCAL})
ALWAYS_CRITICAL = frozenset(
    {
        Sign.CHEST_PAIN,
        Sign.SEIZURE,
        Sign.LARYNGOSPASM,
        Sign.ANAPHYLAXIS,
        Sign.ASPIRATION,
        Sign.APNOEA,
        Sign.SYNCOPE,
        Sign.UNRESPONSIVE_AGITATED,
        Sign.SUICIDAL_STATEMENT,
    }
)


@dataclass(frozen=True)
class Reading:
    """Numbers of one set; None where not taken. `signs` None means nobody asked, which is not "none".

    Units: mmHg, /min, %, °C; MOAA/S 0–5 (falls with sedation), RASS −5…+4 (rises with agitation), scales 0–10.
    """

    taken_at: datetime
    sbp: int | None = None
    dbp: int | None = None
    hr: int | None = None
    spo2: int | None = None
    oxygen_l_min: Decimal | None = None
    rr: int | None = None
    temperature: Decimal | None = None
    moaas: int | None = None
    rass: int | None = None
    dissociation: int | None = None
    nausea: int | None = None
    anxiety: int | None = None
    pain: int | None = None
    vomited: int | None = None
    signs: frozenset[Sign] | None = field(default=None)

    @property
    def on_room_air(self) -> bool:
        """No oxygen running. Saturation on oxygen says little."""
        return not self.oxygen_l_min


@dataclass(frozen=True)
class OutOfRange:
    """A number that cannot be a reading. `low` and `high` are inclusive."""

    name: str
    value: Decimal
    low: Decimal
    high: Decimal


SCALES = {
    "moaas": (0, 5),
    "rass": (-5, 4),
    "dissociation": (0, 10),
    "nausea": (0, 10),
    "anxiety": (0, 10),
    "pain": (0, 10),
    "vomited": (0, 20),
}


def out_of_range(reading: Reading, terms: VitalsTerms) -> list[OutOfRange]:
    """Numbers outside what a person can have: refused at entry, before any rule sees them."""
    bounds: dict[str, tuple[int | Decimal, int | Decimal]] = {
        "sbp": (terms.sbp_min, terms.sbp_max),
        "dbp": (terms.dbp_min, terms.dbp_max),
        "hr": (terms.hr_min, terms.hr_max),
        "spo2": (terms.spo2_min, 100),
        "rr": (terms.rr_min, terms.rr_max),
        "temperature": (terms.temperature_min, terms.temperature_max),
        **SCALES,
    }
    return list(_outside(reading, bounds))


def _outside(
    reading: Reading, bounds: dict[str, tuple[int | Decimal, int | Decimal]]
) -> Iterator[OutOfRange]:
    for name, (low, high) in bounds.items():
        value = getattr(reading, name)
        if value is not None and not low <= value <= high:
            yield OutOfRange(name, Decimal(value), Decimal(low), Decimal(high))


def pressures_crossed(reading: Reading) -> bool:
    """Diastolic at or above systolic: the two were typed the wrong way round, or one is missing."""
    if reading.sbp is None or reading.dbp is None:
        return reading.sbp is not reading.dbp
    return reading.dbp >= reading.sbp
