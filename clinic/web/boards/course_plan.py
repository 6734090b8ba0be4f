"""When the steps of a course are likely to fall that nobody has booked yet: their earliest day by the protocol's gaps.

A projection for a picture, never a promise: booking asks the calendar. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from patients.models import CourseStep


def projected_days(
    steps: Iterable[CourseStep], known: Mapping[UUID, date], today: date
) -> dict[UUID, date]:
    """For each planned step without a known day: the day of the step before it plus the least gap, not before today.

    ``known`` holds the days of steps that are done or booked. A step whose predecessor cannot be placed falls today.
    """
    rows = {step.pk: step for step in steps}
    placed: dict[UUID, date] = dict(known)

    def day_of(step: CourseStep, seen: frozenset[UUID]) -> date:
        if step.pk in placed:
            return placed[step.pk]
        before = rows.get(step.after_step_id) if step.after_step_id else None
        start = today
        if before is not None and before.pk not in seen:
            gap = timedelta(days=-(-step.min_gap_hours // 24))
            start = max(today, day_of(before, seen | {step.pk}) + gap)
        placed[step.pk] = start
        return start

    wanted = [s for s in rows.values() if s.status == CourseStep.Status.PLANNED]
    return {s.pk: day_of(s, frozenset()) for s in wanted if s.pk not in known}
