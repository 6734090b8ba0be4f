"""A visit's place inside the search, and the layers of equal penalty in which places are offered. Minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from clinic.scheduling.planner.calendar import Resource
from clinic.scheduling.planner.days import minute_of
from clinic.scheduling.planner.problem import Demand, Place, Team

Bans = frozenset[
    tuple[UUID, int, int]
]  # this room or person is not used from one minute to another
Busy = Callable[[UUID, int, int], bool]


@dataclass(frozen=True, slots=True)
class Spot:
    """A visit's place inside the search: minutes, room, who plays what."""

    start: int
    end: int
    room_id: UUID | None
    team: Team

    @classmethod
    def of(cls, place: Place) -> Spot:
        start, end = minute_of(place.starts_at), minute_of(place.ends_at)
        return cls(start, end, place.room_id, place.team)

    def uses(self, demand: Demand) -> Iterator[tuple[UUID, int, int]]:
        """Each room and person taken, from when to when."""
        if self.room_id is not None:
            yield self.room_id, self.start, self.end + demand.recovery + demand.turnover
        for user_id in dict.fromkeys(user_id for user_id, _role in self.team):
            yield user_id, self.start, self.end


@dataclass(frozen=True, slots=True)
class Choice:
    """One part to be played: by whom it may be, and what it costs if it is one of them."""

    people: tuple[Resource, ...]
    penalty: int


@dataclass(frozen=True, slots=True)
class Layer:
    """All starts at which these people and one of these rooms are free, each for the same penalty."""

    penalty: int
    parts: tuple[tuple[Resource, ...], ...]
    rooms: tuple[UUID, ...] | None
    starts: int
