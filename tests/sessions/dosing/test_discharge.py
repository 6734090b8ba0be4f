"""D1 to D12, each the only one missing, and each at its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic.policy.terms import DischargeTerms
from sessions.dosing.discharge import DischargeSet, criteria
from sessions.dosing.reading import Reading

TERMS = DischargeTerms()
NOON = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
BASELINE = Reading(NOON - timedelta(hours=3), sbp=120, dbp=80)
WELL = DischargeSet(
    reading=Reading(NOON, sbp=124, dbp=82, spo2=97, moaas=5, dissociation=0),
    baseline=BASELINE,
    earliest_at=NOON,
    aldrete=(2, 2, 2, 2, 2),
    padss=(2, 2, 2, 2, 2),
    oriented=True,
    steady_gait=True,
    nausea_controlled=True,
    can_drink=True,
    no_suicidal_intent=True,
    escort_matched=True,
    instructions_given=True,
    no_driving_acknowledged=True,
    monitor_signed=True,
    therapist_signed=True,
)


def unmet(found: DischargeSet) -> list[str]:
    return [c.id for c in criteria(found, TERMS) if not c.met]


def with_reading(**numbers: Any) -> DischargeSet:
    return replace(WELL, reading=replace(WELL.reading, **numbers))


def test_a_person_who_is_well_may_go() -> None:
    assert unmet(WELL) == []
    assert [c.id for c in criteria(WELL, TERMS)] == [f"D{n}" for n in range(1, 13)]


def test_nothing_asked_is_nothing_met() -> None:
    assert unmet(DischargeSet(Reading(NOON))) == [f"D{n}" for n in range(1, 13)]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        (replace(WELL, earliest_at=NOON + timedelta(seconds=1)), ["D1"]),
        (replace(WELL, earliest_at=None), ["D1"]),
        (replace(WELL, aldrete=(2, 2, 2, 2, 1)), []),
        (replace(WELL, aldrete=(2, 2, 2, 1, 1)), ["D2"]),
        (replace(WELL, aldrete=(2, 2, 2, 2, 0)), ["D2"]),
        (replace(WELL, aldrete=(2, 2, 2, 3)), ["D2"]),
        (replace(WELL, padss=(1, 2, 2, 2, 2)), []),
        (replace(WELL, padss=(1, 1, 2, 2, 2)), ["D3"]),
        (with_reading(moaas=4), ["D4"]),
        (replace(WELL, oriented=False), ["D4"]),
        (with_reading(dissociation=1), []),
        (with_reading(dissociation=2), ["D5"]),
        (with_reading(spo2=94), []),
        (with_reading(spo2=93), ["D7"]),
        (replace(with_reading(spo2=92), documented_spo2=92), []),
        (with_reading(oxygen_l_min=Decimal(2)), ["D7"]),
        (replace(WELL, steady_gait=False), ["D8"]),
        (replace(WELL, nausea_controlled=None), ["D8"]),
        (replace(WELL, can_drink=False), ["D8"]),
        (replace(WELL, no_suicidal_intent=False), ["D9"]),
        (replace(WELL, escort_matched=None), ["D10"]),
        (replace(WELL, instructions_given=False), ["D11"]),
        (replace(WELL, no_driving_acknowledged=False), ["D11"]),
        (replace(WELL, monitor_signed=False), ["D12"]),
        (replace(WELL, therapist_signed=None), ["D12"]),
    ],
)
def test_each_criterion_alone(changed: DischargeSet, missing: list[str]) -> None:
    assert unmet(changed) == missing


@pytest.mark.parametrize(
    ("sbp", "dbp", "settled"),
    [
        (144, 96, True),
        (145, 80, False),
        (120, 97, False),
        (96, 64, True),
        (95, 64, False),
        (160, 80, False),
    ],
)
def test_blood_pressure_near_its_own_baseline(sbp: int, dbp: int, settled: bool) -> None:
    """Within a fifth of 120/80, ends included."""
    assert ("D6" not in unmet(with_reading(sbp=sbp, dbp=dbp))) is settled


def test_or_falling_on_two_sets_but_always_below_the_ceiling() -> None:
    def falling(*sbps: int) -> DischargeSet:
        earlier = [
            Reading(NOON - timedelta(minutes=10 * (3 - n)), sbp=s, dbp=85)
            for n, s in enumerate(sbps[:-1])
        ]
        return replace(with_reading(sbp=sbps[-1], dbp=85), earlier=earlier)

    assert unmet(falling(158, 154, 150)) == []
    assert unmet(falling(158, 150, 150)) == ["D6"]
    assert unmet(falling(154, 150)) == ["D6"]
    assert unmet(falling(190, 175, 160)) == ["D6"]
