"""The kinds of drug event, and what a row of them says: how much went in, and when observation restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from clinic.policy.terms import ObservationTerms, RouteTerms


class Kind(StrEnum):
    """Stored values of a drug event."""

    INFUSION_START = "INFUSION_START"
    RATE_CHANGE = "RATE_CHANGE"
    INFUSION_PAUSE = "INFUSION_PAUSE"
    INFUSION_RESUME = "INFUSION_RESUME"
    INFUSION_STOP = "INFUSION_STOP"
    INJECTION = "INJECTION"
    LOZENGE_PLACED = "LOZENGE_PLACED"
    LOZENGE_SPIT = "LOZENGE_SPIT"
    LOZENGE_SWALLOWED = "LOZENGE_SWALLOWED"
    SUPPLEMENTAL = "SUPPLEMENTAL"
    RESCUE_MED = "RESCUE_MED"


FIRST_DOSE = frozenset({Kind.INFUSION_START, Kind.INJECTION, Kind.LOZENGE_PLACED})
GIVES_DRUG = FIRST_DOSE | {Kind.SUPPLEMENTAL, Kind.INFUSION_RESUME}
START_BY_FAMILY = {
    "INFUSION": Kind.INFUSION_START,
    "INJECTION": Kind.INJECTION,
    "LOZENGE": Kind.LOZENGE_PLACED,
}


@dataclass(frozen=True)
class Event:
    """One drug event as the arithmetic sees it. `rate_ml_per_h` is the rate from then on."""

    kind: Kind
    at: datetime
    rate_ml_per_h: Decimal | None = None
    raises_rate: bool = False


def infused_ml(events: Sequence[Event], until: datetime) -> Decimal:
    """Volume that has run in by `until`: each rate times its time. Paused time adds nothing."""
    total, rate, since = Decimal(0), Decimal(0), None
    for event in sorted(events, key=lambda e: e.at):
        if event.at > until:
            break
        if since is not None:
            total += rate * _hours(event.at - since)
        since = event.at
        if event.kind in {Kind.INFUSION_START, Kind.RATE_CHANGE, Kind.INFUSION_RESUME}:
            rate = event.rate_ml_per_h or Decimal(0)
        elif event.kind in {Kind.INFUSION_PAUSE, Kind.INFUSION_STOP}:
            rate = Decimal(0)
    if since is not None and until > since:
        total += rate * _hours(until - since)
    return total


def _hours(span: timedelta) -> Decimal:
    return Decimal(int(span.total_seconds())) / 3600


def clock_restarts_at(events: Sequence[Event], observation: ObservationTerms) -> datetime | None:
    """The last event that observation counts from: a dose, a supplemental one, a stop, a rate increase.

    A pause, a rescue drug, spitting or swallowing do not restart it; a lozenge's clock runs from placement [POL].
    """
    counting = [e.at for e in events if _counts(e, observation)]
    return max(counting) if counting else None


def _counts(event: Event, observation: ObservationTerms) -> bool:
    if event.kind is Kind.RATE_CHANGE:
        return event.raises_rate and observation.restart_on_rate_increase
    return event.kind in GIVES_DRUG or event.kind is Kind.INFUSION_STOP


def earliest_discharge(
    events: Sequence[Event], terms: RouteTerms, observation: ObservationTerms
) -> datetime | None:
    """When the minimum observation is over: from the start and from the last drug event, whichever is later.

    None before the first dose and while an infusion still runs or is paused: its stop is not known yet.
    """
    starts = [e.at for e in events if e.kind in FIRST_DOSE]
    last = clock_restarts_at(events, observation)
    if not starts or last is None or infusion_is_open(events):
        return None
    return max(
        min(starts) + timedelta(minutes=terms.observe_from_start_minutes),
        last + timedelta(minutes=terms.observe_from_last_minutes),
    )


def infusion_is_open(events: Sequence[Event]) -> bool:
    """Started and not stopped. A paused infusion is open: its bag still hangs."""
    kinds = {e.kind for e in events}
    return Kind.INFUSION_START in kinds and Kind.INFUSION_STOP not in kinds
