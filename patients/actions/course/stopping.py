"""A course waits, goes on, or ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.core.states import require_move
from clinic.tasks.actions import task
from patients.actions.course import moving
from patients.events import CourseHeld
from patients.models import Course, CourseStatus, PauseReason, StopReason
from patients.policies import course as policies

# Whoever stops early is called within one to three days (domain/01 T9, domain/09 M35).
SAFETY_CONTACT_HOURS = 72
# Whoever owns a pause that lasted too long decides within three days, as a review is held [POL].
DECIDE_HOURS = 72
# Outcomes are followed for six months (domain/01 1.1).
FOLLOW_UP_DAYS = 183
_COMPLETABLE = (CourseStatus.ACTIVE, CourseStatus.REVIEW_DUE, CourseStatus.MAINTENANCE)


@action(Permission.COURSE_PAUSE)
def pause(
    course: Course,
    *,
    reason: str,
    owner: User,
    review_on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Course:
    """T7: the course waits, from any open state, and remembers where it was."""
    course = moving.lock(course)
    require_move(Course.MOVES, CourseStatus(course.status), CourseStatus.PAUSED, what=_("course"))
    if reason not in PauseReason.values:
        raise InvalidInput(_("Choose a reason."), field="reason")
    if not owner.may(Permission.COURSE_PAUSE, course.site_id):
        raise InvalidInput(_("The owner must be a clinician here."), field="owner")
    if review_on <= course.site.today(at):
        raise InvalidInput(_("The review lies in the past."), field="review_on")
    course.resume_status, course.paused_at = course.status, at
    course.pause_reason, course.pause_note, course.pause_owner = reason, note.strip(), owner
    course.pause_review_on = review_on
    course = moving.move(
        course, CourseStatus.PAUSED, by=by, at=at, reasons=[reason], note=note.strip()
    )
    publish(
        CourseHeld(
            course_id=course.pk,
            patient_id=course.patient_id,
            site_id=course.site_id,
            reason=reason,
            review_on=review_on,
            at=at,
        )
    )
    task.raise_task.step(
        course.site,
        kind="PAUSE_REVIEW",
        sentence=_("A paused course is to be looked at again."),
        patient_id=course.patient_id,
        subject_id=course.pk,
        person=owner,
        due_at=moving.noon(course.site, review_on),
        link=f"/courses/{course.pk}/",
        key=f"pause-review:{course.pk}",
        by=by,
        at=at,
    )
    return course


@step
def call_long_pause(course: Course, *, by: Actor, at: datetime) -> bool:
    """The pause has lasted as long as the policy lets it: its owner is told to decide, once a pause. ``course`` is locked.

    The course itself stays where it is: no state moves because a day passed. Answers whether anything was new.
    """
    if course.pause_called_at is not None or not policies.pause_is_too_long(course, at):
        return False
    course.pause_called_at = at
    course.save()
    owner, due_at = course.pause_owner, moving.in_hours(at, DECIDE_HOURS)
    if owner and not (owner.is_active and owner.may(Permission.COURSE_PAUSE, course.site_id)):
        owner = None  # gone since: a prescriber of the site decides
    task.raise_task.step(
        course.site,
        kind="PAUSE_LIMIT",
        sentence=_("This pause has lasted too long. Decide: does the course go on, or end?"),
        why=_("Paused for %(count)d days: %(reason)s.")
        % {
            "count": (at - (course.paused_at or at)).days,
            "reason": course.get_pause_reason_display(),
        },
        patient_id=course.patient_id,
        subject_id=course.pk,
        person=owner,
        role=None if owner else Role.PRESCRIBER,
        due_at=due_at,
        escalate_at=due_at,
        escalate_to_role=Role.PRESCRIBER,
        link=f"/courses/{course.pk}/",
        key=f"pause-limit:{course.pk}",
        by=by,
        at=at,
    )
    return True


@action(Permission.COURSE_DECIDE)
def resume(course: Course, *, note: str = "", by: Actor, at: datetime) -> Course:
    """T8: back to where it was, if what was needed there still holds."""
    course = moving.lock(course)
    if course.status != CourseStatus.PAUSED:
        raise DomainError(_("This course is not paused."))
    policies.require_resumable(course, at)
    back = CourseStatus(course.resume_status)
    _leave_pause(course)
    course = moving.move(course, back, by=by, at=at, note=note.strip())
    # What arose while it was paused may have sent it on to a review in this same transaction.
    return moving.lock(course)


@action(Permission.COURSE_CLOSE)
def discontinue(
    course: Course,
    *,
    reason: str,
    also: Sequence[str] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> Course:
    """T9: stopped early, from any open state. Somebody calls the patient within three days."""
    course = moving.lock(course)
    if reason not in StopReason.values:
        raise InvalidInput(_("Choose the main reason."), field="reason")
    if unknown := set(also) - set(StopReason.values):
        raise InvalidInput(_("There is no such reason: %s.") % min(unknown), field="also")
    require_move(
        Course.MOVES, CourseStatus(course.status), CourseStatus.DISCONTINUED, what=_("course")
    )
    if course.status == CourseStatus.PAUSED:
        _leave_pause(course)
    course.review_on = None
    course.stop_reason, course.stop_reasons_also = reason, sorted(set(also) - {reason})
    reasons = [reason, *course.stop_reasons_also]
    course = moving.move(
        course, CourseStatus.DISCONTINUED, by=by, at=at, reasons=reasons, note=note.strip()
    )
    if reason != StopReason.DECEASED:
        _call_after_stopping(course, by, at)
    return course


@action(Permission.COURSE_CLOSE)
def complete(
    course: Course,
    *,
    refused_measures: str = "",
    note: str = "",
    reviewed: bool = False,
    by: Actor,
    at: datetime,
) -> Course:
    """T10: planned care is finished: last integration held, last scores in or their refusal written.

    While a review is due only its decision may complete the course: it calls this with ``reviewed``.
    """
    course = moving.lock(course)
    if course.status == CourseStatus.REVIEW_DUE and not reviewed:
        raise DomainError(_("A review is due. Its decision completes the course."))
    moving.require_start(course, CourseStatus.COMPLETED, *_COMPLETABLE)
    policies.require_completable(course, refused_measures=refused_measures)
    course.review_on = None
    text = " ".join(part for part in (note.strip(), refused_measures.strip()) if part)
    return moving.move(course, CourseStatus.COMPLETED, by=by, at=at, note=text)


@action(Permission.COURSE_CLOSE)
def close_follow_up(course: Course, *, opted_out: bool = False, by: Actor, at: datetime) -> Course:
    """The outcome window is over, or the patient wants no more questions."""
    course = moving.lock(course)
    require_move(
        Course.MOVES, CourseStatus(course.status), CourseStatus.FOLLOW_UP_CLOSED, what=_("course")
    )
    ended_at = course.ended_at or at
    if not opted_out and (at - ended_at).days < FOLLOW_UP_DAYS:
        raise DomainError(_("Outcomes are followed for six months after the course."))
    reasons = ["OPT_OUT"] if opted_out else []
    return moving.move(course, CourseStatus.FOLLOW_UP_CLOSED, by=by, at=at, reasons=reasons)


def _leave_pause(course: Course) -> None:
    course.resume_status = course.pause_reason = course.pause_note = ""
    course.pause_owner = course.paused_at = course.pause_review_on = None
    course.pause_called_at = None


def _call_after_stopping(course: Course, by: Actor, at: datetime) -> None:
    due_at = moving.in_hours(at, SAFETY_CONTACT_HOURS)
    task.raise_task.step(
        course.site,
        kind="SAFETY_CONTACT",
        sentence=_("A course ended early. Call the patient, and ask how they are."),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.NURSE,
        due_at=due_at,
        escalate_at=due_at,
        escalate_to_role=Role.PRESCRIBER,
        link=f"/courses/{course.pk}/",
        key=f"safety-contact:{course.pk}",
        by=by,
        at=at,
    )
