"""Visits as a calendar shows them: plain values instead of records, because a board has hundreds and changes none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from clinic.audit import reads
from clinic.scheduling.models.appointment import Appointment
from clinic.scheduling.models.appointment_staff import AppointmentStaff

S = Appointment.Status
#: What a calendar draws. A visit that was moved or called off in time left its place to others.
DRAWN = (S.HELD, S.BOOKED, S.CONFIRMED, S.ARRIVED, S.NO_SHOW, S.LATE_CANCELLED)


class Teammate(NamedTuple):
    """One person of a visit's team, in the role of the day."""

    id: str
    name: str
    extension: str
    role: str


class VisitRow(NamedTuple):
    """One visit: what it is, where, when, whose."""

    pk: UUID
    patient_id: UUID
    course_id: UUID | None
    room_id: UUID | None
    kind: str
    status: str
    starts_at: datetime
    ends_at: datetime
    wall_date: date
    zone: str
    moves: int
    held_until: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    kind_name: str
    given_name: str
    family_name: str
    phone: str
    room_name: str | None
    step_number: int | None
    planned_doses: int | None
    people: list[dict[str, str]]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def is_standing(self) -> bool:
        return self.status in Appointment.STANDING

    @property
    def is_expected(self) -> bool:
        """Promised, and the patient is not here yet."""
        return self.status in (S.BOOKED, S.CONFIRMED)

    @property
    def is_over(self) -> bool:
        return self.left_at is not None or self.status in (S.NO_SHOW, *Appointment.CALLED_OFF)

    @property
    def team(self) -> list[Teammate]:
        return [Teammate(**each) for each in self.people]


#: Column of the calendar -> lookup; the same order as the fields of `VisitRow`.
_COLUMNS = (
    *("pk", "patient_id", "course_id", "room_id", "kind", "status", "starts_at", "ends_at"),
    *("wall_date", "zone", "moves", "held_until", "arrived_at", "left_at", "visit_kind__name"),
    *("patient__given_name", "patient__family_name", "patient__phone", "room__name"),
    *("step__number", "course__planned_doses"),
)


def read_rows(visits: QuerySet[Any], *, of_staff: UUID | None = None) -> list[VisitRow]:
    """The visits of a queryset (already `visible_to` somebody) in order of time. One query; the reads are logged.

    `of_staff` keeps the visits of one person's team alone.
    """
    team = AppointmentStaff.objects.filter(appointment=OuterRef("pk")).order_by("role", "id")
    if of_staff is not None:
        visits = visits.filter(Exists(team.filter(user=of_staff)))
    people = ArraySubquery(
        team.values(
            each=JSONObject(
                id="user_id", name="user__name", extension="user__phone_extension", role="role"
            )
        )
    )
    found = visits.order_by("starts_at", "pk").values_list(*_COLUMNS, people)
    rows = [VisitRow(*values) for values in found]
    note_reads(rows)
    return rows


def note_reads(rows: Iterable[VisitRow]) -> None:
    """Names of patients and their visits were shown: the access log says so."""
    patients = {row.patient_id for row in rows}
    reads.note_all(patients, "scheduling.appointment")
    reads.note_all(patients, "patients.patient")
