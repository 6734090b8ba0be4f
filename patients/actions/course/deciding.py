"""Whether this patient is treated: screened, found eligible, deferred, declined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.tasks.actions import task
from patients.actions.course import moving
from patients.models import Course, CourseStatus


@action(Permission.COURSE_SCREEN)
def start_screening(course: Course, *, by: Actor, at: datetime) -> Course:
    """Screening begins, or begins again after a deferral."""
    course = moving.lock(course)
    moving.require_start(
        course, CourseStatus.SCREENING, CourseStatus.REFERRED, CourseStatus.DEFERRED
    )
    course.review_on, course.decision_note = None, ""
    return moving.move(course, CourseStatus.SCREENING, by=by, at=at)


@action(Permission.COURSE_COMPUTE)
def mark_eligible(course: Course, *, by: Actor, at: datetime) -> Course:
    """A prescriber has signed the screening: T1. Called by the signature, by nobody else."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.ELIGIBLE, CourseStatus.SCREENING)
    return moving.move(course, CourseStatus.ELIGIBLE, by=by, at=at)


@action(Permission.COURSE_DECIDE)
def defer(course: Course, *, note: str, review_on: date, by: Actor, at: datetime) -> Course:
    """Not now: why, and the day somebody looks again."""
    course = moving.lock(course)
    moving.require_start(
        course,
        CourseStatus.DEFERRED,
        CourseStatus.SCREENING,
        CourseStatus.ELIGIBLE,
        CourseStatus.CONSENTED,
    )
    if not note.strip():
        raise InvalidInput(_("Say what is waited for."), field="note")
    if review_on <= course.site.today(at):
        raise InvalidInput(_("The review lies in the past."), field="review_on")
    course.decision_note, course.review_on = note.strip(), review_on
    course = moving.move(course, CourseStatus.DEFERRED, by=by, at=at, note=note.strip())
    task.raise_task.step(
        course.site,
        kind="COURSE_REVIEW",
        sentence=_("A deferred course is to be looked at again."),
        why=note.strip(),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.PRESCRIBER,
        due_at=moving.noon(course.site, review_on),
        link=f"/courses/{course.pk}/",
        key=f"course-review:{course.pk}",
        by=by,
        at=at,
    )
    return course


@action(Permission.COURSE_DECIDE)
def decline(
    course: Course, *, reasons: Sequence[str], note: str, by: Actor, at: datetime
) -> Course:
    """Not eligible: the reasons in codes, and where the patient goes from here. Ends this course."""
    course = moving.lock(course)
    moving.require_start(
        course,
        CourseStatus.INELIGIBLE,
        CourseStatus.SCREENING,
        CourseStatus.DEFERRED,
        CourseStatus.ELIGIBLE,
    )
    _write_against(course, reasons, note)
    course.review_on = None
    return moving.move(
        course,
        CourseStatus.INELIGIBLE,
        by=by,
        at=at,
        reasons=course.decision_reasons,
        note=note.strip(),
    )


@step
def turn_down(course: Course, *, reasons: Sequence[str], note: str) -> Course:
    """Treatment that is planned or under way turned out not to be right: why, and where the patient goes.

    The caller holds the lock, and pauses or stops the course in the same breath.
    """
    _write_against(course, reasons, note)
    course.save()
    return course


@step
def take_back_turning_down(course: Course) -> None:
    """Found eligible again: what stood against treatment stands no longer. The moves keep what was said."""
    if course.decision_reasons:
        course.decision_reasons, course.decision_note = [], ""
        course.save()


def _write_against(course: Course, reasons: Sequence[str], note: str) -> None:
    if not reasons:
        raise InvalidInput(_("Give at least one reason."), field="reasons")
    if not note.strip():
        raise InvalidInput(_("Say where the patient is referred to."), field="note")
    course.decision_reasons, course.decision_note = sorted(set(reasons)), note.strip()
