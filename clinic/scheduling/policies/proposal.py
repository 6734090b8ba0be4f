"""What somebody would like to book, as the rules read it: one patient's visit, or a group visit without its patients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol
from uuid import UUID

from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.scheduling.models import Appointment, GroupVisit, Room, VisitKind
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient

Team = tuple[tuple[User, str], ...]


class Wanted(Protocol):
    """What a visit of one and a visit of many have in common: a time, a place, a team."""

    @property
    def site(self) -> Site: ...
    @property
    def patient(self) -> Patient | None: ...
    @property
    def course(self) -> Course | None: ...
    @property
    def visit_kind(self) -> VisitKind: ...
    @property
    def room(self) -> Room | None: ...
    @property
    def staff(self) -> Team: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def by_video(self) -> bool: ...
    @property
    def patient_jurisdiction(self) -> str: ...
    @property
    def shares_nurse(self) -> bool: ...
    @property
    def party_id(self) -> UUID | None: ...
    @property
    def recovery(self) -> timedelta: ...
    @property
    def turnover(self) -> timedelta: ...
    def resources(self) -> list[tuple[str, UUID]]: ...


def things_taken(wanted: Wanted) -> list[tuple[UUID, datetime]]:
    """What a visit takes from its start, each with the end: the patient recovers, the room is made ready again."""
    leaves_at = wanted.ends_at + wanted.recovery
    things = [(user.pk, wanted.ends_at) for user, _role in wanted.staff]
    if wanted.patient is not None:
        things.append((wanted.patient.pk, leaves_at))
    if wanted.room is not None:
        things.append((wanted.room.pk, leaves_at + wanted.turnover))
    return things


@dataclass(frozen=True)
class Proposal:
    """A visit somebody would like to book. `staff` is who, in which role of the day."""

    site: Site
    patient: Patient
    course: Course | None
    step: CourseStep | None
    visit_kind: VisitKind
    room: Room | None
    staff: Team
    starts_at: datetime
    ends_at: datetime
    mode: str = Appointment.Mode.IN_PERSON
    patient_jurisdiction: str = ""
    shares_nurse: bool = False
    party: GroupVisit | None = None
    seat: int | None = None

    @property
    def by_video(self) -> bool:
        return self.mode == Appointment.Mode.VIDEO

    @property
    def party_id(self) -> UUID | None:
        return self.party.pk if self.party else None

    @property
    def recovery(self) -> timedelta:
        """How long patient and room stay taken after the visit."""
        if self.by_video:
            return timedelta(0)
        source = self.party or self.visit_kind
        return timedelta(minutes=source.recovery_minutes)

    @property
    def turnover(self) -> timedelta:
        """How long the room alone stays taken after that."""
        source = self.party or self.visit_kind
        return timedelta(minutes=source.turnover_minutes if self.room else 0)

    def shared(self, role: str) -> bool:
        """Whether whoever plays that role watches another chair as well."""
        return self.shares_nurse and role == Role.NURSE

    def resources(self) -> list[tuple[str, UUID]]:
        """Everything the visit takes, as `(kind, id)`: what must be locked and is claimed."""
        found = [("patient", self.patient.pk), *(("staff", user.pk) for user, _role in self.staff)]
        if self.party:
            found.append(("group", self.party.pk))
        return [*found, ("room", self.room.pk)] if self.room else found


@dataclass(frozen=True)
class GroupProposal:
    """A group visit somebody would like to open. Patients come to it later, one seat each."""

    site: Site
    visit_kind: VisitKind
    room: Room
    staff: Team
    starts_at: datetime
    ends_at: datetime

    patient: ClassVar[None] = None
    course: ClassVar[None] = None
    by_video: ClassVar[bool] = False
    patient_jurisdiction: ClassVar[str] = ""
    shares_nurse: ClassVar[bool] = False
    party_id: ClassVar[None] = None

    @property
    def recovery(self) -> timedelta:
        return timedelta(minutes=self.visit_kind.recovery_minutes)

    @property
    def turnover(self) -> timedelta:
        return timedelta(minutes=self.visit_kind.turnover_minutes)

    def resources(self) -> list[tuple[str, UUID]]:
        return [("room", self.room.pk), *(("staff", user.pk) for user, _role in self.staff)]
