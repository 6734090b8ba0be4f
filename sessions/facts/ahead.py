"""Visits that are not booked yet, dressed up as if they were: what the gate would say of them. Two queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import OuterRef

from clinic.scheduling.models import Appointment
from clinic.scheduling.models.ahead import Ahead
from patients.models import CareTeamMember, Course
from sessions.facts import safety, visit
from sessions.models import EquipmentCheck

PLANNED = Appointment.Status.BOOKED


def visits(ahead: Sequence[Ahead], at: datetime) -> list[Any]:
    """Rows with the columns of `visit.visits`. Nobody is named to take the patient home yet."""
    found = Course.objects.select_related("patient", "site").annotate(
        f_alert=safety.alert(OuterRef("patient_id")),
        f_maintained=safety.maintained(OuterRef("pk")),
        f_plan=safety.plan(OuterRef("patient_id")),
        f_merged=visit.merged_into(OuterRef("patient_id")),
    )
    courses = found.in_bulk([v.course_id for v in ahead])
    patients, sites = {v.patient_id for v in ahead}, {v.site_id for v in ahead}
    teams = _teams(patients, sites, at)
    equipment = _equipment(sites, at)
    return [_row(each, courses[each.course_id], teams, equipment) for each in ahead]


def _row(
    each: Ahead,
    course: Any,
    teams: dict[tuple[UUID, UUID], dict[str, Any]],
    equipment: dict[UUID, dict[str, Any]],
) -> Any:
    site, patient = course.site, course.patient
    return SimpleNamespace(
        id=each.key,
        patient_id=each.patient_id,
        site_id=each.site_id,
        course_id=each.course_id,
        room_id=each.room_id,
        starts_at=each.starts_at,
        status=PLANNED,
        route=each.route,
        site__timezone=site.timezone,
        site__jurisdiction=site.jurisdiction,
        course__route=course.route,
        course__modality=course.modality,
        course__status=course.status,
        course__resume_status=course.resume_status,
        course__first_dose_at=course.first_dose_at,
        course__planned_doses=course.planned_doses,
        course__maintenance_sessions=course.maintenance_sessions,
        course__maintenance_interval_days=course.maintenance_interval_days,
        course__review_on=course.review_on,
        patient__birth_date=patient.birth_date,
        patient__can_become_pregnant=patient.can_become_pregnant,
        dosing_session__id=None,
        dosing_session__route=None,
        f_staff=[{"user": str(user), "role": role} for user, role in each.staff],
        f_escort=None,
        f_team=teams.get((each.patient_id, each.site_id)),
        f_alert=course.f_alert,
        f_maintained=course.f_maintained,
        f_plan=course.f_plan,
        f_merged=course.f_merged,
        f_equipment=equipment.get(each.site_id),
        # Nobody reads a list for a visit that is not booked: the gate asks for it on the day.
        f_medications=None,
        f_medication_notes=[],
        f_medication_holds=[],
    )


def _teams(
    patients: set[UUID], sites: set[UUID], at: datetime
) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """The therapist's part, an open one before an ended one, as JSON would bring it."""
    parts = CareTeamMember.objects.filter(
        patient_id__in=patients,
        site_id__in=sites,
        role=CareTeamMember.Role.THERAPIST,
        started_at__lte=at,
    ).order_by("-ended_at", "-started_at")
    found: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    for part in parts:
        found.setdefault(
            (part.patient_id, part.site_id),
            {
                "id": str(part.pk),
                "user": str(part.user_id),
                "start": part.started_at.isoformat(),
                "end": part.ended_at.isoformat() if part.ended_at else None,
            },
        )
    return found


def _equipment(sites: set[UUID], at: datetime) -> dict[UUID, dict[str, Any]]:
    newest = (
        EquipmentCheck.objects.filter(site_id__in=sites, checked_at__lte=at)
        .order_by("site_id", "-checked_at")
        .distinct("site_id")
    )
    return {
        check.site_id: {
            "id": str(check.pk),
            "at": check.checked_at.isoformat(),
            **{item: getattr(check, item) for item in EquipmentCheck.ITEMS},
        }
        for check in newest
    }
