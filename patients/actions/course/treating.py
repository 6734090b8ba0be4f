"""The way through treatment: consented, prepared, dosed, reviewed, kept up."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.tasks.actions import task
from patients.actions import course_step
from patients.actions.course import moving
from patients.models import Course, CourseStatus, CourseStep
from patients.policies import course as policies

# Preparation is booked within three days of the last consent (domain/09 M05).
BOOK_PREPARATION_HOURS = 72
REVIEW_HOURS = 72  # a review that fell due is held within three days [POL]
REASON_MIN_CHARACTERS = 20  # domain/README 0.2
HOURS_A_DAY = 24


@action(Permission.COURSE_COMPUTE)
def mark_consented(course: Course, *, by: Actor, at: datetime) -> Course:
    """Every mandatory consent is signed: T2. Somebody books the first preparation session."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.CONSENTED, CourseStatus.ELIGIBLE)
    if course.protocol_id is None:
        raise DomainError(_("The course has no plan yet. A prescriber chooses one."))
    course = moving.move(course, CourseStatus.CONSENTED, by=by, at=at)
    task.raise_task.step(
        course.site,
        kind="BOOK_PREPARATION",
        sentence=_("Book the first preparation session."),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.FRONT_DESK,
        due_at=moving.in_hours(at, BOOK_PREPARATION_HOURS),
        link=f"/courses/{course.pk}/",
        key=f"book-preparation:{course.pk}",
        by=by,
        at=at,
    )
    return course


@action(Permission.COURSE_PREPARE)
def start_preparing(course: Course, *, by: Actor, at: datetime) -> Course:
    """A preparation session is booked."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.PREPARING, CourseStatus.CONSENTED)
    return moving.move(course, CourseStatus.PREPARING, by=by, at=at)


@action(Permission.COURSE_PREPARE)
def mark_ready(course: Course, *, by: Actor, at: datetime) -> Course:
    """T3: everything below the first dose is in place. Raises ``NotReady`` with what is not."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.READY, CourseStatus.PREPARING)
    policies.require_ready(course, at)
    return moving.move(course, CourseStatus.READY, by=by, at=at)


@action(Permission.COURSE_COMPUTE)
def activate(course: Course, *, by: Actor, at: datetime) -> Course:
    """T4: the first dose is being given; day 0 of the outcomes."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.ACTIVE, CourseStatus.READY)
    course.first_dose_at = at
    return moving.move(course, CourseStatus.ACTIVE, by=by, at=at)


@action(Permission.COURSE_DECIDE)
def review_due(
    course: Course, *, reasons: tuple[str, ...] = (), note: str = "", by: Actor, at: datetime
) -> Course:
    """T5: planned doses are used, or something asks for a review. No dose until it is held."""
    course = moving.lock(course)
    moving.require_start(
        course, CourseStatus.REVIEW_DUE, CourseStatus.ACTIVE, CourseStatus.MAINTENANCE
    )
    course = moving.move(
        course, CourseStatus.REVIEW_DUE, by=by, at=at, reasons=reasons, note=note.strip()
    )
    task.raise_task.step(
        course.site,
        kind="COURSE_REVIEW",
        sentence=_("The course is due for review. No dose until it is held."),
        why=note.strip(),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.PRESCRIBER,
        due_at=moving.in_hours(at, REVIEW_HOURS),
        link=f"/courses/{course.pk}/",
        key=f"course-review:{course.pk}",
        by=by,
        at=at,
    )
    return course


@action(Permission.COURSE_COMPUTE)
def go_on(course: Course, *, reason: str, by: Actor, at: datetime) -> Course:
    """A review that came before the plan was used up changes nothing of it. Called by its decision alone."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.ACTIVE, CourseStatus.REVIEW_DUE)
    _require_reason(reason)
    if not course.steps.still_planned().filter(kind=CourseStep.Kind.DOSING).exists():
        raise DomainError(_("No planned dose is left to go on with."))
    return moving.move(course, CourseStatus.ACTIVE, by=by, at=at, note=reason.strip())


@action(Permission.COURSE_COMPUTE)
def extend(
    course: Course, *, doses: int, reason: str, given: int = 0, by: Actor, at: datetime
) -> Course:
    """A review allows more doses: how many, and why (at least 20 characters). Called by its decision alone.

    ``given``: doses of this course so far; what maintenance gave beyond the plan does not eat up the new ones.
    """
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.ACTIVE, CourseStatus.REVIEW_DUE)
    if doses < 1:
        raise InvalidInput(_("Say how many more doses."), field="doses")
    _require_reason(reason)
    course.planned_doses = max(course.planned_doses, given) + doses
    course.review_on = None
    course = moving.move(course, CourseStatus.ACTIVE, by=by, at=at, note=reason.strip())
    course_step.add_doses(course, doses=doses, at=at)
    return course


@action(Permission.COURSE_COMPUTE)
def maintain(
    course: Course,
    *,
    interval_days: int,
    sessions: int,
    review_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Course:
    """T6: a response is documented; spaced sessions with their own interval, number and review.

    Called by the review's decision alone. What was planned and not done of the acute part is dropped; the sessions
    of maintenance are planned in its place, and somebody is asked to look again on the day of the next review.
    """
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.MAINTENANCE, CourseStatus.REVIEW_DUE)
    _require_reason(reason)
    if interval_days * HOURS_A_DAY < (floor := _maintenance_floor_hours(course, at)):
        raise InvalidInput(
            _("Maintenance sessions are at least %(days)d days apart here.")
            % {"days": -(-floor // HOURS_A_DAY)},
            field="interval_days",
        )
    if sessions < 1:
        raise InvalidInput(_("Say how many sessions at most."), field="sessions")
    if review_on <= course.site.today(at):
        raise InvalidInput(_("The review lies in the past."), field="review_on")
    course.maintenance_interval_days, course.maintenance_sessions = interval_days, sessions
    course.review_on = review_on
    course = moving.move(course, CourseStatus.MAINTENANCE, by=by, at=at, note=reason.strip())
    course_step.keep_up(course, doses=sessions, interval_days=interval_days, at=at)
    task.raise_task.step(
        course.site,
        kind="MAINTENANCE_REVIEW",
        sentence=_("Maintenance is to be reviewed before the next dose."),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.PRESCRIBER,
        due_at=moving.noon(course.site, review_on),
        link=f"/courses/{course.pk}/",
        key=f"maintenance-review:{course.pk}",
        by=by,
        at=at,
    )
    return course


def _maintenance_floor_hours(course: Course, at: datetime) -> int:
    route = policies.policy_in_force(course.site_id, at).policy.routes.get(course.route)
    if route is None:
        raise DomainError(_("The clinical policy does not offer this route."))
    return route.maintenance_interval_hours


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < REASON_MIN_CHARACTERS:
        raise InvalidInput(
            _("Give the reason in at least %(count)d characters.")
            % {"count": REASON_MIN_CHARACTERS},
            field="reason",
        )
