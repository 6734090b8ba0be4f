"""The Maudsley staging of treatment resistance: 3 to 15 points (dimensions [S84], point table [GK]).

A stage never says that somebody may be treated. Severe illness with psychosis is five points here and at the same
time an absolute exclusion (X04), so the result carries that row's code for whoever shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How severe the episode is."""

    SUBSYNDROMAL = "SUBSYNDROMAL"
    MILD = "MILD"
    MODERATE = "MODERATE"
    SEVERE = "SEVERE"
    PSYCHOTIC = "PSYCHOTIC"


class Stage(StrEnum):
    """The band of the total."""

    MILD = "MILD"
    MODERATE = "MODERATE"
    SEVERE = "SEVERE"


SEVERITY_POINTS = {
    Severity.SUBSYNDROMAL: 1,
    Severity.MILD: 2,
    Severity.MODERATE: 3,
    Severity.SEVERE: 4,
    Severity.PSYCHOTIC: 5,
}
# Up to so many months, and up to so many failed drugs: the points; more than the last is one point more.
_MONTHS = ((12, 1), (24, 2))
_FAILED = ((2, 1), (4, 2), (6, 3), (10, 4))
PSYCHOSIS_EXCLUSION = "X04"


@dataclass(frozen=True, slots=True)
class Staging:
    """The points by dimension. ``exclusion`` names the row of the screening this illness points at, or ""."""

    duration: int
    severity: int
    failures: int
    augmentation: int
    ect: int
    exclusion: str

    @property
    def total(self) -> int:
        """3 to 15."""
        return self.duration + self.severity + self.failures + self.augmentation + self.ect

    @property
    def stage(self) -> Stage:
        """3-6 mild, 7-10 moderate, 11-15 severe."""
        if self.total <= 6:
            return Stage.MILD
        return Stage.MODERATE if self.total <= 10 else Stage.SEVERE


def stage(
    *, months: int, severity: Severity, failed: int, augmented: bool, ect: bool
) -> Staging | None:
    """The staging, or None without a failed antidepressant: the scale begins at one."""
    if failed < 1:
        return None
    return Staging(
        duration=_points(months, _MONTHS),
        severity=SEVERITY_POINTS[severity],
        failures=_points(failed, _FAILED),
        augmentation=int(augmented),
        ect=int(ect),
        exclusion=PSYCHOSIS_EXCLUSION if severity is Severity.PSYCHOTIC else "",
    )


def _points(number: int, table: tuple[tuple[int, int], ...]) -> int:
    for up_to, points in table:
        if number <= up_to:
            return points
    return table[-1][1] + 1
