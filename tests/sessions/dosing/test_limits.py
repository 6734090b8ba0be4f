"""Dose limits at their exact edges, for each route."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from clinic.policy.terms import ClinicalPolicy
from sessions.dosing.limits import (
    Before,
    Limit,
    LimitFinding,
    PlannedDose,
    Severity,
    Supplement,
    dose_limits,
    infusion_limits,
    supplemental_limits,
)

D = Decimal
ROUTES = ClinicalPolicy().routes
NINE = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
LATER = Before(first_session=False)


def planned(mg: str, kg: str = "100", **more: object) -> PlannedDose:
    return PlannedDose(D(mg), D(mg), D(kg), **more)  # type: ignore[arg-type]


def severities(found: list[LimitFinding], limit: Limit) -> list[Severity]:
    return sorted(f.severity for f in found if f.limit is limit)


@pytest.mark.parametrize(
    ("route", "mg", "kg", "expected"),
    [
        ("IV", "75", "100", []),
        ("IV", "75.01", "100", [Severity.WARN]),
        ("IV", "100", "100", [Severity.WARN]),
        ("IV", "100.01", "100", [Severity.RX]),
        ("IV", "150", "100", [Severity.RX]),
        ("IV", "150.01", "120", [Severity.HARD, Severity.RX]),
        ("IV", "150.01", "100", [Severity.HARD, Severity.HARD]),
        ("IV", "90.01", "60", [Severity.HARD]),
        ("IM", "80", "80", []),
        ("IM", "80.01", "80", [Severity.WARN]),
        ("IM", "120.01", "80", [Severity.RX]),
        ("IM", "160", "80", [Severity.RX]),
        ("IM", "160.01", "100", [Severity.HARD, Severity.RX]),
        ("IM", "120.01", "60", [Severity.HARD]),
        ("SL_RDT", "300", "80", []),
        ("SL_RDT", "301", "80", [Severity.WARN]),
        ("SL_RDT", "401", "100", [Severity.RX]),
        ("SL_RDT", "450", "100", [Severity.RX]),
        ("SL_RDT", "451", "105", [Severity.HARD]),
        ("SL_TROCHE", "350.01", "50", [Severity.HARD, Severity.WARN]),
    ],
)
def test_session_total(route: str, mg: str, kg: str, expected: list[Severity]) -> None:
    found = dose_limits(planned(mg, kg), LATER, ROUTES[route])
    assert severities(found, Limit.SESSION_TOTAL) == sorted(expected)


def test_what_was_already_given_counts() -> None:
    dose = planned("60", "100", already_mg=D(60))
    assert severities(dose_limits(dose, LATER, ROUTES["IV"]), Limit.SESSION_TOTAL) == [Severity.RX]


def test_rounding_never_passes_the_hard_limit() -> None:
    """Ordered exactly 150 mg, drawn 150.5: the hard limit is judged on the syringe."""
    dose = PlannedDose(D(150), D("150.5"), D(110))
    found = dose_limits(dose, LATER, ROUTES["IV"])
    assert Severity.HARD in severities(found, Limit.SESSION_TOTAL)


@pytest.mark.parametrize(
    ("route", "mg", "frail", "expected"),
    [
        ("IV", "50", False, []),
        ("IV", "50.01", False, [Severity.RX]),
        ("IM", "50", False, []),
        ("IM", "51", False, [Severity.RX]),
        ("SL_RDT", "150", False, []),
        ("SL_RDT", "151", False, [Severity.RX]),
        ("SL_RDT", "100", True, []),
        ("SL_RDT", "101", True, [Severity.RX]),
    ],
)
def test_a_first_session_starts_low(
    route: str, mg: str, frail: bool, expected: list[Severity]
) -> None:
    before = Before(first_session=True, frail=frail)
    assert (
        severities(dose_limits(planned(mg), before, ROUTES[route]), Limit.FIRST_SESSION)
        == expected
    )
    assert severities(dose_limits(planned(mg), LATER, ROUTES[route]), Limit.FIRST_SESSION) == []


@pytest.mark.parametrize(
    ("route", "mg", "before", "expected"),
    [
        ("IV", "75", Before(False, D(50), D("0.5")), []),
        ("IV", "75.01", Before(False, D(50), D("0.5")), [Severity.RX]),
        ("IM", "76", Before(False, D(50), D("0.5")), [Severity.RX]),
        ("SL_RDT", "200", Before(False, D(100), D(1)), []),
        ("SL_RDT", "201", Before(False, D(100), D(1)), [Severity.RX]),
        ("IV", "40", Before(False, D(75), D("0.75")), []),
    ],
)
def test_a_step_up_is_small(route: str, mg: str, before: Before, expected: list[Severity]) -> None:
    assert severities(dose_limits(planned(mg), before, ROUTES[route]), Limit.STEP_UP) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (40, []),
        (30, []),
        (29, [Severity.WARN]),
        (20, [Severity.WARN]),
        (19, [Severity.RX]),
        (None, [Severity.RX]),
    ],
)
def test_an_infusion_is_not_rushed(minutes: int | None, expected: list[Severity]) -> None:
    dose = planned("36", "72", minutes=minutes)
    assert severities(infusion_limits(dose, ROUTES["IV"]), Limit.INFUSION_TIME) == expected
    assert infusion_limits(dose, ROUTES["IM"]) == []


@pytest.mark.parametrize(
    ("mg_per_ml", "drug_ml", "diluent_ml", "blocked"),
    [
        ("100", "0.35", "0.35", False),
        ("100", "0.35", "0.34", True),
        ("100", "0.35", None, True),
        ("100", None, "50", True),
        ("50", "0.70", "0", False),
    ],
)
def test_the_strongest_vial_is_never_given_undiluted_into_a_vein(
    mg_per_ml: str, drug_ml: str | None, diluent_ml: str | None, blocked: bool
) -> None:
    dose = planned(
        "35",
        "70",
        minutes=40,
        mg_per_ml=D(mg_per_ml),
        drug_ml=None if drug_ml is None else D(drug_ml),
        diluent_ml=None if diluent_ml is None else D(diluent_ml),
    )
    found = severities(infusion_limits(dose, ROUTES["IV"]), Limit.UNDILUTED)
    assert found == ([Severity.HARD] if blocked else [])
    assert infusion_limits(dose, ROUTES["IM"]) == []


@pytest.mark.parametrize(
    ("route", "mg", "given", "minutes", "causes"),
    [
        ("IM", "25", 0, 10, []),
        ("IM", "25.01", 0, 10, ["SIZE"]),
        ("IM", "25", 0, 9, ["GAP"]),
        ("IM", "25", 1, 10, ["COUNT"]),
        ("SL_RDT", "25", 0, 19, ["GAP"]),
        ("SL_RDT", "25", 0, 20, []),
        ("IV", "10", 0, 30, ["COUNT"]),
    ],
)
def test_a_supplemental_dose_is_once_small_and_not_too_soon(
    route: str, mg: str, given: int, minutes: int, causes: list[str]
) -> None:
    extra = Supplement(D(50), given, NINE, NINE + timedelta(minutes=minutes))
    found = supplemental_limits(planned(mg, already_mg=D(50)), extra, ROUTES[route])
    assert [f.cause for f in found] == causes
    assert {f.severity for f in found} <= {Severity.HARD}


def test_one_second_short_of_the_gap_is_too_soon() -> None:
    extra = Supplement(D(50), 0, NINE, NINE + timedelta(minutes=9, seconds=59))
    assert [f.cause for f in supplemental_limits(planned("10"), extra, ROUTES["IM"])] == ["GAP"]
