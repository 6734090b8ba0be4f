"""Whether it helps: each scale from before the first dose to now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from patients.instruments.change import Change
from patients.models import Course, MeasureResponse
from sessions.facts.course import BASELINES


@dataclass(frozen=True)
class Response:
    """One scale: the last total before the first dose, the newest after it."""

    instrument: str
    baseline: int
    baseline_on: date
    now: int
    now_on: date

    @property
    def change(self) -> Change:
        return Change(self.baseline, self.now)

    @property
    def is_response(self) -> bool:
        return self.change.is_response

    @property
    def percent(self) -> int | None:
        """By how much of the baseline it fell, rounded towards zero; None where the baseline is 0."""
        if self.baseline == 0:
            return None
        return int((self.baseline - self.now) * 100 / self.baseline)


def of_course(course: Course, patients: list[UUID]) -> tuple[Response, ...]:
    """Every scale that was answered on both sides of the first dose."""
    if course.first_dose_at is None:
        return ()
    day = course.site.today(course.first_dose_at)
    rows = (
        MeasureResponse.objects.complete()
        .filter(patient__in=patients, instrument__code__in=BASELINES, total__isnull=False)
        .order_by("answered_on", "completed_at", "pk")
        .plain("instrument__code", "answered_on", "completed_at", "total")
    )
    found = []
    for code in BASELINES:
        mine = [row for row in rows if row.instrument__code == code]
        before = [row for row in mine if _is_before(row, course, day)]
        after = [row for row in mine if row.answered_on > day]
        if before and after:
            first, last = before[-1], after[-1]
            found.append(
                Response(code, first.total, first.answered_on, last.total, last.answered_on)
            )
    return tuple(found)


def _is_before(row: Any, course: Course, day: date) -> bool:
    """Answered before the day of the first dose, or that day before the drug."""
    return row.answered_on < day or (
        row.answered_on == day and row.completed_at <= course.first_dose_at
    )
