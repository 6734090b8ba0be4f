"""The planned steps of a course: laid out from its plan, done, taken back, dropped, added."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.states import require_move
from patients.models import Course, CourseStep, Protocol
from patients.protocols.definition import Gap, Unit

HOURS_A_DAY = 24


@step
def plan(course: Course, protocol: Protocol, *, at: datetime) -> None:
    """Lay out the plan as rows. Steps of an earlier plan that are not done are dropped."""
    kept = {}
    for row in CourseStep.objects.select_for_update().filter(course=course).order_by("position"):
        if row.status == CourseStep.Status.DONE:
            kept[row.kind, row.number] = row
        elif row.status == CourseStep.Status.PLANNED:
            drop(row, because=_("The course follows another plan."))
    rows: dict[str, CourseStep] = {}
    for position, planned in enumerate(protocol.definition.steps, start=1):
        done = kept.get((planned.kind.value, planned.number))
        if done is not None:
            # What was done under the earlier plan counts here too.
            rows[planned.key] = done
            continue
        row = CourseStep(
            course=course,
            patient_id=course.patient_id,
            site_id=course.site_id,
            key=planned.key,
            position=position,
            kind=planned.kind.value,
            number=planned.number,
            phase=planned.phase.value,
            visit_minutes=planned.minutes,
            sources=planned.source,
            created_at=at,
        )
        _set_gap(row, planned.gap, rows)
        row.save()
        rows[planned.key] = row


def _set_gap(row: CourseStep, gap: Gap | None, rows: dict[str, CourseStep]) -> None:
    if gap is None:
        return
    hours = HOURS_A_DAY if gap.unit is Unit.DAYS else 1
    row.after_step = rows[gap.after]
    row.min_gap_hours = gap.minimum * hours
    row.max_gap_hours = None if gap.maximum is None else gap.maximum * hours
    row.counts_days = gap.unit is Unit.DAYS


@action(Permission.COURSE_COMPUTE)
def finish(planned: CourseStep, *, done_at: datetime, by: Actor, at: datetime) -> CourseStep:
    """It happened: a session was signed, a dose was given, a questionnaire was answered."""
    planned = _lock(planned)
    if planned.status == CourseStep.Status.DONE:
        return planned
    require_move(
        CourseStep.MOVES, CourseStep.Status(planned.status), CourseStep.Status.DONE, what=_("step")
    )
    planned.status, planned.done_at = CourseStep.Status.DONE, done_at
    planned.save()
    return planned


@action(Permission.COURSE_COMPUTE)
def take_back(planned: CourseStep, *, by: Actor, at: datetime) -> CourseStep:
    """The record that showed it happened was voided: the step is open again."""
    planned = _lock(planned)
    require_move(
        CourseStep.MOVES,
        CourseStep.Status(planned.status),
        CourseStep.Status.PLANNED,
        what=_("step"),
    )
    planned.status, planned.done_at = CourseStep.Status.PLANNED, None
    planned.save()
    return planned


@step
def drop(planned: CourseStep, *, because: str) -> None:
    """It will not happen in this course."""
    planned.status, planned.dropped_because = CourseStep.Status.DROPPED, because
    planned.save()


@step
def bring_back(planned: CourseStep) -> None:
    """Dropping it was undone: it is planned again. Saying so twice changes nothing."""
    planned = _lock(planned)
    if planned.status != CourseStep.Status.DROPPED:
        return
    planned.status, planned.dropped_because = CourseStep.Status.PLANNED, ""
    planned.save()


@step
def add_doses(course: Course, *, doses: int, at: datetime) -> None:
    """Doses beyond the plan, each like the last planned one, with its integration after it."""
    rows = CourseStep.objects.select_for_update().filter(course=course)
    live = rows.exclude(status=CourseStep.Status.DROPPED)
    last_dose = live.filter(kind=CourseStep.Kind.DOSING).order_by("-number").first()
    if last_dose is None:
        raise DomainError(_("There is no planned dose to go on from."))
    last_talk = live.filter(kind=CourseStep.Kind.INTEGRATION).order_by("-number").first()
    position = max(row.position for row in rows)
    before = last_dose
    for number in range(last_dose.number + 1, last_dose.number + doses + 1):
        position += 1
        before = _like(last_dose, f"D{number}", number, position, before, at)
        if last_talk is not None:
            position += 1
            _like(last_talk, f"I{number}", number, position, before, at)


@step
def keep_up(course: Course, *, doses: int, interval_days: int, at: datetime) -> None:
    """Maintenance in place of what is left of the acute plan: doses so many days apart, each with its integration."""
    rows = CourseStep.objects.select_for_update().filter(course=course)
    live = rows.exclude(status=CourseStep.Status.DROPPED).order_by("number")
    doses_so_far = list(live.filter(kind=CourseStep.Kind.DOSING))
    talks = list(live.filter(kind=CourseStep.Kind.INTEGRATION))
    if not doses_so_far:
        return
    left = [row for row in doses_so_far if row.status == CourseStep.Status.PLANNED]
    gone = {row.pk for row in left}
    left += [
        row
        for row in talks
        if row.after_step_id in gone and row.status == CourseStep.Status.PLANNED
    ]
    for row in left:
        drop(row, because=_("The course goes on in maintenance."))
    position = max(row.position for row in rows)
    given = [row for row in doses_so_far if row.status == CourseStep.Status.DONE]
    before = given[-1] if given else None
    number = doses_so_far[-1].number
    for _each in range(doses):
        number, position = number + 1, position + 1
        before = _like(
            doses_so_far[-1], f"M{number}", number, position, before, at, days=interval_days
        )
        if talks:
            position += 1
            _like(talks[-1], f"N{number}", number, position, before, at)


def _like(
    model: CourseStep,
    key: str,
    number: int,
    position: int,
    after: CourseStep | None,
    at: datetime,
    *,
    days: int | None = None,
) -> CourseStep:
    """A further step like ``model``. ``days``: at least so many after the one before, and no last day."""
    row = CourseStep(
        course_id=model.course_id,
        patient_id=model.patient_id,
        site_id=model.site_id,
        key=key,
        position=position,
        kind=model.kind,
        number=number,
        phase=model.phase,
        after_step=after,
        min_gap_hours=model.min_gap_hours if days is None else days * HOURS_A_DAY,
        max_gap_hours=model.max_gap_hours if days is None else None,
        counts_days=model.counts_days if days is None else True,
        visit_minutes=model.visit_minutes,
        sources=model.sources,
        created_at=at,
    )
    row.save()
    return row


def _lock(planned: CourseStep) -> CourseStep:
    return CourseStep.objects.select_for_update(of=("self",)).get(pk=planned.pk)
