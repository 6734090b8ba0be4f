"""Alert levels at their edges (domain/03 §3.3), and what may not be entered at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic.policy.terms import AlertTerms, VitalsTerms
from sessions.dosing.alerts import Alert, AlertLevel, raised_by
from sessions.dosing.reading import Reading, Sign, out_of_range, pressures_crossed

TERMS = AlertTerms()
NINE = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
CALM = Reading(NINE - timedelta(minutes=11), sbp=120, dbp=80)
INFO, WARN, CRITICAL = AlertLevel.INFO, AlertLevel.WARN, AlertLevel.CRITICAL


def level(signal: str, baseline: Reading | None = CALM, **numbers: Any) -> AlertLevel | None:
    found = [
        a for a in raised_by(Reading(NINE, **numbers), [], baseline, TERMS) if a.signal == signal
    ]
    assert len(found) <= 1
    return found[0].level if found else None


@pytest.mark.parametrize(
    ("sbp", "dbp", "expected"),
    [
        (139, 80, None),
        (140, 80, INFO),
        (156, 80, INFO),
        (157, 80, WARN),
        (160, 80, WARN),
        (120, 104, WARN),
        (120, 105, WARN),
        (120, 99, None),
        (120, 100, WARN),
        (179, 109, WARN),
        (180, 80, CRITICAL),
        (120, 110, CRITICAL),
    ],
)
def test_blood_pressure(sbp: int, dbp: int, expected: AlertLevel | None) -> None:
    assert level("BP", sbp=sbp, dbp=dbp) == expected


def test_without_a_baseline_the_absolute_limits_still_hold() -> None:
    assert level("BP", baseline=None, sbp=159, dbp=99) is None
    assert level("BP", baseline=None, sbp=160, dbp=99) is WARN


def test_a_raised_pressure_is_repeated_before_it_is_confirmed() -> None:
    first = Reading(NINE, sbp=161, dbp=98)
    (alert,) = raised_by(first, [], CALM, TERMS)
    assert (alert.confirmed, alert.repeat_by) == (False, NINE + timedelta(minutes=5))

    def again(minutes: float, sbp: int = 162) -> Alert:
        reading = Reading(NINE + timedelta(minutes=minutes), sbp=sbp, dbp=98)
        return next(a for a in raised_by(reading, [CALM, first], CALM, TERMS) if a.signal == "BP")

    assert not again(4.9).confirmed
    assert again(5).confirmed
    assert (again(5, sbp=185).level, again(5, sbp=185).confirmed) == (CRITICAL, False)


def test_signs_make_any_pressure_an_emergency() -> None:
    for sign in (Sign.CHEST_PAIN, Sign.SEVERE_HEADACHE, Sign.VISUAL_OR_FOCAL):
        assert level("BP_WITH_SIGNS", sbp=120, dbp=80, signs=frozenset({sign})) is CRITICAL
    assert level("BP_WITH_SIGNS", sbp=120, dbp=80, signs=frozenset()) is None


@pytest.mark.parametrize(
    ("signal", "field", "edges"),
    [
        ("BP_LOW", "sbp", {90: None, 89: WARN, 80: WARN, 79: CRITICAL}),
        (
            "HR",
            "hr",
            {
                120: None,
                121: WARN,
                150: WARN,
                151: CRITICAL,
                50: None,
                49: WARN,
                40: WARN,
                39: CRITICAL,
            },
        ),
        ("SPO2", "spo2", {95: None, 94: INFO, 93: WARN, 90: WARN, 89: CRITICAL}),
        ("RR", "rr", {10: None, 9: WARN, 8: WARN, 7: CRITICAL, 28: None, 29: WARN}),
        ("MOAAS", "moaas", {5: None, 4: INFO, 3: WARN, 2: CRITICAL, 0: CRITICAL}),
        (
            "RASS",
            "rass",
            {
                0: None,
                1: INFO,
                -1: INFO,
                2: WARN,
                -2: INFO,
                -3: WARN,
                3: CRITICAL,
                -4: CRITICAL,
                -5: CRITICAL,
            },
        ),
        ("VOMITING", "vomited", {0: None, 1: INFO, 2: WARN}),
    ],
)
def test_each_signal_at_its_edges(
    signal: str, field: str, edges: dict[int, AlertLevel | None]
) -> None:
    found = {value: level(signal, baseline=None, **{field: value}) for value in edges}
    assert found == edges


def test_dissociation_alone_is_expected_and_raises_nothing() -> None:
    assert level("DISSOCIATION", dissociation=10) is None
    assert level("DISSOCIATION", dissociation=9, signs=frozenset({Sign.DISTRESS})) is WARN
    assert level("DISSOCIATION", dissociation=8, signs=frozenset({Sign.DISTRESS})) is None


@pytest.mark.parametrize(
    "sign",
    [
        Sign.CHEST_PAIN,
        Sign.SEIZURE,
        Sign.LARYNGOSPASM,
        Sign.ANAPHYLAXIS,
        Sign.SUICIDAL_STATEMENT,
        Sign.SYNCOPE,
    ],
)
def test_some_signs_are_always_critical(sign: Sign) -> None:
    assert level(sign.value, signs=frozenset({sign})) is CRITICAL


def test_an_irregular_pulse_is_critical_at_any_rate() -> None:
    assert level("HR", hr=80, signs=frozenset({Sign.IRREGULAR_PULSE})) is CRITICAL


def test_the_worst_alert_comes_first() -> None:
    found = raised_by(Reading(NINE, sbp=161, dbp=98, spo2=89, moaas=4), [], CALM, TERMS)
    assert [a.level for a in found] == [CRITICAL, WARN, INFO]


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("sbp", (50, 300), (49, 301)),
        ("dbp", (20, 200), (19, 201)),
        ("hr", (20, 250), (19, 251)),
        ("spo2", (50, 100), (49, 101)),
        ("rr", (4, 60), (3, 61)),
        ("moaas", (0, 5), (-1, 6)),
        ("rass", (-5, 4), (-6, 5)),
        ("dissociation", (0, 10), (-1, 11)),
        ("temperature", (Decimal("33.0"), Decimal("42.0")), (Decimal("32.9"), Decimal("42.1"))),
    ],
)
def test_entry_ranges(field: str, good: tuple[Any, Any], bad: tuple[Any, Any]) -> None:
    for value in good:
        assert out_of_range(Reading(NINE, **{field: value}), VitalsTerms()) == []
    for value in bad:
        assert [o.name for o in out_of_range(Reading(NINE, **{field: value}), VitalsTerms())] == [
            field
        ]


@pytest.mark.parametrize(
    ("sbp", "dbp", "crossed"),
    [(120, 80, False), (80, 120, True), (98, 98, True), (120, None, True), (None, None, False)],
)
def test_pressures_typed_the_wrong_way_round(
    sbp: int | None, dbp: int | None, crossed: bool
) -> None:
    assert pressures_crossed(Reading(NINE, sbp=sbp, dbp=dbp)) is crossed
