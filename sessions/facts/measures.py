"""What the plan of questionnaires is made from: the courses of one patient, with their doses, visits and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from clinic.core.localtime import local_date
from clinic.scheduling.models import Appointment, Kind
from patients.measures.facts import Answer, Asked, CourseFacts, Dose, Visit
from patients.models import Course, CourseMove, CourseStatus, InstrumentDefinition, MeasureResponse
from sessions.models import DosingSession, SessionStatus

# Nothing is asked in these, and nothing they owed is open.
DONE_WITH = frozenset(
    {
        CourseStatus.REFERRED,
        CourseStatus.INELIGIBLE,
        CourseStatus.FOLLOW_UP_CLOSED,
        CourseStatus.CLOSED_NO_CONTACT,
    }
)
_MOVES = (CourseStatus.SCREENING, CourseStatus.MAINTENANCE, CourseStatus.FOLLOW_UP_CLOSED)
OPT_OUT = "OPT_OUT"


def courses_of(patient_id: UUID) -> list[Any]:
    """Every course of the patient, the oldest first, as plain rows."""
    rows = Course.objects.filter(patient=patient_id).order_by("opened_at", "id")
    return rows.plain(
        "id",
        "site_id",
        "site__timezone",
        "patient__deceased_on",
        "status",
        "resume_status",
        "planned_doses",
        "opened_at",
        "first_dose_at",
    )


def load(patient_id: UUID, courses: list[Any], only: Iterable[UUID]) -> dict[UUID, CourseFacts]:
    """The facts of the courses named. The same five queries, however many there are."""
    wanted = set(only)
    moves = _moves(wanted)
    doses, visits = _doses(patient_id, courses), _visits(patient_id, courses)
    answers, instruments = _answers(patient_id), _instruments()
    found = {}
    for course in courses:
        if course.id not in wanted:
            continue
        when = moves.get(course.id, {})
        zone = course.site__timezone
        maintenance = when.get(CourseStatus.MAINTENANCE)
        closed = when.get(CourseStatus.FOLLOW_UP_CLOSED)
        screening = when.get(CourseStatus.SCREENING)
        found[course.id] = CourseFacts(
            status=course.status,
            resume_status=course.resume_status,
            planned_doses=course.planned_doses,
            screening_on=local_date(screening.moved_at, zone) if screening else None,
            maintenance_at=maintenance.moved_at if maintenance else None,
            maintenance_on=local_date(maintenance.moved_at, zone) if maintenance else None,
            closed_on=local_date(closed.moved_at, zone) if closed else None,
            opted_out=closed is not None and OPT_OUT in closed.reasons,
            died=course.patient__deceased_on is not None,
            superseded_on=_superseded_on(course, courses),
            doses=tuple(doses[course.id]),
            visits=tuple(visits[course.id]),
            answers=answers,
            instruments=instruments,
        )
    return found


def _superseded_on(course: Any, courses: list[Any]) -> date | None:
    """The first dose of a course that was opened later, anywhere: from then on that one is measured."""
    later = [
        local_date(one.first_dose_at, one.site__timezone)
        for one in courses
        if one.first_dose_at is not None and one.opened_at > course.opened_at
    ]
    return min(later) if later and course.first_dose_at is not None else None


def _moves(courses: set[UUID]) -> dict[UUID, dict[str, Any]]:
    """When each course first came into the states that matter here."""
    rows = (
        CourseMove.objects.filter(course__in=courses, new__in=_MOVES)
        .order_by("moved_at", "id")
        .plain("course_id", "new", "moved_at", "reasons")
    )
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        found[row.course_id].setdefault(row.new, row)
    return found


def _zones(courses: list[Any]) -> dict[UUID, str]:
    return {course.id: course.site__timezone for course in courses}


def _doses(patient_id: UUID, courses: list[Any]) -> Mapping[UUID, list[Dose]]:
    zones, found = _zones(courses), defaultdict(list)
    rows = DosingSession.objects.dosed().filter(patient=patient_id).order_by("first_drug_at")
    for row in rows.plain("course_id", "appointment__visit_id", "first_drug_at"):
        on = local_date(row.first_drug_at, zones[row.course_id])
        found[row.course_id].append(Dose(str(row.appointment__visit_id), row.first_drug_at, on))
    return found


def _visits(patient_id: UUID, courses: list[Any]) -> Mapping[UUID, list[Visit]]:
    """Promised dosing visits at which nothing was given and nothing was called off."""
    zones, found = _zones(courses), defaultdict(list)
    status = Appointment.Status
    rows = (
        Appointment.objects.filter(
            patient=patient_id,
            kind=Kind.DOSING,
            course__isnull=False,
            status__in=[status.BOOKED, status.CONFIRMED, status.ARRIVED],
            dosing_session__first_drug_at=None,
        )
        .exclude(dosing_session__status=SessionStatus.CANCELLED, status=status.ARRIVED)
        .order_by("starts_at", "id")
    )
    for row in rows.plain("course_id", "visit_id", "starts_at"):
        on = local_date(row.starts_at, zones[row.course_id])
        found[row.course_id].append(Visit(str(row.visit_id), on))
    return found


def _answers(patient_id: UUID) -> tuple[Answer, ...]:
    rows = (
        MeasureResponse.objects.complete()
        .filter(patient=patient_id)
        .order_by("answered_on", "completed_at")
        .plain("id", "instrument__code", "answered_on", "completed_at")
    )
    return tuple(Answer(r.id, r.instrument__code, r.answered_on, r.completed_at) for r in rows)


def _instruments() -> dict[str, Asked]:
    """Every questionnaire that can be asked. What a policy names beyond these is left out."""
    ids = InstrumentDefinition.objects.current().values_list("pk", flat=True)
    read = (_asked(pk) for pk in ids)
    return {code: asked for code, asked in read if asked is not None}


@lru_cache(maxsize=256)
def _asked(pk: UUID) -> tuple[str, Asked | None]:
    """A version never changes, so it is read once. None: nobody has loaded the words a patient would read."""
    row = InstrumentDefinition.objects.get(pk=pk)
    known = row.instrument
    # Staff read theirs from paper.
    can_be = known.is_worded or known.external or row.staff_only
    return row.code, Asked(known.recall_days, row.staff_only or known.external) if can_be else None
