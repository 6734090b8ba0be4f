"""By which rule something new opens a signed screening, and which rows it asks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from patients.eligibility.known import Kind, Known, KnownFact, KnownTest
from patients.eligibility.suggesting import suggest


@dataclass(frozen=True)
class Rule:
    """``always`` opens whatever it is; otherwise only what points at a row of the sheet does."""

    kind: Kind
    always: bool
    because: str


RULES: tuple[Rule, ...] = (
    Rule(Kind.CONDITION, True, "A diagnosis may be an exclusion that no table knows."),
    Rule(Kind.MEDICATION, True, "A new drug changes interactions and may say why it was given."),
    Rule(Kind.ALLERGY, True, "An allergy may be to what is given here."),
    Rule(Kind.TEST, False, "A result out of its range points at a row; one inside it does not."),
    Rule(Kind.USE, False, "Use of a substance points at a row; never having used it does not."),
    Rule(Kind.MEASURE, False, "A score points at a row or at none."),
    Rule(Kind.ALERT, False, "The safety alert has its own guard."),
    Rule(Kind.PERSON, False, "Pregnancy or breastfeeding points at a row."),
    Rule(Kind.ILLNESS, False, "Psychosis and bipolar illness point at rows; the others do not."),
)
BY_KIND = {rule.kind: rule for rule in RULES}
New = KnownFact | KnownTest


def kind_of(new: New) -> Kind:
    return new.kind if isinstance(new, KnownFact) else new.origin


def rows_of(new: New, on: date, birth_date: date) -> tuple[str, ...]:
    """The rows this one thing points at, by itself."""
    facts, tests = ((new,), ()) if isinstance(new, KnownFact) else ((), (new,))
    known = Known(on, birth_date, facts, tests)
    return tuple(dict.fromkeys(one.code for one in suggest(known) if one.source == new.source))


def reopens(new: New, rows: tuple[str, ...]) -> bool:
    """Whether a signed screening is opened by it."""
    return BY_KIND[kind_of(new)].always or bool(rows)
