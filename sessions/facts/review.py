"""Where a course stands between its reviews: the opening move, the last decision, what arose since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from clinic.policy.models import PolicyVersion
from patients.models import Course, CourseMove, CourseStatus, MeasureDue
from patients.progress.facts import bounds_of
from sessions.exposure import Course as CourseUse
from sessions.models import ReviewDecision, ReviewReason, UseConcern

_S = CourseStatus
#: A pause from one of these interrupts treatment.
TREATED = frozenset({_S.ACTIVE, _S.REVIEW_DUE, _S.MAINTENANCE})


@dataclass(frozen=True)
class Between:
    """One course since its last decision. ``reasons``: those the next decision answers."""

    last: ReviewDecision | None
    reasons: tuple[ReviewReason, ...]
    use: CourseUse

    @property
    def has_open_reasons(self) -> bool:
        return bool(self.reasons)


def opening(course: Course) -> CourseMove | None:
    """The move that made the present review due. A pause in between does not open another."""
    moves = CourseMove.objects.filter(course=course, new=_S.REVIEW_DUE)
    return moves.exclude(old=_S.PAUSED).order_by("-moved_at", "-pk").first()


def between(course: Course, at: datetime) -> Between:
    """Read in six queries. ``course`` with its site."""
    last = ReviewDecision.objects.filter(course=course).order_by("-decided_at", "-pk").first()
    reasons = ReviewReason.objects.filter(course=course, after=last).order_by("arose_at", "pk")
    concerns = UseConcern.objects.filter(course=course)
    if last is not None:
        concerns = concerns.filter(recorded_at__gt=last.decided_at)
    kinds = [row.kind for row in concerns.plain("kind")]
    moves = CourseMove.objects.filter(course=course).order_by("moved_at", "pk")
    walked = moves.plain("old", "new", "moved_at")
    since, first = _maintenance(walked)
    requests = sum(1 for kind in kinds if kind in UseConcern.REQUESTS)
    return Between(
        last,
        tuple(reasons),
        CourseUse(
            str(course.pk),
            course.planned_doses,
            maintained_since=first,
            plan_since=since,
            plan_sessions=course.maintenance_sessions,
            reviewed_at=None if last is None else last.decided_at,
            requests=requests,
            losses=len(kinds) - requests,
            missed=_missed(course, last, at),
            paused_days=_paused_days(walked, last, at),
        ),
    )


def _missed(course: Course, last: ReviewDecision | None, at: datetime) -> int:
    """The latest doses in a row before which the mood questionnaire was not answered, since the last decision.

    A row is missed from the dose on that it was asked before; one that is still due is not counted.
    """
    signed = PolicyVersion.objects.in_force(course.site_id, at)
    rows = MeasureDue.objects.filter(
        course=course,
        code=bounds_of(signed.policy if signed else None).primary,
        moment=MeasureDue.Moment.BEFORE_DOSE,
        status__in=[MeasureDue.Status.ANSWERED, MeasureDue.Status.MISSED],
    )
    if last is not None:
        rows = rows.filter(late_on__gt=course.site.today(last.decided_at))
    newest_first = rows.order_by("-late_on", "-pk").plain("status")
    missed = takewhile(lambda row: row.status == MeasureDue.Status.MISSED, newest_first)
    return sum(1 for _row in missed)


def _maintenance(moves: Sequence[Any]) -> tuple[datetime | None, datetime | None]:
    """Since when the present plan runs, and since when maintenance as a whole does; None in acute treatment.

    A course that went back to acute doses after a review has no plan any more; one whose review is due still has.
    """
    since: datetime | None = None
    first: datetime | None = None
    for move in moves:
        if (move.old, move.new) == (_S.REVIEW_DUE, _S.MAINTENANCE):
            since, first = move.moved_at, first or move.moved_at
        elif (move.old, move.new) == (_S.REVIEW_DUE, _S.ACTIVE):
            since = first = None
    return since, first


def _paused_days(moves: Sequence[Any], last: ReviewDecision | None, at: datetime) -> int:
    """Whole days of the longest pause that ended since the last decision, or goes on. Before the first dose none counts."""
    longest = timedelta(0)
    began: datetime | None = None
    for move in moves:
        if move.new == _S.PAUSED:
            began = move.moved_at if move.old in TREATED else None
        elif move.old == _S.PAUSED and began is not None:
            if last is None or move.moved_at > last.decided_at:
                longest = max(longest, move.moved_at - began)
            began = None
    return (longest if began is None else max(longest, at - began)).days


def open_courses(records: list[UUID]) -> list[Course]:
    """Every open course of one person, in the order in which they are locked."""
    return list(Course.objects.filter(patient__in=records).open().order_by("pk"))
