"""What went in, session by session, read from the drug events: base milligrams as given.

Never converted between routes: a milligram by lozenge is not a milligram by vein (bioavailability 32 ± 17 % [S09]).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from clinic.policy.terms import ArithmeticTerms
from sessions.dosing.dose import infused_mg
from sessions.dosing.drug_event import Event, Kind, infused_ml

#: A pump that stops this close to its planned end has run out: all of the bag went in.
RUN_OUT = timedelta(minutes=1)
ARITHMETIC = ArithmeticTerms()
PUMP = frozenset(
    {
        Kind.INFUSION_START,
        Kind.RATE_CHANGE,
        Kind.INFUSION_PAUSE,
        Kind.INFUSION_RESUME,
        Kind.INFUSION_STOP,
    }
)


class End(StrEnum):
    """What became of a lozenge: it changes how much reaches the blood, so it is kept apart."""

    NONE = ""
    SPIT = "SPIT"
    SWALLOWED = "SWALLOWED"
    NOT_RECORDED = "NOT_RECORDED"


@dataclass(frozen=True)
class DrugRow:
    """One drug event as it stands on record. ``voided``: a later row stands in its place."""

    kind: Kind
    at: datetime
    mg: Decimal | None = None
    volume_ml: Decimal | None = None
    bag_ml: Decimal | None = None
    rate_ml_per_h: Decimal | None = None
    raises_rate: bool = False
    voided: bool = False

    @property
    def event(self) -> Event:
        return Event(self.kind, self.at, self.rate_ml_per_h, self.raises_rate)


@dataclass(frozen=True)
class Sitting:
    """One dosing session of the person: where it belongs, by which route, at what weight."""

    session_id: str
    course_id: str
    route: str
    kg: Decimal | None = None


@dataclass(frozen=True)
class Given:
    """One part of one session's drug: base mg as given."""

    session_id: str
    course_id: str
    route: str
    at: datetime
    mg: Decimal
    kg: Decimal | None = None
    end: End = End.NONE


def given(sitting: Sitting, rows: Iterable[DrugRow]) -> tuple[Given, ...]:
    """What one session gave. Voided rows count for nothing; an infusion counts for what ran in."""
    standing = sorted((row for row in rows if not row.voided), key=lambda row: row.at)
    found = [
        _part(sitting, row, row.mg)
        for row in standing
        if row.kind in {Kind.INJECTION, Kind.SUPPLEMENTAL} and not _is_lozenge(standing)
    ]
    found += _lozenges(sitting, standing)
    start = next((row for row in standing if row.kind is Kind.INFUSION_START), None)
    if start is not None:
        pump = [row for row in standing if row.kind in PUMP]
        found.append(_part(sitting, start, ran_in(pump)))
    return tuple(sorted(found, key=lambda part: part.at))


def _part(sitting: Sitting, row: DrugRow, mg: Decimal | None, end: End = End.NONE) -> Given:
    return Given(
        sitting.session_id,
        sitting.course_id,
        sitting.route,
        row.at,
        mg or Decimal(0),
        sitting.kg,
        end,
    )


def _is_lozenge(rows: Sequence[DrugRow]) -> bool:
    return any(row.kind is Kind.LOZENGE_PLACED for row in rows)


def _lozenges(sitting: Sitting, rows: Sequence[DrugRow]) -> list[Given]:
    """Each lozenge with what became of it: an end speaks of whatever was in the mouth then."""
    if not _is_lozenge(rows):
        return []
    ends = {Kind.LOZENGE_SPIT: End.SPIT, Kind.LOZENGE_SWALLOWED: End.SWALLOWED}
    found: list[Given] = []
    in_mouth: list[DrugRow] = []
    for row in rows:
        if row.kind in {Kind.LOZENGE_PLACED, Kind.SUPPLEMENTAL}:
            in_mouth.append(row)
        elif row.kind in ends:
            found += [_part(sitting, one, one.mg, ends[row.kind]) for one in in_mouth]
            in_mouth = []
    return found + [_part(sitting, one, one.mg, End.NOT_RECORDED) for one in in_mouth]


def ran_in(pump: Sequence[DrugRow]) -> Decimal:
    """Base mg of the bag that went in by its stop; the whole bag while it hangs or when it ran out.

    ``pump``: the pump's rows in order, the start first.
    """
    start = pump[0]
    full = start.mg or Decimal(0)
    stop = next((row for row in pump if row.kind is Kind.INFUSION_STOP), None)
    if stop is None or not start.bag_ml:
        return full
    before = [row for row in pump if row is not stop]
    last = before[-1]
    ran = min(infused_ml([row.event for row in before], stop.at), start.bag_ml)
    if last.kind is not Kind.INFUSION_PAUSE and last.rate_ml_per_h:
        to_come = Decimal(int(RUN_OUT.total_seconds())) / 3600 * last.rate_ml_per_h
        if start.bag_ml - ran <= to_come:
            return full
    drug_ml = start.volume_ml or Decimal(0)
    return infused_mg(full, start.bag_ml - drug_ml, drug_ml, ran, ARITHMETIC)
