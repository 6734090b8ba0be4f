"""The gaps a protocol wants between its visits, and which of them a visit breaks. Warnings: the desk may know better.

Whether a *dose* may be given so soon is the gate's question (G08), asked again at the moment of dosing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.scheduling.models import Appointment
from patients.models import CourseStep


def gap_warnings(appointment: Appointment) -> list[str]:
    """A sentence for each gap that this visit breaks, to the visit it follows and to those that follow it."""
    step = appointment.step
    if step is None:
        return []
    followers = CourseStep.objects.filter(after_step=step).exclude(
        status=CourseStep.Status.DROPPED
    )
    steps = {each.pk: each for each in followers}
    around = [*steps, *([step.after_step_id] if step.after_step_id else [])]
    visits = {
        each.step_id: each for each in Appointment.objects.standing().filter(step_id__in=around)
    }
    found = []
    if step.after_step_id in visits:
        found.append(_broken(step, visits[step.after_step_id], appointment))
    found += [_broken(steps[pk], appointment, visits[pk]) for pk in steps if pk in visits]
    return [sentence for sentence in found if sentence]


def gaps_broken(proposed: Sequence[Appointment]) -> dict[UUID, list[str]]:
    """The sentences for visits that are not booked yet, by step. Two queries, however many visits.

    Looks both ways along the plan to the nearest visits that stand in the calendar; what lies between (a questionnaire,
    a visit nobody has booked) adds its own gap, so that no room is left for it where none would be.
    """
    courses = {each.course_id for each in proposed if each.step_id and each.course_id}
    plans: dict[UUID, dict[UUID, CourseStep]] = {}
    planned = CourseStep.objects.filter(course_id__in=courses)
    for step in planned.exclude(status=CourseStep.Status.DROPPED):
        plans.setdefault(step.course_id, {})[step.pk] = step
    standing = Appointment.objects.standing().filter(course_id__in=courses, step__isnull=False)
    visits = {each.step_id: each for each in standing}
    found: dict[UUID, list[str]] = {}
    for visit in proposed:
        if visit.step_id is not None and visit.course_id is not None:
            plan = plans.get(visit.course_id, {})
            both = [*_before(visit, plan, visits), *_after(visit, plan, visits)]
            found[visit.step_id] = [sentence for sentence in both if sentence]
    return found


def course_gaps(course_id: UUID) -> list[str]:
    """Each sentence for the standing visits of a course, once."""
    standing = Appointment.objects.standing().filter(course_id=course_id, step__isnull=False)
    broken = gaps_broken(list(standing.order_by("starts_at"))).values()
    return list(dict.fromkeys(sentence for sentences in broken for sentence in sentences))


Plan = Mapping[UUID, CourseStep]
Visits = Mapping[UUID | None, Appointment]


def _before(visit: Appointment, plan: Plan, visits: Visits) -> Iterator[str]:
    """Up the plan to the first step that has a visit."""
    step = plan.get(visit.step_id) if visit.step_id else None
    if step is None:
        return
    gap, above = Gap.of(step), step.after_step_id
    while above is not None and above in plan:
        if above in visits:
            yield _broken(step, visits[above], visit, gap)
            return
        gap, above = gap + Gap.of(plan[above]), plan[above].after_step_id


def _after(visit: Appointment, plan: Plan, visits: Visits) -> Iterator[str]:
    """Down every branch of the plan to the first step that has a visit."""
    waiting = [(visit.step_id, Gap(0, 0))]
    while waiting:
        above, so_far = waiting.pop()
        for step in plan.values():
            if step.after_step_id != above:
                continue
            gap = so_far + Gap.of(step)
            if step.pk in visits:
                yield _broken(step, visit, visits[step.pk], gap)
            else:
                waiting.append((step.pk, gap))


@dataclass(frozen=True)
class Gap:
    """At least and at most so many hours; `most` None: no last day."""

    least: int
    most: int | None

    @classmethod
    def of(cls, step: CourseStep) -> Gap:
        return cls(step.min_gap_hours, step.max_gap_hours)

    def __add__(self, other: Gap) -> Gap:
        unbounded = self.most is None or other.most is None
        return Gap(
            self.least + other.least,
            None if unbounded else (self.most or 0) + (other.most or 0),
        )


def _broken(
    step: CourseStep, earlier: Appointment, later: Appointment, gap: Gap | None = None
) -> str:
    """The sentence if the gap between two visits is not the one that `step`, the later one's, asks for.

    `gap`: the gap to keep, where others lie between the two.
    """
    gap = gap or Gap.of(step)
    if step.counts_days:
        hours = (later.wall_date - earlier.wall_date).days * 24
    else:
        hours = (later.starts_at - earlier.starts_at) // timedelta(hours=1)
    words = {
        "visit": CourseStep.Kind(step.kind).label,
        "number": step.number,
        "when": later.when(),
        "earlier": earlier.when(),
    }
    if hours < gap.least:
        words["least"] = _span(gap.least)
        sentence = _(
            "%(visit)s %(number)s on %(when)s comes too soon: at least %(least)s after %(earlier)s."
        )
        return sentence % words
    if gap.most is not None and hours > gap.most:
        words["most"] = _span(gap.most)
        sentence = _(
            "%(visit)s %(number)s on %(when)s comes too late: at most %(most)s after %(earlier)s."
        )
        return sentence % words
    return ""


def _span(hours: int) -> str:
    if hours and hours % 24 == 0 and hours > 72:
        return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
