"""The one place where a course changes its state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from clinic.accounts.action import step
from clinic.core.actor import Actor
from clinic.core.errors import IllegalMove
from clinic.core.events import publish
from clinic.core.localtime import rule_instant
from clinic.core.states import require_move
from clinic.sites.models import Site
from clinic.tasks.actions import task
from patients.events import CourseMoved
from patients.models import Course, CourseMove, CourseStatus, Screening
from patients.models.course import OPEN

# Tasks with a day but no hour are due at noon of that day [POL].
NOON = time(12, 0)


@step
def lock(course: Course) -> Course:
    """The row as it is now, held until the transaction ends."""
    return (
        Course.objects.select_for_update(of=("self",))
        .select_related("site", "patient", "protocol")
        .get(pk=course.pk)
    )


def require_start(course: Course, new: CourseStatus, *starts: CourseStatus) -> None:
    """Raise ``IllegalMove`` unless the table allows the move and this verb may begin here.

    The table alone is not enough: ACTIVE is reached by the first dose from READY, by an extension
    from REVIEW_DUE and by resuming from PAUSED, and none may be done by the verb of another.
    """
    require_move(Course.MOVES, CourseStatus(course.status), new, what=_("course"))
    if CourseStatus(course.status) not in starts:
        raise IllegalMove(
            _("A course that is %(old)s does not become %(new)s this way.")
            % {
                "old": CourseStatus(course.status).label.lower(),
                "new": new.label.lower(),
            },
            old=course.status,
            new=str(new),
        )


@step
def move(
    course: Course,
    new: CourseStatus,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[str] = (),
    note: str = "",
) -> Course:
    """Go to ``new``, write the line people read, and tell who stands higher.

    The caller holds the lock, has asked ``require_start``, and has set the new state's columns.
    """
    old = CourseStatus(course.status)
    require_move(Course.MOVES, old, new, what=_("course"))
    course.status = new
    if new in OPEN:
        course.ended_at = None
    elif course.ended_at is None:
        course.ended_at = at
    course.save()
    write_move(course, old, by=by, at=at, reasons=reasons, note=note)
    _answer(course, old, new, by, at)
    return course


ENDED = words("The course ended.")
#: What a course in this state waits for: the keys of the tasks that ask for it, and what closes them.
WAITS_FOR = {
    CourseStatus.CONSENTED: (("book-preparation",), words("Booked.")),
    CourseStatus.DEFERRED: (("course-review",), words("The course went on.")),
    CourseStatus.REVIEW_DUE: (("course-review",), words("The review was held.")),
    CourseStatus.MAINTENANCE: (
        ("maintenance-review",),
        words("Maintenance went to review, or ended."),
    ),
    CourseStatus.PAUSED: (("pause-review", "pause-limit"), words("The pause is over.")),
}


def _answer(course: Course, old: CourseStatus, new: CourseStatus, by: Actor, at: datetime) -> None:
    """Leaving a state closes the task that asked for it. A pause keeps it: the course comes back to where it was."""
    if new == CourseStatus.PAUSED:
        return
    outcomes = {}
    if new not in OPEN:
        outcomes = {key: ENDED for keys, _said in WAITS_FOR.values() for key in keys}
    if old in WAITS_FOR:
        keys, said = WAITS_FOR[old]
        outcomes |= dict.fromkeys(keys, said)
    for key, said in outcomes.items():
        task.complete_for_cause.step(key=f"{key}:{course.pk}", outcome=_(said), by=by, at=at)
    if new not in OPEN:
        for screening in Screening.objects.filter(course=course):
            again = f"screening-again:{screening.pk}"
            task.complete_for_cause.step(key=again, outcome=_(ENDED), by=by, at=at)


@step
def write_move(
    course: Course,
    old: str,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[str] = (),
    note: str = "",
) -> None:
    """The line of who moved the course, when and why; then the event."""
    CourseMove(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        old=old,
        new=course.status,
        moved_at=at,
        moved_by=by.actor_id,
        moved_by_label=by.actor_label,
        reasons=list(reasons),
        note=note,
        created_at=at,
    ).save()
    publish(
        CourseMoved(
            course_id=course.pk,
            patient_id=course.patient_id,
            site_id=course.site_id,
            old=str(old),
            new=str(course.status),
            at=at,
        )
    )


def noon(site: Site, day: date) -> datetime:
    """Noon of a day at the site."""
    return rule_instant(datetime.combine(day, NOON), site.timezone)


def in_hours(at: datetime, hours: int) -> datetime:
    """So many elapsed hours later."""
    return at + timedelta(hours=hours)
