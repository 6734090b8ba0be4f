"""Which test results, measures and numbers point at which exclusions. Each number carries its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from patients.eligibility.exclusion import gettext_noop as _
from patients.eligibility.known import KnownTest

D = Decimal
Speaks = Callable[[KnownTest], bool]


@dataclass(frozen=True)
class ReadingHint:
    """A result of that kind points at ``row`` when ``speaks`` says so."""

    kind: str
    row: str
    speaks: Speaks
    ask: str
    source: str


def positive(test: KnownTest) -> bool:
    return bool(test.positive)


def above(limit: Decimal) -> Speaks:
    return lambda test: test.value is not None and test.value > limit


def at_least(limit: Decimal) -> Speaks:
    return lambda test: test.value is not None and test.value >= limit


def times_normal(limit: Decimal, most: Decimal | None = None) -> Speaks:
    """Above ``limit`` times the upper limit of normal, and not above ``most`` times."""

    def speaks(test: KnownTest) -> bool:
        times = test.times_upper
        return times is not None and times > limit and (most is None or times <= most)

    return speaks


def pressure_at_least(systolic: Decimal, diastolic: Decimal) -> Speaks:
    """Either of the two pressures."""

    def speaks(test: KnownTest) -> bool:
        high = test.value is not None and test.value >= systolic
        return high or (test.second is not None and test.second >= diastolic)

    return speaks


READINGS: tuple[ReadingHint, ...] = (
    ReadingHint("PREGNANCY", "X02", positive, _("Since when?"), "[S40]"),
    ReadingHint("PSYCHOTIC", "X04", positive, _("Psychotic in this episode?"), "[S40] [S23]"),
    ReadingHint("BIPOLAR", "R04", positive, _("Which mood stabiliser?"), "[S79]"),
    ReadingHint("HCG", "X02", positive, _("Pregnant now?"), "[S40]"),
    ReadingHint(
        "BP",
        "X08",
        pressure_at_least(D(160), D(100)),
        _("Measured at rest on a second day?"),
        "[POL]",
    ),
    ReadingHint("QTC", "X09", at_least(D(500)), _("What does the cardiologist say?"), "[GK]"),
    ReadingHint("ECG", "X09", positive, _("Which finding on the tracing?"), "[S40]"),
    ReadingHint("LIVER", "X11", times_normal(D(3)), _("Resolved since?"), "[POL]"),
    ReadingHint("LIVER", "R09", times_normal(D(1), D(3)), _("Which liver disease?"), "[S85]"),
    ReadingHint("CREATININE", "R09", times_normal(D(1)), _("Which kidney disease?"), "[S85]"),
    ReadingHint("EGFR", "R09", positive, _("Which kidney disease?"), "[S35]"),
    ReadingHint("KETAMINE_USE", "X12", positive, _("Used in the last 12 months?"), "[S40]"),
    ReadingHint(
        "SUBSTANCE_USE",
        "X14",
        positive,
        _("Did it meet criteria in the last 3 months?"),
        "[S39]",
    ),
    ReadingHint("UDS", "R10", positive, _("For what, and is it prescribed?"), "[S12]"),
    ReadingHint("SUICIDE_RISK", "X15", positive, _("Is there intent or a plan now?"), "[S23]"),
    ReadingHint("BREATH_ALCOHOL", "X16", positive, _("Sober now?"), "[POL]"),
    ReadingHint("URINE", "X17", positive, _("Worked up? Cause known?"), "[POL]"),
    ReadingHint("BMI", "R01", above(D(35)), _("Why is treatment still right?"), "[S39]"),
    ReadingHint("STOP_BANG", "R03", at_least(D(3)), _("Treated at night?"), "[S45] [GK]"),
    ReadingHint("TSH", "R08", positive, _("Overactive thyroid, controlled?"), "[GK]"),
    ReadingHint("REMISSION", "R10", positive, _("In remission? Then it needs a reason."), "[S12]"),
    ReadingHint("MILD_USE", "R16", positive, _("How much, how often?"), "[S39]"),
    ReadingHint(
        "PCL-5",
        "R11",
        at_least(D(33)),
        _("High risk of distress in an altered state?"),
        "[S83]",
    ),
    ReadingHint("AIRWAY", "R15", positive, _("Airway plan?"), "[S45]"),
)
KINDS = frozenset(hint.kind for hint in READINGS)
OLD_AGE = 65  # years, R02 [S15] [S16]
