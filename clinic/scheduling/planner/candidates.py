"""Where a visit could be, what each start costs, and who would be there. Pure, in minutes.

What a visit may have is sorted into layers of equal penalty: first with everything as promised (its therapist, its
room, its nurse), then with one thing less, and so on. A layer is a set of starts; the cheapest layer that has a start
says what it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce
from itertools import product
from operator import or_
from uuid import UUID

from clinic.accounts.roles import Role
from clinic.scheduling.planner.calendar import Calendar, Resource
from clinic.scheduling.planner.days import minute_of
from clinic.scheduling.planner.preferences import asked_days, missed
from clinic.scheduling.planner.problem import (
    CHANGED,
    OTHER,
    PREFERENCE,
    THERAPIST,
    Wanted,
    Wishes,
)
from clinic.scheduling.planner.spots import Bans, Busy, Choice, Layer, Spot, team_of


class Options:
    """Everything one visit may become. `stay`: where it stands, if it may stay there."""

    def __init__(
        self,
        visit: Wanted,
        calendar: Calendar,
        wishes: Wishes,
        lead: UUID | None,
        bans: Bans = frozenset(),
        within: int = -1,
    ) -> None:
        self.visit = visit
        self.calendar = calendar
        self.wishes = wishes
        self.lead = lead
        self.bans = bans
        self.within = within  # a set of starts: others are not asked
        self.now = Spot.of(visit.now) if visit.now else None
        self.pin = wishes.pins.get(visit.key)

    @cached_property
    def stay(self) -> int | None:
        """The start it has, if nothing forces it away."""
        if self.now is None or (self.pin is not None and self.pin != self.visit.now):
            return None
        if self.visit.fixed or self._may_stay(self.now):
            return self.now.start
        return None

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """Places other than the one it has, the cheapest first."""
        if self.visit.fixed:
            return ()
        allowed = self.allowed
        found = []
        for room_penalty, rooms in self.room_choices():
            room_starts = allowed if rooms is None else allowed & self._any_room(rooms)
            for choices in product(*map(self.part_choices, self.visit.demand.parts)):
                penalty = room_penalty + sum(choice.penalty for choice in choices)
                parts = tuple(choice.people for choice in choices)
                starts = room_starts & self._covered(parts) if room_starts else 0
                found.append(Layer(penalty, parts, rooms, starts))
        return tuple(sorted((each for each in found if each.starts), key=lambda e: e.penalty))

    @cached_property
    def starts(self) -> list[int]:
        """Every possible start in order, where it stands included."""
        return sorted(self.costs)

    @cached_property
    def costs(self) -> dict[int, int]:
        """What each possible start costs, packed (see `problem`)."""
        found: dict[int, int] = {}
        seen = 0
        for layer in self.layers:
            for start in self._minutes(layer.starts & ~seen):
                found[start] = layer.penalty + self.price(start)
            seen |= layer.starts
        if self.stay is not None:
            found[self.stay] = 0
        return found

    @cached_property
    def ideal(self) -> list[int]:
        """The starts at which nobody pays anything but time: it stays, or a new visit has all it should."""
        if self.stay is not None:
            return [self.stay]
        if self.now is not None:
            return []
        free = reduce(or_, (each.starts for each in self.layers if not each.penalty), 0)
        found = self.calendar.minutes(free)
        return (
            found if not self.wishes.has_preferences else [s for s in found if not self._missed(s)]
        )

    def _minutes(self, starts: int) -> list[int]:
        """The starts of a set; a pin has one, its own."""
        if self.pin is not None:
            return [minute_of(self.pin.starts_at)] if starts else []
        return self.calendar.minutes(starts)

    def price(self, start: int) -> int:
        """What a start costs besides its layer's penalty: the change itself, preferences, time."""
        missed = PREFERENCE * self._missed(start) if self.wishes.has_preferences else 0
        if self.now is None:
            return missed + start - self.calendar.earliest
        return CHANGED + missed + abs(start - self.now.start)

    def spot(self, start: int, busy: Busy) -> Spot:
        """Room and people for a start at no more than it costs; those that are `busy` only if there is no other way."""
        if start == self.stay and self.now is not None:
            return self.now
        cheapest = self.layers[0].penalty if self.pin else self._penalty(start)
        layers = [each for each in self.layers if each.penalty == cheapest]
        for avoid in (busy, None):
            for layer in layers:
                spot = self._pick(layer, start, avoid)
                if spot is not None:
                    return spot
        raise LookupError("no room or people at a start that was offered")

    def _missed(self, start: int) -> int:
        return missed(self.wishes, self.calendar.days, start, self.visit.demand.minutes)

    def _may_stay(self, now: Spot) -> bool:
        calendar, demand = self.calendar, self.visit.demand
        uses = list(now.uses(demand))
        if any(self._banned(*use) or calendar.is_away(*use) for use in uses):
            return False
        taken = calendar.taken.get(self.visit.patient_id) if self.visit.patient_id else None
        if taken is not None and taken.meet(now.start, now.end + demand.recovery):
            return False
        if self.visit.trusted:
            return True
        room_ends = now.end + demand.recovery + demand.turnover
        if now.room_id is not None and not (
            now.room_id in calendar.rooms_for(demand)
            and calendar.is_free((now.room_id, ""), now.start, room_ends)
        ):
            return False
        return calendar.open.cover(now.start, now.end) and all(
            calendar.is_free(person, now.start, now.end) and self._is_licensed(person, now.start)
            for person in now.team
        )

    def _is_licensed(self, person: Resource, start: int) -> bool:
        """Where the patient is during a visit by video; everybody is for one in person."""
        place = self.visit.demand.licensed_in
        if not place or not person[1]:
            return True
        return self.calendar.has(self.calendar.starts_licensed(person, place), start)

    def _banned(self, resource: UUID, start: int, end: int) -> bool:
        return any(
            banned == resource and first < end and start < beyond
            for banned, first, beyond in self.bans
        )

    @cached_property
    def allowed(self) -> int:
        """The starts at which the site is open and the patient is nowhere else, of those asked for."""
        calendar, demand, wishes = self.calendar, self.visit.demand, self.wishes
        if self.pin is not None:
            start = minute_of(self.pin.starts_at)
            taken = calendar.taken.get(self.visit.patient_id) if self.visit.patient_id else None
            clash = taken is not None and taken.meet(start, start + demand.patient_minutes)
            return calendar.open.cover(start, start + demand.minutes) and not clash
        allowed = calendar.starts_open(demand.minutes)
        allowed &= ~calendar.starts_apart(self.visit.patient_id, demand.patient_minutes)
        return allowed & self.within & asked_days(calendar, wishes)

    def room_choices(self) -> list[tuple[int, tuple[UUID, ...] | None]]:
        demand = self.visit.demand
        if self.pin is not None and self.pin.room_id is not None:
            moved = self.now is not None and self.now.room_id != self.pin.room_id
            return [(OTHER if moved else 0, (self.pin.room_id,))]
        if not demand.needs_room:
            # A visit that needs none keeps the room it has, while it can.
            if self.now is None or self.now.room_id is None:
                return [(0, None)]
            return [(0, (self.now.room_id,)), (OTHER, None)]
        rooms = self.calendar.rooms_for(demand)
        if self.now is None:
            return [(0, rooms)]
        own = tuple(room for room in rooms if room == self.now.room_id)
        return [(0, own), (OTHER, rooms)] if own else [(OTHER, rooms)]

    def part_choices(self, roles: frozenset[str]) -> list[Choice]:
        """Who may play a part: first who is meant to, for nothing; then anybody, at a price."""
        people = tuple(
            (user, role) for role in sorted(roles) for user in self.calendar.people.get(role, ())
        )
        is_therapist = Role.THERAPIST in roles
        if self.pin is not None and self.pin.team:
            people = tuple(each for each in self.pin.team if each[1] in roles)
        elif is_therapist and self.wishes.therapist_id is not None:
            people = tuple(each for each in people if each[0] == self.wishes.therapist_id)
        if self.now is not None:
            meant = tuple(each for each in people if each in self.now.team)
        elif is_therapist and self.lead is not None:
            meant = tuple(each for each in people if each[0] == self.lead)
        else:
            return [Choice(people, 0)]
        price = THERAPIST if is_therapist else OTHER
        if meant == people:
            return [Choice(people, 0)]
        return [Choice(meant, 0), Choice(people, price)] if meant else [Choice(people, price)]

    def _any_room(self, rooms: Sequence[UUID]) -> int:
        length = self.visit.demand.room_minutes
        return reduce(or_, (self.free((room, ""), length) for room in rooms), 0)

    def _covered(self, parts: tuple[tuple[Resource, ...], ...]) -> int:
        """The starts at which every part has somebody, and nobody has two."""
        length = self.visit.demand.minutes
        sets = [{user for user, _role in people} for people in parts]
        if sum(map(len, sets)) == len(set().union(*sets)):  # nobody could play two parts
            found = -1
            for people in parts:
                found &= reduce(or_, (self.free(each, length) for each in people), 0)
            return found
        return self._covered_by_others(parts, frozenset())

    def _covered_by_others(
        self, parts: tuple[tuple[Resource, ...], ...], but: frozenset[UUID]
    ) -> int:
        if not parts:
            return -1
        first, rest = parts[0], parts[1:]
        length, found = self.visit.demand.minutes, 0
        for each in first:
            if each[0] not in but and (free := self.free(each, length)):
                found |= free & self._covered_by_others(rest, but | {each[0]})
        return found

    def free(self, resource: Resource, length: int) -> int:
        """The starts at which a room or person is free; for a pin, whether they are at its start: 1 or 0."""
        if self.pin is not None:
            start = minute_of(self.pin.starts_at)
            end = start + length
            free = self.calendar.is_free(resource, start, end)
            free = free and self._is_licensed(resource, start)
            return int(free and not self._banned(resource[0], start, end))
        free_starts = self.calendar.starts_with(resource, length)
        if self.visit.demand.licensed_in and resource[1]:
            free_starts &= self.calendar.starts_licensed(resource, self.visit.demand.licensed_in)
        spans = [(start, end) for banned, start, end in self.bans if banned == resource[0]]
        if spans:
            return free_starts & ~self.calendar.starts_touching(spans, length)
        return free_starts

    def _penalty(self, start: int) -> int:
        for layer in self.layers:
            if self.calendar.has(layer.starts, start):
                return layer.penalty
        raise LookupError("a start that was not offered")

    def _pick(self, layer: Layer, start: int, busy: Busy | None) -> Spot | None:
        demand = self.visit.demand
        room_id = None
        if layer.rooms is not None:
            free = (
                room
                for room in layer.rooms
                if self._is_free((room, ""), start, start + demand.room_minutes, busy)
            )
            room_id = next(free, None)
            if room_id is None:
                return None
        end = start + demand.minutes
        team = team_of(layer.parts, lambda person: self._is_free(person, start, end, busy))
        if team is None:
            return None
        return Spot(start, start + demand.minutes, room_id, team)

    def _is_free(self, resource: Resource, start: int, end: int, busy: Busy | None) -> bool:
        return (
            self.calendar.is_free(resource, start, end)
            and self._is_licensed(resource, start)
            and not self._banned(resource[0], start, end)
            and not (busy is not None and busy(resource[0], start, end))
        )
