"""The demo's diary: where and when each visit fits, worked out before anything is booked.

The real calendar is the judge; this only keeps the stories from asking for what is taken.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.demo.opening import DAY, House
from clinic.scheduling.models import Kind, Room

TURNOVER = timedelta(minutes=30)
MINUTES = {
    Kind.DOSING: 180,
    Kind.PREPARATION: 60,
    Kind.INTEGRATION: 60,
}
# Wall-clock hours at which visits of a kind begin.
HOURS = {Kind.DOSING: ((8, 0), (11, 45), (15, 30))}
TALKS = tuple((hour, 15) for hour in range(8, 18))


@dataclass(frozen=True)
class Slot:
    """A place in the diary: when, where, and which nurse if one is needed."""

    starts_at: datetime
    room: Room
    nurse: User | None


@dataclass
class Diary:
    """What is taken at one house: `{resource id: [(from, until)]}`."""

    house: House
    taken: dict[UUID, list[tuple[datetime, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def find(
        self,
        kind: str,
        *,
        wanted: date,
        therapist: User,
        within: int = 6,
        hours: tuple[tuple[int, int], ...] | None = None,
        minutes: int | None = None,
    ) -> Slot:
        """The first place on the wanted day or up to `within` days later. Raises LookupError."""
        length = timedelta(minutes=minutes or MINUTES[Kind(kind)])
        for offset in range(within + 1):
            if not self.house.is_open(wanted + offset * DAY):
                continue
            for hour, minute in hours or HOURS.get(Kind(kind)) or TALKS:
                at = self.house.wall(wanted + offset * DAY, hour, minute)
                if slot := self._fits(kind, at, length, therapist):
                    return slot
        raise LookupError(f"no room for a {kind} visit at {self.house.site.slug} from {wanted}")

    def _fits(self, kind: str, at: datetime, length: timedelta, therapist: User) -> Slot | None:
        until = at + length + TURNOVER
        if not self._free(therapist.pk, at, until):
            return None
        room = next((r for r in self._rooms(kind) if self._free(r.pk, at, until)), None)
        nurse = None
        if kind == Kind.DOSING:
            nurses = self.house.all_of(Role.NURSE)
            nurse = next((n for n in nurses if self._free(n.pk, at, until)), None)
        if room is None or (kind == Kind.DOSING and nurse is None):
            return None
        for thing in (therapist, room, nurse):
            if thing is not None:
                self.taken[thing.pk].append((at, until))
        return Slot(at, room, nurse)

    def _rooms(self, kind: str) -> list[Room]:
        if kind == Kind.DOSING:
            return self.house.chairs
        return self.house.therapy

    def _free(self, resource: UUID, at: datetime, until: datetime) -> bool:
        return all(until <= start or at >= end for start, end in self.taken[resource])
