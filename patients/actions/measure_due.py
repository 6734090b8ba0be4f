"""Keeping the rows of due questionnaires like the plan. The plan is made above, where visits and doses are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from clinic.accounts.action import step
from clinic.core.events import publish
from patients.events import MeasuresPlanned
from patients.measures.due import Due, Status
from patients.measures.facts import CourseFacts
from patients.measures.planning import why_not
from patients.models import MeasureDue

_Status = MeasureDue.Status
# What the plan decides; everything else of a row is its name.
PLANNED = ("from_on", "due_on", "late_on", "status", "staff_only", "spans_dose")


class Of(Protocol):
    """The course the rows are about."""

    @property
    def id(self) -> UUID: ...
    @property
    def patient_id(self) -> UUID: ...
    @property
    def site_id(self) -> UUID: ...


@step
def keep(course: Of, wanted: Iterable[Due], facts: CourseFacts, *, at: datetime) -> int:
    """Write what the plan says and no more: answers how many rows are new or changed.

    The caller holds the lock of the patient's questionnaires. A row is never taken away: what the plan no longer
    wants is dropped with a reason, and comes back as the same row when it is wanted again.
    """
    rows = {row.key: row for row in MeasureDue.objects.filter(course=course.id)}
    changed = 0
    for due in wanted:
        row = rows.pop(due.key, None) or _new(course, due, at)
        changed += _write(row, due)
    for row in rows.values():
        changed += _drop(row, facts)
    if changed:
        publish(
            MeasuresPlanned(
                course_id=course.id, patient_id=course.patient_id, site_id=course.site_id, at=at
            )
        )
    return changed


def _new(course: Of, due: Due, at: datetime) -> MeasureDue:
    return MeasureDue(
        course_id=course.id,
        patient_id=course.patient_id,
        site_id=course.site_id,
        code=due.code,
        moment=due.moment.value,
        occasion=due.occasion,
        created_at=at,
    )


def _write(row: MeasureDue, due: Due) -> bool:
    for name in PLANNED:
        setattr(row, name, getattr(due, name))
    row.status, row.answered_by_id, row.dropped_because = _Status(due.status), due.answered_by, ""
    return _save(row)


def _drop(row: MeasureDue, facts: CourseFacts) -> bool:
    """What was answered or missed stays as it was, unless the answer was voided."""
    still_there = {answer.id for answer in facts.answers}
    if row.status == _Status.DUE or (
        row.status == _Status.ANSWERED and row.answered_by_id not in still_there
    ):
        row.status, row.answered_by = _Status(Status.DROPPED), None
        row.dropped_because = why_not(facts, row.code, row.moment).value
    return _save(row)


def _save(row: MeasureDue) -> bool:
    if not row.changed_fields():
        return False
    row.save()
    return True
