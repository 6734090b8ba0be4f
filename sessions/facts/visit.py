"""The visit itself with its people, escort, therapist, open alerts and equipment: one query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from clinic.audit import reads
from clinic.scheduling.models import Appointment, AppointmentStaff, Escort
from patients.models import CareTeamMember, Patient
from sessions.facts import medications, safety
from sessions.facts.hanging import all_of
from sessions.gate.facts import (
    EquipmentFact,
    EscortFact,
    MaintenanceFact,
    RelationshipFact,
    StaffFact,
)
from sessions.models import EquipmentCheck

# Beside the visit's own: its clinic's, its course's, its patient's, its session's where it has begun.
COLUMNS = (
    "id",
    "site_id",
    "course_id",
    "room_id",
    "starts_at",
    "status",
    "route",
    "site__timezone",
    "site__jurisdiction",
    "course__route",
    "course__modality",
    "course__status",
    "course__resume_status",
    "course__first_dose_at",
    "course__planned_doses",
    "course__maintenance_sessions",
    "course__maintenance_interval_days",
    "course__review_on",
    "patient__birth_date",
    "patient__can_become_pregnant",
    "dosing_session__id",
    "dosing_session__route",
    "f_staff",
    "f_escort",
    "f_team",
    "f_merged",
    "f_alert",
    "f_maintained",
    "f_plan",
    "f_equipment",
    *medications.COLUMNS,
)


def merged_into(patient: OuterRef) -> ArraySubquery:
    """Second records of one person."""
    return ArraySubquery(Patient.objects.filter(merged_into=patient).values("pk"))


def visits(ids: Iterable[UUID], at: datetime) -> list[Any]:
    """Visits of a course, as plain rows with everything small that hangs on them."""
    here = {"appointment": OuterRef("pk")}
    staff = AppointmentStaff.objects.filter(**here).order_by("role", "user_id")
    escort = Escort.objects.current().filter(**here)
    team = CareTeamMember.objects.filter(
        patient=OuterRef("patient_id"),
        site=OuterRef("site_id"),
        role=CareTeamMember.Role.THERAPIST,
        started_at__lte=at,
    ).order_by("-ended_at", "-started_at")
    equipment = EquipmentCheck.objects.filter(site=OuterRef("site_id"), checked_at__lte=at)
    rows = (
        Appointment.objects.filter(pk__among=list(ids), course__isnull=False)
        .annotate(
            f_staff=all_of(staff, user="user_id", role="role"),
            f_escort=Subquery(
                escort.values(
                    j=JSONObject(
                        id="pk",
                        name="name",
                        phone="phone",
                        adult="adult",
                        rideshare="rideshare_only",
                        promised="promised_at",
                        reached="reached_at",
                    )
                )[:1]
            ),
            f_team=Subquery(
                team.values(
                    j=JSONObject(id="pk", user="user_id", start="started_at", end="ended_at")
                )[:1]
            ),
            f_alert=safety.alert(OuterRef("patient_id")),
            f_maintained=safety.maintained(OuterRef("course_id")),
            f_plan=safety.plan(OuterRef("patient_id")),
            f_merged=merged_into(OuterRef("patient_id")),
            f_equipment=Subquery(
                equipment.order_by("-checked_at").values(
                    j=JSONObject(
                        id="pk",
                        at="checked_at",
                        **{item: item for item in EquipmentCheck.ITEMS},
                    )
                )[:1]
            ),
            **medications.hanging(),
        )
        .plain(*COLUMNS)
    )
    reads.note_all({row.patient_id for row in rows}, "patients.patient")
    reads.note_all({row.patient_id for row in rows}, "patients.course")
    begun = {row.patient_id for row in rows if row.dosing_session__id is not None}
    reads.note_all(begun, "dosing.dosingsession")
    return rows


def instant(text: str | None) -> datetime | None:
    """An instant that came through JSON."""
    return None if text is None else datetime.fromisoformat(text)


def _known(text: str) -> datetime:
    return datetime.fromisoformat(text)


def staff_of(visit: Any) -> tuple[StaffFact, ...]:
    """Who is booked, in which role."""
    return tuple(StaffFact(one["user"], one["role"]) for one in visit.f_staff)


def escort_of(visit: Any) -> EscortFact | None:
    """The escort named last, without name or number."""
    found = visit.f_escort
    if found is None:
        return None
    return EscortFact(
        found["id"],
        bool(found["name"].strip()),
        bool(found["phone"].strip()),
        found["adult"],
        found["rideshare"],
        instant(found["promised"]),
        instant(found["reached"]),
    )


def therapist_of(visit: Any) -> RelationshipFact | None:
    """The therapist's part in the care team, an open one before an ended one."""
    found = visit.f_team
    if found is None:
        return None
    return RelationshipFact(
        found["id"], found["user"], _known(found["start"]), instant(found["end"])
    )


def equipment_of(visit: Any) -> EquipmentFact | None:
    """The site's newest check of the emergency equipment."""
    found = visit.f_equipment
    if found is None:
        return None
    complete = all(found[item] for item in EquipmentCheck.ITEMS)
    return EquipmentFact(found["id"], _known(found["at"]), complete)


def plan_of(visit: Any) -> MaintenanceFact | None:
    """What the course's maintenance was granted, also while it is paused; None in acute treatment."""
    if "MAINTENANCE" not in {visit.course__status, visit.course__resume_status}:
        return None
    return MaintenanceFact(visit.course__maintenance_interval_days, visit.course__review_on)
