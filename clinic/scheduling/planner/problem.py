"""What the planner is asked and what it answers: plain values, no database.

The cost of a plan, compared from the left: a plan that changes fewer booked visits wins whatever follows.

1. booked visits that change (time, room or people);
2. therapist changes: a changed visit without the therapist it had, a new one without the course's therapist;
3. other changes: a changed visit in another room, or without a nurse or prescriber it had, one for each;
4. preferences missed by new and changed visits (weekday, hours), one for each;
5. time: minutes from the moment of planning to each new visit, and by which each changed visit is shifted.

Rules are never paid for: a plan keeps all of them, or there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar, Self
from uuid import UUID

Team = tuple[tuple[UUID, str], ...]

# Places of the five figures in one whole number, so that the search adds and compares only once.
_BITS = 40
TIME, PREFERENCE, OTHER, THERAPIST, CHANGED = (
    1 << place for place in (0, _BITS, _BITS + 10, _BITS + 20, _BITS + 30)
)


@dataclass(frozen=True, slots=True)
class Place:
    """When, where and with whom. Instants in UTC; `team` is who plays which role of the day."""

    starts_at: datetime
    ends_at: datetime
    room_id: UUID | None = None
    team: Team = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What a visit takes besides its patient. `parts`: for each part to be played, the roles that can play it.

    Minutes: people are taken for `minutes`, the patient for `recovery` more, the room for `turnover` beyond that.
    """

    minutes: int
    recovery: int = 0
    turnover: int = 0
    room_kind: str = ""
    equipment: frozenset[str] = frozenset()
    parts: tuple[frozenset[str], ...] = ()
    licensed_in: str = ""  # by video: the jurisdiction where the patient is

    @property
    def needs_room(self) -> bool:
        return bool(self.room_kind or self.equipment)

    @property
    def patient_minutes(self) -> int:
        return self.minutes + self.recovery

    @property
    def room_minutes(self) -> int:
        return self.minutes + self.recovery + self.turnover


@dataclass(frozen=True, slots=True)
class Wanted:
    """One visit of a plan. `key` is the planned step, or the visit where there is no step.

    `after` is the visit it follows, by at least and at most so many hours; with `counts_days` these are whole days of
    24 hours on the site's calendar. `now` is where it stands; `fixed` means that it cannot be elsewhere: it is over,
    begun, or a dose was given. `trusted`: somebody booked it against a rule or shares it on purpose, so where it
    stands is not asked again.
    """

    key: UUID
    kind: str
    route: str
    minutes: int
    after: UUID | None = None
    min_gap_hours: int = 0
    max_gap_hours: int | None = None
    counts_days: bool = True
    now: Place | None = None
    fixed: bool = False
    label: str = ""
    number: int = 0
    patient_id: UUID | None = None
    appointment_id: UUID | None = None
    demand: Demand = Demand(0)
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the patient or the desk asks for.

    Rules for each visit that gets a new place: `therapist_id`, `earliest` and `latest` (days on the site's wall), and
    `pins`: that visit goes exactly there (a pin without team or room leaves these to the planner).
    Preferences: `weekdays` (0 is Monday; empty: any), `not_before` and `not_after` (the visit lies between, on the wall).
    """

    therapist_id: UUID | None = None
    weekdays: frozenset[int] = frozenset()
    not_before: time | None = None
    not_after: time | None = None
    earliest: date | None = None
    latest: date | None = None
    pins: Mapping[UUID, Place] = field(default_factory=dict)

    @property
    def has_preferences(self) -> bool:
        return bool(self.weekdays or self.not_before or self.not_after)


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """The five figures of a plan, in the order in which they count; see the module."""

    changed: int = 0
    therapist_changes: int = 0
    other_changes: int = 0
    preferences_missed: int = 0
    minutes: int = 0

    @classmethod
    def of(cls, packed: int) -> Self:
        """From the one number in which the search adds them."""
        return cls(
            packed // CHANGED,
            packed % CHANGED // THERAPIST,
            packed % THERAPIST // OTHER,
            packed % OTHER // PREFERENCE,
            packed % PREFERENCE,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One visit before and after. `to` None: it falls away. `reasons` are sentences, empty where nothing changes."""

    key: UUID
    was: Place | None
    to: Place | None
    reasons: tuple[str, ...] = ()
    label: str = ""
    kind: str = ""
    patient_id: UUID | None = None
    appointment_id: UUID | None = None

    @property
    def changed(self) -> bool:
        return self.was != self.to


@dataclass(frozen=True, slots=True)
class Plan:
    """Every visit of the courses asked about that is not over, in order of time. Not `proven`: the search stopped at its budget."""

    lines: tuple[Line, ...]
    cost: Cost
    proven: bool
    notices: tuple[str, ...] = ()  # what the plan leaves for somebody to settle

    @property
    def changes(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.changed)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One rule let go, and what that gives: "With another therapist", "first dose Tue 1 Dec, all six by 22 Dec".

    `wishes`: what to ask for instead, where the rule is one somebody wished for; None for the clinic's own rules.
    `place`: where the visit would go instead, where the rule is that it goes to one place and no other.
    """

    sentence: str
    gives: str
    wishes: Wishes | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class NoPlan:
    """There is nothing to show. `rule` is the sentence that says why."""

    rule: str
    relaxations: tuple[Relaxation, ...] = ()
    notices: tuple[str, ...] = ()

    gave_up: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Impossible(NoPlan):
    """No plan keeps every rule: proven. `rule` names the one in the way."""


@dataclass(frozen=True, slots=True)
class GaveUp(NoPlan):
    """The search stopped at its budget with nothing in hand: there may be a plan."""

    gave_up: ClassVar[bool] = True
