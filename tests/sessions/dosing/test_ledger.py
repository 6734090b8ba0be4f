"""Drawn is given, wasted and returned, to the last hundredth of a millilitre."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.policy.terms import ArithmeticTerms
from sessions.dosing.ledger import Moved, Movement, reconcile

D = Decimal
TERMS = ArithmeticTerms()


def lines(drawn: str, given_: str, wasted: str, lot: str = "A") -> list[Moved]:
    amounts = ((Movement.DRAW, drawn), (Movement.GIVE, given_), (Movement.WASTE, wasted))
    return [Moved(lot, movement, D(amount)) for movement, amount in amounts if D(amount)]


@pytest.mark.parametrize(
    ("drawn", "given_", "wasted", "gap"),
    [
        ("0.72", "0.72", "0", "0"),
        ("0.72", "0.60", "0.12", "0"),
        ("0.72", "0.71", "0", "0.01"),
        ("0.72", "0.72", "0.01", "-0.01"),
        ("0.72", "0.716", "0", "0"),
        ("0.72", "0", "0", "0.72"),
    ],
)
def test_one_vial(drawn: str, given_: str, wasted: str, gap: str) -> None:
    (found,) = reconcile(lines(drawn, given_, wasted), TERMS)
    assert found.gap == D(gap)
    assert found.balanced is (D(gap) == 0)


def test_a_gap_in_one_lot_is_not_filled_by_another() -> None:
    found = reconcile([*lines("1", "0.9", "0"), *lines("1", "1", "0.1", lot="B")], TERMS)
    assert [(r.lot, r.gap) for r in found] == [("A", D("0.1")), ("B", D("-0.1"))]


def test_a_line_moves_something() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        reconcile([Moved("A", Movement.DRAW, D(0))], TERMS)


@given(
    st.lists(st.tuples(st.sampled_from(Movement), st.decimals("0.01", "5", places=2)), min_size=1)
)
def test_the_gap_is_exactly_what_is_missing(moves: list[tuple[Movement, Decimal]]) -> None:
    (found,) = reconcile([Moved("A", movement, amount) for movement, amount in moves], TERMS)
    signed = sum((amount if m is Movement.DRAW else -amount for m, amount in moves), D(0))
    assert found.gap == signed
