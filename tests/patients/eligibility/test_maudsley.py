"""Every point of the Maudsley staging at its edge."""

import pytest

from patients.eligibility.maudsley import Severity, Stage, stage


def staged(months=12, severity=Severity.SUBSYNDROMAL, failed=1, augmented=False, ect=False):
    return stage(months=months, severity=severity, failed=failed, augmented=augmented, ect=ect)


@pytest.mark.parametrize(
    ("months", "points"), [(0, 1), (12, 1), (13, 2), (24, 2), (25, 3), (400, 3)]
)
def test_duration(months, points):
    assert staged(months=months).duration == points


@pytest.mark.parametrize(
    ("failed", "points"),
    [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (10, 4), (11, 5), (30, 5)],
)
def test_failures(failed, points):
    assert staged(failed=failed).failures == points


@pytest.mark.parametrize(
    ("severity", "points"), [(each, n) for n, each in enumerate(Severity, start=1)]
)
def test_severity(severity, points):
    assert staged(severity=severity).severity == points


@pytest.mark.parametrize(
    ("given", "total", "band"),
    [
        ({}, 3, Stage.MILD),
        ({"severity": Severity.SEVERE}, 6, Stage.MILD),
        ({"severity": Severity.SEVERE, "ect": True}, 7, Stage.MODERATE),
        (
            {"severity": Severity.SEVERE, "months": 25, "failed": 3, "augmented": True},
            10,
            Stage.MODERATE,
        ),
        (
            {"severity": Severity.SEVERE, "months": 25, "failed": 5, "augmented": True},
            11,
            Stage.SEVERE,
        ),
        (
            {
                "severity": Severity.PSYCHOTIC,
                "months": 25,
                "failed": 11,
                "augmented": True,
                "ect": True,
            },
            15,
            Stage.SEVERE,
        ),
    ],
)
def test_total_and_band(given, total, band):
    found = staged(**given)
    assert (found.total, found.stage) == (total, band)


@pytest.mark.parametrize("severity", list(Severity))
def test_psychosis_points_at_its_exclusion(severity):
    """Points and exclusion at once: without the code in the result nothing leads to X04, and this is red."""
    assert staged(severity=severity).exclusion == ("X04" if severity is Severity.PSYCHOTIC else "")


def test_no_failed_drug_no_stage():
    assert staged(failed=0) is None
