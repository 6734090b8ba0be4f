"""Whether a person may go home: D1 to D12 in one set of observations. An unanswered criterion is not met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from clinic.policy.terms import DischargeTerms
from sessions.dosing.reading import Reading

ITEMS = 5  # both scales have five items, 0 to 2 each [S55]


@dataclass(frozen=True)
class DischargeSet:
    """One set, taken to let a person go. None is unanswered. `aldrete` and `padss` are five items of 0 to 2."""

    reading: Reading
    earlier: Sequence[Reading] = ()
    baseline: Reading | None = None
    documented_spo2: int | None = None
    earliest_at: datetime | None = None
    aldrete: tuple[int, ...] | None = None
    padss: tuple[int, ...] | None = None
    oriented: bool | None = None
    steady_gait: bool | None = None
    nausea_controlled: bool | None = None
    can_drink: bool | None = None
    no_suicidal_intent: bool | None = None
    escort_matched: bool | None = None
    instructions_given: bool | None = None
    no_driving_acknowledged: bool | None = None
    monitor_signed: bool | None = None
    therapist_signed: bool | None = None


@dataclass(frozen=True)
class Criterion:
    """One of D1 to D12. `value` is what was found, for the sentence and the record."""

    id: str
    met: bool
    value: str = ""


def criteria(found: DischargeSet, terms: DischargeTerms) -> list[Criterion]:
    """All twelve, in order."""
    reading = found.reading
    drinks = (found.steady_gait, found.nausea_controlled, found.can_drink)
    written = (found.instructions_given, found.no_driving_acknowledged)
    return [
        Criterion("D1", found.earliest_at is not None and reading.taken_at >= found.earliest_at),
        _scale("D2", found.aldrete, terms.aldrete_min, zero_allowed=False),
        _scale("D3", found.padss, terms.padss_min, zero_allowed=True),
        Criterion(
            "D4",
            reading.moaas is not None
            and reading.moaas >= terms.moaas_min
            and found.oriented is True,
            _shown(reading.moaas),
        ),
        Criterion(
            "D5",
            reading.dissociation is not None and reading.dissociation <= terms.dissociation_max,
            _shown(reading.dissociation),
        ),
        Criterion("D6", pressure_settled(found, terms), _pressure_shown(reading)),
        Criterion("D7", _saturated(found, terms), _shown(reading.spo2)),
        Criterion("D8", all(one is True for one in drinks)),
        Criterion("D9", found.no_suicidal_intent is True),
        Criterion("D10", found.escort_matched is True),
        Criterion("D11", all(one is True for one in written)),
        Criterion("D12", found.monitor_signed is True and found.therapist_signed is True),
    ]


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)


def _pressure_shown(reading: Reading) -> str:
    return "" if reading.sbp is None else f"{reading.sbp}/{reading.dbp}"


def _scale(
    name: str, items: tuple[int, ...] | None, least: int, *, zero_allowed: bool
) -> Criterion:
    if items is None or len(items) != ITEMS or not all(0 <= one <= 2 for one in items):
        return Criterion(name, met=False)
    met = sum(items) >= least and (zero_allowed or 0 not in items)
    return Criterion(name, met, str(sum(items)))


def pressure_settled(found: DischargeSet, terms: DischargeTerms) -> bool:
    """Below the ceiling, and either near the person's own baseline or falling on two sets."""
    now = found.reading
    if now.sbp is None or now.dbp is None:
        return False
    if now.sbp >= terms.sbp_below or now.dbp >= terms.dbp_below:
        return False
    return _near_baseline(now, found.baseline, terms) or _falling(now, found.earlier)


def _near_baseline(now: Reading, baseline: Reading | None, terms: DischargeTerms) -> bool:
    if baseline is None or baseline.sbp is None or baseline.dbp is None:
        return False
    share = terms.bp_baseline_percent / 100
    pairs = ((now.sbp, baseline.sbp), (now.dbp, baseline.dbp))
    return all(one is not None and abs(Decimal(one) - own) <= own * share for one, own in pairs)


def _falling(now: Reading, earlier: Sequence[Reading]) -> bool:
    """Lower than the set before it, which was lower than the one before that: two falls."""
    last = [r for r in earlier if r.sbp is not None and r.taken_at < now.taken_at][-2:]
    if len(last) < 2 or now.sbp is None:
        return False
    first, second = (r.sbp or 0 for r in last)
    return first > second > now.sbp


def _saturated(found: DischargeSet, terms: DischargeTerms) -> bool:
    spo2 = found.reading.spo2
    if spo2 is None or not found.reading.on_room_air:
        return False
    enough = terms.spo2_min
    if found.documented_spo2 is not None:
        enough = min(enough, found.documented_spo2)
    return spo2 >= enough
