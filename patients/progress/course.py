"""One course's progress: every measure, and where the person stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from patients.progress.facts import Asked, Bounds, Dose, Talk
from patients.progress.series import Series, series_of
from patients.progress.standing import Situation, Standing, standing_of

# What depression is measured by comes first, then anxiety, trauma, well-being; the rest by name.
_FIRST = ("PHQ-9", "QIDS-SR16", "GAD-7", "PCL-5", "WHO-5")


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """What the page, the lists and the API show of one course."""

    course_id: UUID
    today: date
    bounds: Bounds
    doses: tuple[Dose, ...]
    talks: tuple[Talk, ...]
    series: tuple[Series, ...]
    standing: Standing

    @property
    def primary(self) -> Series | None:
        """The series of the clinic's first measure."""
        return next((s for s in self.series if s.code == self.bounds.primary), None)


def progress_of(
    course_id: UUID,
    asked: Sequence[Asked],
    *,
    doses: Sequence[Dose],
    talks: Sequence[Talk],
    today: date,
    bounds: Bounds,
    acute_is_over: bool,
    maintenance: bool,
    asks: bool,
) -> CourseProgress:
    """Everything about one course. ``asks``: the clinic still asks this person questionnaires regularly."""
    series = [
        series_of(each, doses, bounds, acute_is_over=acute_is_over)
        for each in asked
        if any(answer.total is not None for answer in each.answers)
    ]
    series.sort(key=lambda one: (*_rank(one.code, bounds), one.code))
    primary = next((one for one in series if one.code == bounds.primary), None)
    given = tuple(sorted(doses, key=lambda dose: dose.at))
    return CourseProgress(
        course_id=course_id,
        today=today,
        bounds=bounds,
        doses=given,
        talks=tuple(sorted(talks, key=lambda talk: talk.on)),
        series=tuple(series),
        standing=standing_of(primary, Situation(today, given, maintenance, asks), bounds),
    )


def _rank(code: str, bounds: Bounds) -> tuple[int, int]:
    place = _FIRST.index(code) if code in _FIRST else len(_FIRST)
    return (0 if code == bounds.primary else 1, place)
