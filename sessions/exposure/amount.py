"""A number nobody may know exactly: from a lower to an upper end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

D = Decimal


@dataclass(frozen=True)
class Amount:
    """At least ``low``, at most ``high``; ``high`` None: nobody knows the upper end.

    What is not known is a wide range and never a zero: a limit it may have passed is not called kept.
    """

    low: Decimal
    high: Decimal | None

    def __add__(self, other: Amount) -> Amount:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Amount(self.low + other.low, high)

    def over(self, divisor: Decimal | int) -> Amount:
        """Divided, both ends."""
        return Amount(self.low / divisor, None if self.high is None else self.high / divisor)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def is_nothing(self) -> bool:
        """Surely none."""
        return self.low == 0 and self.high == 0

    def may_reach(self, limit: Decimal | int) -> bool:
        """Whether the true number may be the limit or more."""
        return self.high is None or self.high >= limit

    def surely_reaches(self, limit: Decimal | int) -> bool:
        """Whether it is the limit or more, whatever the true number."""
        return self.low >= limit


NOTHING = Amount(D(0), D(0))


def exactly(number: Decimal | int) -> Amount:
    """A number that is known."""
    return Amount(D(number), D(number))


def total(amounts: Iterable[Amount]) -> Amount:
    """All of them together."""
    return sum(amounts, NOTHING)
