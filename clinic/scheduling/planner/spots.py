"""A visit's place inside the search, and the layers of equal penalty in which places are offered. Minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic.scheduling.planner.calendar import Resource
from clinic.scheduling.planner.days import minute_of
from clinic.scheduling.planner.problem import Demand, Place, Team

Use = tuple[UUID, int, int]  # a room or a person, from one minute to another
Bans = frozenset[Use]  # not to be used then
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

    def uses(self, demand: Demand) -> Iterator[Use]:
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


def team_of(
    parts: Sequence[Sequence[Resource]], is_free: Callable[[Resource], bool], chosen: Team = ()
) -> Team | None:
    """The first who are free for all parts, nobody for two."""
    if not parts:
        return chosen
    for person in parts[0]:
        if person[0] not in (user for user, _role in chosen) and is_free(person):
            team = team_of(parts[1:], is_free, (*chosen, person))
            if team is not None:
                return team
    return None
