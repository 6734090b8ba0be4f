"""The facts of progress, read for many courses at once: answers, doses, integration hours, phases, policy.

A constant number of statements however many courses. ``viewer`` sees what they may see and no more: what is hidden
from them is left out. Without a viewer everything is read: for rules, which judge on nobody's behalf.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from clinic.core.actor import Actor
from integration.models import TherapySession
from patients.instruments.change import RULES
from patients.instruments.definition import Instrument
from patients.models import (
    Course,
    CourseMove,
    CourseStatus,
    InstrumentDefinition,
    MeasureAnswer,
    MeasureResponse,
)
from patients.progress.course import CourseProgress, progress_of
from patients.progress.facts import Answer, Asked, Bounds, Dose, Talk, bounds_of
from sessions.facts.load import policies_in_force
from sessions.models import DosingSession

_S = CourseStatus
# No acute dose is to come any more.
_OVER = frozenset({_S.MAINTENANCE, _S.COMPLETED, _S.DISCONTINUED, _S.FOLLOW_UP_CLOSED})
# The clinic asks questionnaires regularly in these.
_ASKS = frozenset({_S.ACTIVE, _S.REVIEW_DUE, _S.MAINTENANCE, _S.PAUSED})
_PHASES = (_S.ACTIVE, _S.MAINTENANCE)


def load(
    courses: Iterable[Course],
    now: datetime,
    *,
    viewer: Actor | None = None,
    only_primary: bool = False,
) -> dict[UUID, CourseProgress]:
    """Progress by course; each course with its ``site`` selected. ``only_primary`` for lists."""
    courses = list(courses)
    if not courses:
        return {}
    policies = policies_in_force(now, {course.site_id for course in courses})
    bounds = {
        site: bounds_of(policies[site].policy if site in policies else None)
        for site in {course.site_id for course in courses}
    }
    codes = {one.primary for one in bounds.values()} if only_primary else None
    asked = _asked(courses, codes, viewer)
    doses = _doses(courses, viewer)
    talks = _talks(courses, viewer)
    return {
        course.pk: _progress(
            course,
            now,
            bounds[course.site_id],
            asked[course.pk],
            doses[course.pk],
            talks[course.pk],
        )
        for course in courses
    }


def _progress(
    course: Course,
    now: datetime,
    bounds: Bounds,
    asked: Sequence[Asked],
    doses: Sequence[Dose],
    talks: Sequence[Talk],
) -> CourseProgress:
    acute = sum(not dose.maintenance for dose in doses)
    status = course.resume_status or course.status
    return progress_of(
        course.pk,
        asked,
        doses=doses,
        talks=talks,
        today=course.site.today(now),
        bounds=bounds,
        acute_is_over=status in _OVER or (bool(doses) and acute >= course.planned_doses),
        maintenance=status == _S.MAINTENANCE or (bool(doses) and doses[-1].maintenance),
        asks=course.status in _ASKS,
    )


def _seen(rows: Any, viewer: Actor | None) -> Any:
    return rows if viewer is None else rows.visible_to(viewer)


def _asked(
    courses: Sequence[Course], codes: Collection[str] | None, viewer: Actor | None
) -> dict[UUID, list[Asked]]:
    """Finished questionnaires with a score, by course and questionnaire; versions of one count as one."""
    rows = _seen(MeasureResponse.objects, viewer).complete().filter(total__isnull=False)
    rows = rows.filter(patient__in={course.patient_id for course in courses})
    if codes is not None:
        rows = rows.filter(instrument__code__in=codes)
    rows = list(rows.order_by("answered_on", "completed_at", "id"))
    definitions = InstrumentDefinition.objects.in_bulk({row.instrument_id for row in rows})
    items = _watched_items(rows, definitions, viewer)
    found: dict[UUID, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    newest: dict[str, Instrument] = {}
    for row in rows:
        course = _course_of(row, courses)
        if course is None:
            continue
        instrument = _instrument(definitions[row.instrument_id])
        newest[instrument.code] = instrument
        found[course.pk][instrument.code].append(_answer(row, instrument, items.get(row.pk)))
    return defaultdict(
        list,
        {
            pk: [Asked(newest[code], tuple(answers)) for code, answers in measures.items()]
            for pk, measures in found.items()
        },
    )


def _course_of(row: MeasureResponse, courses: Sequence[Course]) -> Course | None:
    """The course it names; without one, the newest the person had by then at that site."""
    if row.course_id is not None:
        return next((course for course in courses if course.pk == row.course_id), None)
    theirs = [
        course
        for course in courses
        if course.patient_id == row.patient_id
        and course.site_id == row.site_id
        and course.site.today(course.opened_at) <= row.answered_on
    ]
    return max(theirs, key=lambda course: course.opened_at, default=None)


def _watched_items(
    rows: Sequence[MeasureResponse],
    definitions: dict[UUID, InstrumentDefinition],
    viewer: Actor | None,
) -> dict[UUID, int]:
    """The one answer a change rule watches, by response."""
    watched = {
        row.pk: RULES[code].item
        for row in rows
        if (code := definitions[row.instrument_id].code) in RULES and RULES[code].item
    }
    answers = _seen(MeasureAnswer.objects, viewer).filter(
        response__in=list(watched), item__in=set(watched.values())
    )
    return {row.response_id: row.value for row in answers if watched[row.response_id] == row.item}


def _answer(row: MeasureResponse, instrument: Instrument, item: int | None) -> Answer:
    band = next((b.label for b in instrument.bands if b.code == row.band), "")
    return Answer(
        id=row.pk,
        on=row.answered_on,
        at=row.completed_at or row.started_at,
        total=row.total,
        prorated=row.prorated,
        paper=row.entry == MeasureResponse.Entry.PAPER,
        band=band,
        overlaps_previous=row.overlaps_previous_window,
        item=item,
    )


@lru_cache(maxsize=128)
def _instrument(definition: InstrumentDefinition) -> Instrument:
    """A definition never changes: reading its JSON once is enough."""
    return definition.instrument


def _doses(courses: Sequence[Course], viewer: Actor | None) -> dict[UUID, list[Dose]]:
    phases = _phases(courses)
    sites = {course.pk: course.site for course in courses}
    found: dict[UUID, list[Dose]] = defaultdict(list)
    rows = _seen(DosingSession.objects, viewer).dosed().filter(course__in=list(sites))
    for row in rows.order_by("first_drug_at", "id"):
        found[row.course_id].append(
            Dose(
                number=row.number,
                on=sites[row.course_id].today(row.first_drug_at),
                at=row.first_drug_at,
                maintenance=_phase_at(phases[row.course_id], row.first_drug_at) == _S.MAINTENANCE,
                mg=row.given_mg,
                route=row.route,
            )
        )
    return found


def _phases(courses: Sequence[Course]) -> dict[UUID, list[tuple[datetime, str]]]:
    """When each course went on acutely, and when into maintenance."""
    moves = CourseMove.objects.filter(course__in=[course.pk for course in courses])
    found: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    for move in moves.filter(new__in=_PHASES).order_by("moved_at", "id"):
        found[move.course_id].append((move.moved_at, move.new))
    return found


def _phase_at(phases: Sequence[tuple[datetime, str]], at: datetime) -> str:
    return next((phase for since, phase in reversed(phases) if since <= at), _S.ACTIVE)


def _talks(courses: Sequence[Course], viewer: Actor | None) -> dict[UUID, list[Talk]]:
    sites = {course.pk: course.site for course in courses}
    found: dict[UUID, list[Talk]] = defaultdict(list)
    rows = _seen(TherapySession.objects, viewer).of_courses(list(sites)).integrations()
    for row in rows:
        found[row.course_id].append(Talk(sites[row.course_id].today(row.completed_at)))
    return found
