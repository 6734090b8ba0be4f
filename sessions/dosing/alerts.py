"""What a set of vital signs raises: INFO is noted, WARN tells the prescriber, CRITICAL stops the drug.

A raised blood pressure is a prompt to repeat it first; it counts as confirmed after two readings some minutes
apart, for transient rises are expected and treating every one is not (domain/03 §3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum

from clinic.policy.terms import AlertTerms
from sessions.dosing.reading import ALWAYS_CRITICAL, PRESSURE_SIGNS, Reading, Sign


class AlertLevel(IntEnum):
    """Ordered: a higher number is worse."""

    INFO = 1
    WARN = 2
    CRITICAL = 3


@dataclass(frozen=True)
class Alert:
    """One signal at its worst level. `repeat_by` is set while a blood pressure waits for its second reading."""

    signal: str
    level: AlertLevel
    value: int | None = None
    bound: int | None = None
    confirmed: bool = True
    repeat_by: datetime | None = None


def raised_by(
    reading: Reading, earlier: Sequence[Reading], baseline: Reading | None, terms: AlertTerms
) -> list[Alert]:
    """Every alert of this set, worst first. `earlier` are this session's sets before it, in time order."""
    found = [
        *_pressure(reading, earlier, baseline, terms),
        *_low_pressure(reading, terms),
        *_bands(reading, terms),
        *_mind(reading, terms),
        *(Alert(sign.value, AlertLevel.CRITICAL) for sign in _signs(reading) & ALWAYS_CRITICAL),
    ]
    return sorted(found, key=lambda a: (-a.level, a.signal))


def _signs(reading: Reading) -> frozenset[Sign]:
    return reading.signs or frozenset()


def pressure_level(
    reading: Reading, baseline: Reading | None, terms: AlertTerms
) -> AlertLevel | None:
    """The level this one blood pressure lies at, repeated or not."""
    if reading.sbp is None or reading.dbp is None:
        return None
    if reading.sbp >= terms.sbp_critical or reading.dbp >= terms.dbp_critical:
        return AlertLevel.CRITICAL
    if reading.sbp >= terms.sbp_warn or reading.dbp >= terms.dbp_warn:
        return AlertLevel.WARN
    if baseline is None or baseline.sbp is None or baseline.dbp is None:
        return None
    factor = 1 + terms.bp_over_baseline_percent / 100
    if reading.sbp > baseline.sbp * factor or reading.dbp > baseline.dbp * factor:
        return AlertLevel.WARN
    if reading.sbp - baseline.sbp >= terms.sbp_rise_info:
        return AlertLevel.INFO
    return None


def _pressure(
    reading: Reading, earlier: Sequence[Reading], baseline: Reading | None, terms: AlertTerms
) -> Iterator[Alert]:
    level = pressure_level(reading, baseline, terms)
    if reading.sbp is not None and _signs(reading) & PRESSURE_SIGNS:
        yield Alert("BP_WITH_SIGNS", AlertLevel.CRITICAL, reading.sbp)
        return
    if level is None or reading.sbp is None:
        return
    bound = terms.sbp_critical if level is AlertLevel.CRITICAL else terms.sbp_warn
    if level is AlertLevel.INFO:
        yield Alert("BP", level, reading.sbp)
        return
    pause = timedelta(minutes=terms.bp_repeat_minutes)
    raised_since = _raised_since(reading, earlier, level, baseline, terms)
    if reading.taken_at - raised_since >= pause:
        yield Alert("BP", level, reading.sbp, bound)
    else:
        yield Alert(
            "BP", level, reading.sbp, bound, confirmed=False, repeat_by=raised_since + pause
        )


def _raised_since(
    reading: Reading,
    earlier: Sequence[Reading],
    level: AlertLevel,
    baseline: Reading | None,
    terms: AlertTerms,
) -> datetime:
    """When the present run of blood pressures at this level or worse began."""
    since = reading.taken_at
    for before in reversed(earlier):
        if before.sbp is None:
            continue
        if (pressure_level(before, baseline, terms) or 0) < level:
            break
        since = before.taken_at
    return since


def _low_pressure(reading: Reading, terms: AlertTerms) -> Iterator[Alert]:
    if reading.sbp is None:
        return
    if reading.sbp < terms.sbp_low_critical:
        yield Alert("BP_LOW", AlertLevel.CRITICAL, reading.sbp, terms.sbp_low_critical)
    elif reading.sbp < terms.sbp_low_warn:
        yield Alert("BP_LOW", AlertLevel.WARN, reading.sbp, terms.sbp_low_warn)


def _worst(
    signal: str,
    value: int | None,
    steps: Sequence[tuple[AlertLevel, bool, int | None]],
) -> Iterator[Alert]:
    for level, passed, bound in steps:
        if value is not None and passed:
            yield Alert(signal, level, value, bound)
            return


def _bands(reading: Reading, terms: AlertTerms) -> Iterator[Alert]:
    warn, critical, info = AlertLevel.WARN, AlertLevel.CRITICAL, AlertLevel.INFO
    irregular = Sign.IRREGULAR_PULSE in _signs(reading)
    hr, spo2, rr = reading.hr, reading.spo2, reading.rr
    if hr is not None:
        yield from _worst(
            "HR",
            hr,
            (
                (critical, hr > terms.hr_high_critical or irregular, terms.hr_high_critical),
                (critical, hr < terms.hr_low_critical, terms.hr_low_critical),
                (warn, hr > terms.hr_high_warn, terms.hr_high_warn),
                (warn, hr < terms.hr_low_warn, terms.hr_low_warn),
            ),
        )
    elif irregular:
        yield Alert(Sign.IRREGULAR_PULSE.value, critical)
    if spo2 is not None:
        yield from _worst(
            "SPO2",
            spo2,
            (
                (critical, spo2 < terms.spo2_critical, terms.spo2_critical),
                (warn, spo2 < terms.spo2_warn, terms.spo2_warn),
                (info, spo2 < terms.spo2_info, terms.spo2_info),
            ),
        )
    if rr is not None:
        yield from _worst(
            "RR",
            rr,
            (
                (critical, rr < terms.rr_low_critical, terms.rr_low_critical),
                (warn, rr < terms.rr_low_warn, terms.rr_low_warn),
                (warn, rr > terms.rr_high_warn, terms.rr_high_warn),
            ),
        )


def _mind(reading: Reading, terms: AlertTerms) -> Iterator[Alert]:
    warn, critical, info = AlertLevel.WARN, AlertLevel.CRITICAL, AlertLevel.INFO
    if (moaas := reading.moaas) is not None:
        yield from _worst(
            "MOAAS",
            moaas,
            (
                (critical, moaas <= terms.moaas_critical, terms.moaas_critical),
                (warn, moaas <= terms.moaas_warn, terms.moaas_warn),
                (info, moaas <= terms.moaas_info, terms.moaas_info),
            ),
        )
    if (rass := reading.rass) is not None:
        yield from _worst(
            "RASS",
            rass,
            (
                (critical, rass >= terms.rass_high_critical, terms.rass_high_critical),
                (critical, rass <= terms.rass_low_critical, terms.rass_low_critical),
                (warn, rass >= terms.rass_high_warn, terms.rass_high_warn),
                (warn, rass <= terms.rass_low_warn, terms.rass_low_warn),
                (info, rass != 0, None),
            ),
        )
    far = reading.dissociation is not None and reading.dissociation >= terms.dissociation_warn
    if far and Sign.DISTRESS in _signs(reading):
        yield Alert("DISSOCIATION", warn, reading.dissociation, terms.dissociation_warn)
    if reading.vomited or Sign.AIRWAY_RISK in _signs(reading):
        often = Decimal(reading.vomited or 0) >= terms.vomiting_warn
        risky = often or Sign.AIRWAY_RISK in _signs(reading)
        yield Alert("VOMITING", warn if risky else info, reading.vomited, terms.vomiting_warn)
