"""Which consents a course needs before anything may be given."""

from __future__ import annotations

from collections.abc import Iterable

# Table of form types in the consent chapter of the domain notes: one annex per way of giving.
ANNEXES: dict[str, str] = {
    "IV": "ROUTE_ANNEX_IV",
    "IM": "ROUTE_ANNEX_IM",
    "SL_RDT": "ROUTE_ANNEX_SL",
    "SL_TROCHE": "ROUTE_ANNEX_SL",
    "ORAL_SWALLOWED": "ROUTE_ANNEX_SL",  # whose form names no such route: nothing can be signed for it
}


def annex_for(route: str) -> str:
    """The annex of a route. A route nobody knows has an annex that nobody can sign."""
    return ANNEXES.get(route, f"ROUTE_ANNEX_{route}")


#: Signed on entering maintenance: what many doses over a long time risk (domain/07 §7.1).
ADDENDUM = "MAINTENANCE_ADDENDUM"


def mandatory_types(
    every_course: Iterable[str], route: str, *, maintenance: bool = False
) -> tuple[str, ...]:
    """The types every course needs (``gate.consent_types`` of the policy), then the route's annex, and in
    maintenance its addendum."""
    more = (ADDENDUM,) if maintenance else ()
    return tuple(dict.fromkeys([*every_course, annex_for(route), *more]))
