"""Who may open what: written by hand from domain/08 section 8.2, never from the code.

D front desk, N nurse, P prescriber, T therapist, M manager, A auditor, X the patient whose record it is,
* anybody, signed in or not, ? depends on more than the role. Each line of a group is `METHOD route`; the routes are those of walk.py.
"""

from tests.permissions import house, own, people, review, safety, treatment, visits, workup

PARTS = (house, visits, people, review, safety, workup, treatment, own)


def expected() -> dict[tuple[str, str], str]:
    """`{(method, route): letters}`."""
    rows: dict[tuple[str, str], str] = {}
    for who, lines in (row for part in PARTS for row in part.TABLE):
        for line in lines.strip().splitlines() if lines.strip() != "GET" else ["GET "]:
            method, _, route = line.strip().partition(" ")
            if (method, route) in rows:
                raise ValueError(f"{method} {route} stands twice")
            rows[method, route] = who
    return rows
