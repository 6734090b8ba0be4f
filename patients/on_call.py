"""Who can be called right now. Asked here, answered above: the roster lies higher than the patients.

The calendar registers its answer when the program starts; as long as nothing has, nobody is known to be on call and the
next in line is told instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

# A site's id and the present instant -> the people on call there, the longest on call first.
Roster = Callable[[UUID, datetime], Sequence[UUID]]

_rosters: list[Roster] = []


def register(roster: Roster) -> None:
    """Ask `roster` from now on. Registering twice changes nothing."""
    if roster not in _rosters:
        _rosters.append(roster)


def people(site_id: UUID, at: datetime) -> list[UUID]:
    """Everybody on call there and then, nobody twice."""
    return list(dict.fromkeys(user for roster in _rosters for user in roster(site_id, at)))
