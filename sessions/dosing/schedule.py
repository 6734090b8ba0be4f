"""When vital signs are due, drawn before they happen, and how each due set ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from clinic.policy.terms import RouteTerms


class DueStatus(StrEnum):
    """PLANNED and DUE are still open; the others are how it went. LATE may be taken or not yet."""

    PLANNED = "PLANNED"
    DUE = "DUE"
    ON_TIME = "ON_TIME"
    LATE = "LATE"
    MISSED = "MISSED"


@dataclass(frozen=True)
class Due:
    """One set: the minute since drug start it belongs to, and the set that filled it, if any."""

    minute: int
    due_at: datetime
    taken_at: datetime | None = None


def due_minutes(terms: RouteTerms, drug_minutes: int, until_minute: int) -> list[int]:
    """Minutes since drug start at which a set is due, up to and including `until_minute`.

    Infusions: every few minutes while the drug runs, its end included, then at the slower pace. Other routes
    follow their fixed list, then the slower pace while the person stays. `drug_minutes` is 0 for those.
    """
    if until_minute <= 0:
        return []
    if terms.due_every_during:
        minutes = list(range(terms.due_every_during, drug_minutes + 1, terms.due_every_during))
        if drug_minutes and (not minutes or minutes[-1] != drug_minutes):
            minutes.append(drug_minutes)
    else:
        minutes = list(terms.due_minutes)
    last = minutes[-1] if minutes else 0
    while last < until_minute:
        last += terms.due_every_after
        minutes.append(last)
    return [m for m in minutes if m <= until_minute]


def status(due: Due, next_due_at: datetime | None, at: datetime, terms: RouteTerms) -> DueStatus:
    """How one due set stands at `at`. Exactly at the tolerance is on time; missed once the next is due."""
    tolerance = timedelta(minutes=terms.due_tolerance_minutes)
    if due.taken_at is not None:
        late = due.taken_at > due.due_at + tolerance
        return DueStatus.LATE if late else DueStatus.ON_TIME
    if next_due_at is not None and at >= next_due_at:
        return DueStatus.MISSED
    if at > due.due_at + tolerance:
        return DueStatus.LATE
    return DueStatus.DUE if at >= due.due_at - tolerance else DueStatus.PLANNED


def statuses(dues: Sequence[Due], at: datetime, terms: RouteTerms) -> list[DueStatus]:
    """The status of each set, in the order given (by minute)."""
    following = [*(d.due_at for d in dues[1:]), None]
    return [status(d, nxt, at, terms) for d, nxt in zip(dues, following, strict=True)]


def fills(dues: Sequence[Due], taken_at: datetime, terms: RouteTerms) -> int | None:
    """Which open due set a reading belongs to: its window is open and the next is not yet due. Else None."""
    tolerance = timedelta(minutes=terms.due_tolerance_minutes)
    for index in range(len(dues) - 1, -1, -1):
        due = dues[index]
        if taken_at < due.due_at - tolerance:
            continue
        # An early reading fills the coming set only when the one before it is not waiting any more.
        return index if due.taken_at is None else None
    return None


def missed_in_a_row(dues: Sequence[Due], at: datetime, terms: RouteTerms) -> int:
    """How many sets were missed one after the other since the last one that was taken."""
    run = 0
    for due, found in zip(reversed(dues), reversed(statuses(dues, at, terms)), strict=True):
        if due.taken_at is not None:
            break
        run += found is DueStatus.MISSED
    return run
