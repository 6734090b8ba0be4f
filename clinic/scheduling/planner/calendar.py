"""When rooms and people are free at a site, and at which quarter hours a visit could begin: pure, in whole minutes.

A set of possible starts is one whole number, a bit for each quarter of an hour from `base` on: sets of thousands of
starts are united and cut by single machine-speed operations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from clinic.scheduling.planner.days import GRID, Days
from clinic.scheduling.planner.problem import Demand

Resource = tuple[UUID, str]  # a person in a role of the day; a room with role ""


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of time that do not touch, in order: `starts[i]` up to, not including, `ends[i]`."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def cover(self, start: int, end: int) -> bool:
        place = bisect_right(self.starts, start) - 1
        return place >= 0 and self.ends[place] >= end

    def meet(self, start: int, end: int) -> bool:
        """Is any minute of start..end in them?"""
        place = bisect_right(self.ends, start)
        return place < len(self.starts) and self.starts[place] < end

    def without(self, start: int, end: int) -> Spans:
        """These less one stretch."""
        pieces = []
        for begins, ends in zip(self.starts, self.ends, strict=True):
            pieces += [(begins, min(ends, start)), (max(begins, end), ends)]
        kept = [(begins, ends) for begins, ends in pieces if begins < ends]
        return Spans([begins for begins, _ in kept], [ends for _, ends in kept])


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What a visit may ask of a room; `place` is its place in the list people know."""

    kind: str
    equipment: frozenset[str]
    place: int


@dataclass
class Calendar:
    """Everything the search may use between `earliest` and `latest` (minutes).

    `free` has the time in which a room or a person in a role can be booked; `taken` the other visits of each patient.
    The visits that are being planned are in neither: their times are free. `licensed`: from when to when a person may play
    a role for patients in another jurisdiction, by video.
    """

    days: Days
    earliest: int
    latest: int
    open: Spans
    rooms: dict[UUID, RoomFacts]
    people: dict[str, tuple[UUID, ...]]
    free: dict[Resource, Spans]
    taken: dict[UUID, Spans] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    away: tuple[tuple[UUID, int, int], ...] = ()
    licensed: dict[tuple[Resource, str], list[tuple[int, int]]] = field(default_factory=dict)
    _starts: dict[tuple[object, int], int] = field(default_factory=dict, repr=False)

    @property
    def base(self) -> int:
        """The quarter hour of bit 0."""
        return self.earliest - self.earliest % GRID

    def rooms_for(self, demand: Demand) -> tuple[UUID, ...]:
        """The rooms of that kind with that equipment."""
        return tuple(
            room_id
            for room_id, room in self.rooms.items()
            if demand.room_kind in {"", room.kind} and demand.equipment <= room.equipment
        )

    def is_free(self, resource: Resource, start: int, end: int) -> bool:
        return resource in self.free and self.free[resource].cover(start, end)

    def send_away(self, person: UUID, start: int, end: int) -> None:
        """Somebody will not be there, whatever the roster says."""
        self.away = (*self.away, (person, start, end))
        for resource in [each for each in self.free if each[0] == person]:
            self.free[resource] = self.free[resource].without(start, end)
        self._starts.clear()

    def is_away(self, person: UUID, start: int, end: int) -> bool:
        return any(who == person and start < e and s < end for who, s, e in self.away)

    def starts_with(self, resource: Resource, length: int) -> int:
        """The starts from which a room or a person is free for `length` minutes."""
        return self._cached(resource, self.free.get(resource, Spans()), length)

    def starts_open(self, length: int) -> int:
        """The starts from which the site is open for `length` minutes, none before `earliest` or ending after `latest`."""
        return self._cached("open", self.open, length)

    def starts_licensed(self, person: Resource, place: str) -> int:
        """The starts on days on which somebody may treat a patient who is there."""
        found = 0
        for start, end in self.licensed.get((person, place), ()):
            found |= self.starts_between(start, end - 1)
        return found

    def starts_apart(self, patient_id: UUID | None, length: int) -> int:
        """The starts at which the patient is elsewhere for any of the next `length` minutes."""
        if patient_id is None or patient_id not in self.taken:
            return 0
        taken = self.taken[patient_id]
        return self.starts_touching(zip(taken.starts, taken.ends, strict=True), length)

    def starts_touching(self, spans: Iterable[tuple[int, int]], length: int) -> int:
        """The starts from which a visit of that length shares a minute with any span."""
        found = 0
        for start, end in spans:
            first = max((start - length - self.base) // GRID + 1, 0)
            last = -((self.base - end) // GRID) - 1
            if last >= first:
                found |= ((1 << (last - first + 1)) - 1) << first
        return found

    def starts_between(self, first: int, last: int) -> int:
        """All starts from one minute to another, both counted."""
        low = max(-((self.base - first) // GRID), 0)
        high = (last - self.base) // GRID
        return ((1 << (high - low + 1)) - 1) << low if high >= low else 0

    def minutes(self, starts: int) -> list[int]:
        """The starts of a set, in order."""
        bits, base, found = bin(starts)[:1:-1], self.base, []
        place = bits.find("1")
        while place >= 0:
            found.append(base + GRID * place)
            place = bits.find("1", place + 1)
        return found

    def has(self, starts: int, minute: int) -> bool:
        """Is a minute among a set of starts? Minutes off the grid never are."""
        place, off = divmod(minute - self.base, GRID)
        return not off and place >= 0 and bool(starts >> place & 1)

    def _cached(self, name: object, spans: Spans, length: int) -> int:
        if (name, length) not in self._starts:
            self._starts[name, length] = self._within(spans, length)
        return self._starts[name, length]

    def _within(self, spans: Spans, length: int) -> int:
        found, base = 0, self.base
        lowest = -((base - self.earliest) // GRID)
        for start, end in zip(spans.starts, spans.ends, strict=True):
            first = max(-((base - start) // GRID), lowest)
            last = (end - length - base) // GRID
            if last >= first:
                found |= ((1 << (last - first + 1)) - 1) << first
        return found
