"""A pause that lasts too long comes to a review by itself: somebody is told, and no dose follows before it is held.

The clock only calls; the course moves when a person resumes or ends it. What the clock missed is called as soon as it
runs again, and a course that is resumed before that goes to its review all the same: the days are counted from its moves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.failpoints import failpoint
from patients.actions import course as courses
from patients.models import Course, CourseStatus
from sessions.actions import review_due

# No policy may call sooner (the term's lower bound): nothing younger need be looked at.
NOT_BEFORE = timedelta(days=14)


@action(Permission.COURSE_COMPUTE)
def call(course: Course, *, by: Actor, at: datetime) -> bool:
    """Write the reason of the review and tell the owner of the pause, once a pause. Answers whether anything was new."""
    # Locks every open course of the person in the one order all reviews take.
    review_due.evaluate(course.patient_id, by=by, at=at)
    return courses.call_long_pause(courses.lock(course), by=by, at=at)


def call_due(*, by: Actor, at: datetime) -> int:
    """Every pause that is over its limit and was not called yet, each in its own transaction. Answers how many."""
    paused = Course.objects.filter(status=CourseStatus.PAUSED, pause_called_at=None)
    waiting = paused.filter(paused_at__lte=at - NOT_BEFORE)
    count = 0
    for course in waiting.order_by("paused_at", "pk"):
        count += call(course, by=by, at=at)
        failpoint("pause.called")
    return count
