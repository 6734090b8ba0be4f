"""What hangs on a patient and a course for G11b, G14, G28 and G29: read along, no statement of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.models import CourseMove, CourseStatus, SafetyAlert, SafetyPlan
from sessions.facts.course import answered_at
from sessions.gate.facts import MeasureFact, PhaseFact, SafetyAlertFact, SafetyPlanFact

MOOD = "PHQ-9"


def alert(patient: OuterRef) -> Subquery:
    """The alert that waits longest for an assessment and a plan."""
    rows = SafetyAlert.objects.unanswered().of_person(patient).longest_waiting_first()
    return Subquery(rows.values(j=JSONObject(id="pk", by="response__instrument__code"))[:1])


def plan(patient: OuterRef) -> Subquery:
    """The newest version of the safety plan."""
    rows = SafetyPlan.objects.filter(patient=patient).newest_first()
    return Subquery(rows.values(j=JSONObject(id="pk", at="made_at"))[:1])


def maintained(course: OuterRef) -> Subquery:
    """Since when the course's maintenance runs: its doses are counted from there. A pause does not start it anew."""
    moves = CourseMove.objects.filter(
        course=course, old=CourseStatus.REVIEW_DUE, new=CourseStatus.MAINTENANCE
    )
    return Subquery(moves.order_by("-moved_at").values("moved_at")[:1])


def alert_fact(row: Any) -> SafetyAlertFact | None:
    found = row.f_alert
    return SafetyAlertFact(found["id"], found["by"] == SUICIDE_SCREEN.code) if found else None


def plan_fact(row: Any) -> SafetyPlanFact | None:
    found = row.f_plan
    return SafetyPlanFact(found["id"], datetime.fromisoformat(found["at"])) if found else None


def phase(row: Any) -> PhaseFact:
    """The protocol's number of doses, or maintenance's own since it began."""
    course = str(row.course_id)
    if CourseStatus.MAINTENANCE in {row.course__status, row.course__resume_status}:
        return PhaseFact(course, row.course__maintenance_sessions or 0, row.f_maintained)
    return PhaseFact(course, row.course__planned_doses)


def mood(rows: Any) -> MeasureFact | None:
    """The newest PHQ-9. An estimate from paper counts as answered: no number of it is read."""
    for row in rows:
        if row.instrument__code == MOOD:
            return MeasureFact(str(row.id), MOOD, answered_at(row), row.total)
    return None
