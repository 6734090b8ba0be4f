"""Ketamine given somewhere else: what the patient, a record or the monitoring programme says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sessions.exposure.amount import NOTHING, Amount

D = Decimal


@dataclass(frozen=True)
class Elsewhere:
    """One earlier treatment. Days may be unknown; then it may lie in any window that ends today."""

    id: str
    route: str
    sessions: Amount
    mg: Amount
    from_on: date | None = None
    until_on: date | None = None
    source: str = field(default="", compare=False)

    def in_window(self, first: date | None, last: date) -> tuple[Amount, Amount]:
        """Sessions and mg inside a window of days: all of it when it lies within, perhaps all when it overlaps.

        ``first`` None: since ever. How an uncertain treatment was spread over its days is not guessed.
        """
        if (self.from_on is not None and self.from_on > last) or (
            first is not None and self.until_on is not None and self.until_on < first
        ):
            return NOTHING, NOTHING
        starts_inside = first is None or (self.from_on is not None and self.from_on >= first)
        ends_inside = self.until_on is not None and self.until_on <= last
        if first is None or (starts_inside and ends_inside):
            return self.sessions, self.mg
        return Amount(D(0), self.sessions.high), Amount(D(0), self.mg.high)
