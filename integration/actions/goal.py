"""Goals: set, rated, met or let go."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.states import require_move
from integration.models import Goal, GoalRating, TherapySession
from patients.models import Course

WORDS_MAX = 300
SCORES = range(11)  # 0 not at all, 10 there [POL]


@action(Permission.THERAPY_RECORD)
def set_goal(
    course: Course,
    *,
    words: str,
    session: TherapySession | None = None,
    by: User,
    at: datetime,
) -> Goal:
    """What the patient wants to change, in their words."""
    if not words.strip():
        raise InvalidInput(_("Write the goal in the patient's words."), field="words")
    if len(words.strip()) > WORDS_MAX:
        raise InvalidInput(_("Keep a goal under 300 characters."), field="words")
    _require_session(session, course)
    goal = Goal(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        words=words.strip(),
        set_in=session,
        set_at=at,
        set_by=by,
        created_at=at,
    )
    goal.save()
    return goal


@action(Permission.THERAPY_RECORD)
def rate(
    goal: Goal,
    *,
    score: int,
    note: str = "",
    session: TherapySession | None = None,
    by: User,
    at: datetime,
) -> GoalRating:
    """How near the patient feels to it, 0 to 10."""
    goal = _lock(goal)
    if goal.status != Goal.Status.OPEN:
        raise DomainError(_("This goal is closed. Open it again to rate it."))
    if score not in SCORES:
        raise InvalidInput(_("Rate from 0, not at all, to 10, there."), field="score")
    _require_session(session, goal.course)
    rating = GoalRating(
        goal=goal,
        patient_id=goal.patient_id,
        site_id=goal.site_id,
        session=session,
        score=score,
        note=note.strip()[:500],
        rated_at=at,
        rated_by=by,
        created_at=at,
    )
    rating.save()
    return rating


@action(Permission.THERAPY_RECORD)
def close(goal: Goal, *, outcome: str, by: User, at: datetime) -> Goal:
    """MET or DROPPED."""
    goal = _lock(goal)
    if outcome not in {Goal.Status.MET, Goal.Status.DROPPED}:
        raise InvalidInput(_("Say whether it was met or let go."), field="outcome")
    require_move(Goal.MOVES, Goal.Status(goal.status), Goal.Status(outcome), what=_("goal"))
    goal.status, goal.closed_at = outcome, at
    goal.save()
    return goal


@action(Permission.THERAPY_RECORD)
def reopen(goal: Goal, *, by: User, at: datetime) -> Goal:
    """It is worked on again."""
    goal = _lock(goal)
    require_move(Goal.MOVES, Goal.Status(goal.status), Goal.Status.OPEN, what=_("goal"))
    goal.status, goal.closed_at = Goal.Status.OPEN, None
    goal.save()
    return goal


def _lock(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).select_related("course").get(pk=goal.pk)


def _require_session(session: TherapySession | None, course: Course) -> None:
    if session is None:
        return
    if session.course_id != course.pk:
        raise InvalidInput(_("That session belongs to another course."), field="session")
    now = TherapySession.objects.select_for_update().get(pk=session.pk)
    if now.status != TherapySession.Status.OPEN:
        raise DomainError(_("That session is signed. Goals go on without it."))
