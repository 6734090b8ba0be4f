"""What the plan of questionnaires is made from: the courses of one patient, with their doses, visits and answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef

from clinic.core.localtime import local_date
from clinic.scheduling.models import Appointment, Kind
from patients.measures.facts import Answer, Asked, CourseFacts, Dose, Visit
from patients.models import Course, CourseMove, CourseStatus, InstrumentDefinition, MeasureResponse
from sessions.facts.hanging import all_of
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
# A visit that should have begun so long ago and did not is no visit to come, whatever was written of it.
STALE = timedelta(hours=12)


class _Move(NamedTuple):
    at: datetime
    reasons: tuple[str, ...]


class CourseOf(NamedTuple):
    """One course and what its plan is made from."""

    id: UUID
    patient_id: UUID
    site_id: UUID
    facts: CourseFacts


def load(patient_id: UUID, at: datetime) -> dict[UUID, CourseOf]:
    """Every course of the patient with its facts. Three queries, however many courses there are."""
    rows = _courses(patient_id, at)
    if not rows:
        return {}
    answers, instruments = _answers(patient_id), _instruments()
    return {row.id: _of(row, rows, answers, instruments, at) for row in rows}


def _courses(patient_id: UUID, at: datetime) -> list[Any]:
    """The courses, the oldest first, each with its moves, its doses and the dosing visits to come."""
    status, here = Appointment.Status, {"course": OuterRef("pk")}
    moves = CourseMove.objects.filter(**here, new__in=_MOVES).order_by("moved_at", "id")
    doses = DosingSession.objects.dosed().filter(**here).order_by("first_drug_at")
    visits = (
        Appointment.objects.filter(
            **here,
            kind=Kind.DOSING,
            status__in=[status.BOOKED, status.CONFIRMED, status.ARRIVED],
            starts_at__gte=at - STALE,
            dosing_session__first_drug_at=None,
        )
        .exclude(dosing_session__status=SessionStatus.CANCELLED, status=status.ARRIVED)
        .order_by("starts_at", "id")
    )
    return (
        Course.objects.filter(patient=patient_id)
        .annotate(
            f_moves=all_of(moves, new="new", at="moved_at", reasons="reasons"),
            f_doses=all_of(doses, visit="appointment__visit_id", at="first_drug_at"),
            f_visits=all_of(visits[:1], visit="visit_id", at="starts_at"),
        )
        .order_by("opened_at", "id")
        .plain(
            "id",
            "site_id",
            "site__timezone",
            "patient__deceased_on",
            "status",
            "resume_status",
            "planned_doses",
            "opened_at",
            "first_dose_at",
            "f_moves",
            "f_doses",
            "f_visits",
        )
    )


def _of(
    row: Any, rows: list[Any], answers: tuple[Answer, ...], known: dict[str, Asked], at: datetime
) -> CourseOf:
    zone, when = row.site__timezone, _first_moves(row)
    screening, closed = when.get(CourseStatus.SCREENING), when.get(CourseStatus.FOLLOW_UP_CLOSED)
    maintenance = when.get(CourseStatus.MAINTENANCE)
    doses = tuple(
        Dose(one["visit"], given, local_date(given, zone))
        for one in row.f_doses
        if (given := datetime.fromisoformat(one["at"]))
    )
    visits = tuple(
        Visit(one["visit"], local_date(datetime.fromisoformat(one["at"]), zone))
        for one in row.f_visits
    )
    facts = CourseFacts(
        status=row.status,
        resume_status=row.resume_status,
        planned_doses=row.planned_doses,
        screening_on=local_date(screening.at, zone) if screening else None,
        maintenance_at=maintenance.at if maintenance else None,
        maintenance_on=local_date(maintenance.at, zone) if maintenance else None,
        closed_on=local_date(closed.at, zone) if closed else None,
        opted_out=closed is not None and OPT_OUT in closed.reasons,
        died=row.patient__deceased_on is not None,
        superseded_on=_superseded_on(row, rows),
        doses=doses,
        visits=visits,
        answers=answers,
        instruments=known,
    )
    return CourseOf(row.id, row.patient_id, row.site_id, facts)


def _first_moves(row: Any) -> dict[str, _Move]:
    """When the course first came into the states that matter here."""
    found: dict[str, _Move] = {}
    for one in row.f_moves:
        at = datetime.fromisoformat(one["at"])
        found.setdefault(one["new"], _Move(at, tuple(one["reasons"])))
    return found


def _superseded_on(course: Any, courses: list[Any]) -> date | None:
    """The first dose of a course that was opened later, anywhere: from then on that one is measured."""
    later = [
        local_date(one.first_dose_at, one.site__timezone)
        for one in courses
        if one.first_dose_at is not None and one.opened_at > course.opened_at
    ]
    return min(later) if later and course.first_dose_at is not None else None


def _answers(patient_id: UUID) -> tuple[Answer, ...]:
    rows = (
        MeasureResponse.objects.complete()
        .filter(patient=patient_id)
        .order_by("answered_on", "completed_at")
        .plain("id", "instrument__code", "answered_on", "completed_at", "total")
    )
    return tuple(
        Answer(r.id, r.instrument__code, r.answered_on, r.completed_at, r.total) for r in rows
    )


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
