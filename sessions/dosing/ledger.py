"""Whether the drug of one session adds up: drawn is given, wasted and returned, to the last 0.01 mL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from clinic.policy.terms import ArithmeticTerms
from sessions.dosing.weight import to_step


class Movement(StrEnum):
    """What happens to drug inside one session."""

    DRAW = "DRAW"
    GIVE = "GIVE"
    WASTE = "WASTE"
    RETURN = "RETURN"


@dataclass(frozen=True)
class Moved:
    """One ledger line of a session. `amount` is in the lot's unit, mL or lozenges; always above zero."""

    lot: str
    movement: Movement
    amount: Decimal


@dataclass(frozen=True)
class Reconciled:
    """One lot of one session. `gap` above zero: drawn and not accounted for; below: more than was drawn."""

    lot: str
    drawn: Decimal
    given: Decimal
    wasted: Decimal
    returned: Decimal
    gap: Decimal

    @property
    def balanced(self) -> bool:
        """Nothing missing, nothing from nowhere."""
        return self.gap == 0


def reconcile(lines: Iterable[Moved], terms: ArithmeticTerms) -> list[Reconciled]:
    """Each lot of a session, in order of its name."""
    sums: dict[str, dict[Movement, Decimal]] = {}
    for line in lines:
        if line.amount <= 0:
            raise ValueError("a ledger line moves more than nothing")
        lot = sums.setdefault(line.lot, dict.fromkeys(Movement, Decimal(0)))
        lot[line.movement] += line.amount
    return [
        Reconciled(
            lot,
            moved[Movement.DRAW],
            moved[Movement.GIVE],
            moved[Movement.WASTE],
            moved[Movement.RETURN],
            to_step(
                moved[Movement.DRAW]
                - moved[Movement.GIVE]
                - moved[Movement.WASTE]
                - moved[Movement.RETURN],
                terms.ledger_step_ml,
            ),
        )
        for lot, moved in sorted(sums.items())
    ]
