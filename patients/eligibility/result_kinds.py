"""Labs and tests of a screening: how each is answered, in which units, and what no body can have.

The bounds here refuse what is a slip of the finger or the wrong unit; they say nothing about health. What
counts as high or low comes from the laboratory's own range, or from the signed policy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from patients.eligibility.exclusion import gettext_noop

D = Decimal
_NONE = D(0)
_ = gettext_noop


class Answered(StrEnum):
    """The shape of a result."""

    NUMBER = "NUMBER"
    PRESSURE = "PRESSURE"
    SIGN = "SIGN"
    LOOK = "LOOK"


class Result(StrEnum):
    """What a test without a number says. REFUSED: offered, and the patient said no."""

    NEGATIVE = "NEGATIVE"
    POSITIVE = "POSITIVE"
    NORMAL = "NORMAL"
    ABNORMAL = "ABNORMAL"
    REFUSED = "REFUSED"


class Mark(StrEnum):
    """Which side of its range a result lies on."""

    IN_RANGE = ""
    LOW = "LOW"
    HIGH = "HIGH"
    ABNORMAL = "ABNORMAL"


RESULTS = {
    Answered.SIGN: (Result.NEGATIVE, Result.POSITIVE, Result.REFUSED),
    Answered.LOOK: (Result.NORMAL, Result.ABNORMAL, Result.REFUSED),
}


@dataclass(frozen=True, slots=True)
class ResultKind:
    """One test. ``units`` maps a unit somebody may type to its factor; the first is the one that is kept.

    ``low`` and ``high`` (both inclusive, in the kept unit) are what a living adult can have [GK].
    ``places``: decimals that are kept.
    """

    code: str
    label: str
    answered: Answered
    units: dict[str, Decimal] = field(default_factory=dict)
    low: Decimal = _NONE
    high: Decimal = _NONE
    places: int = 0

    @property
    def unit(self) -> str:
        """The unit values are kept in."""
        return next(iter(self.units), "")


def _number(
    code: str, label: str, units: dict[str, str], low: str, high: str, places: int = 0
) -> ResultKind:
    factors = {unit: D(factor) for unit, factor in units.items()}
    return ResultKind(code, label, Answered.NUMBER, factors, D(low), D(high), places)


KINDS: tuple[ResultKind, ...] = (
    ResultKind(
        "BLOOD_PRESSURE", _("Blood pressure"), Answered.PRESSURE, {"mmHg": D(1)}, D(20), D(300)
    ),
    _number("HEART_RATE", _("Heart rate"), {"/min": "1"}, "20", "250"),
    _number("SPO2", _("Oxygen saturation"), {"%": "1"}, "50", "100"),
    # The international pound and inch are defined as exactly these.
    _number("WEIGHT", _("Weight"), {"kg": "1", "lb": "0.45359237"}, "25", "350", 1),
    _number("HEIGHT", _("Height"), {"cm": "1", "in": "2.54"}, "100", "250", 1),
    ResultKind("ECG", _("ECG"), Answered.LOOK),
    _number("QTC", _("QTc"), {"ms": "1"}, "200", "800"),
    _number("ALT", _("ALT"), {"U/L": "1"}, "0", "20000"),
    _number("AST", _("AST"), {"U/L": "1"}, "0", "20000"),
    _number("ALP", _("Alkaline phosphatase"), {"U/L": "1"}, "0", "10000"),
    _number(
        "BILIRUBIN", _("Bilirubin, total"), {"mg/dL": "1", "µmol/L": "0.0584795"}, "0", "60", 2
    ),
    _number("CREATININE", _("Creatinine"), {"mg/dL": "1", "µmol/L": "0.0113122"}, "0.1", "30", 2),
    # Per 1.73 m² of body surface, as laboratories report it.
    _number("EGFR", _("Kidney function (eGFR)"), {"mL/min": "1"}, "1", "200"),
    ResultKind("URINALYSIS", _("Urinalysis"), Answered.LOOK),
    _number("TSH", _("TSH"), {"mIU/L": "1"}, "0", "500", 2),
    ResultKind("HCG", _("Pregnancy test (hCG)"), Answered.SIGN),
    ResultKind("DRUG_SCREEN", _("Urine drug screen"), Answered.SIGN),
    ResultKind("BREATH_ALCOHOL", _("Breath alcohol"), Answered.SIGN),
    ResultKind("PDMP", _("Prescription monitoring query"), Answered.LOOK),
    _number("STOP_BANG", _("STOP-BANG"), {"of 8": "1"}, "0", "8"),
    ResultKind("AIRWAY", _("Airway examination"), Answered.LOOK),
    # Taken on paper by somebody trained for it; the program holds the total and no item [S69].
    _number("MOCA", _("Cognition: MoCA"), {"of 30": "1"}, "0", "30"),
    _number("SLUMS", _("Cognition: SLUMS"), {"of 30": "1"}, "0", "30"),
    # Mean 50, standard deviation 10 in the test's own norm: which test it was stands beside it.
    _number("COGNITION_T", _("Cognition: T score"), {"T": "1"}, "0", "100"),
)
BY_KIND: dict[str, ResultKind] = {kind.code: kind for kind in KINDS}

# A metabolic panel is present when each of these is [S45].
CHEMISTRY = ("ALT", "AST", "ALP", "BILIRUBIN", "CREATININE")
LIVER = ("ALT", "AST", "ALP", "BILIRUBIN")
# Only a score of the same test says whether somebody declined.
COGNITION = ("MOCA", "SLUMS", "COGNITION_T")
VITALS = ("BLOOD_PRESSURE", "HEART_RATE", "SPO2", "WEIGHT", "HEIGHT")
