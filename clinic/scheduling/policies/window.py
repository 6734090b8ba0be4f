"""Between which instants a planned visit must begin, so that the gaps to its booked neighbours hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from clinic.core import localtime
from clinic.scheduling.models import Appointment
from clinic.scheduling.policies.gaps import Gap
from patients.models import CourseStep

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The visit begins at `earliest` or later, and before `latest`; None: no such bound."""

    earliest: datetime | None = None
    latest: datetime | None = None

    def within(self, after: datetime, until: datetime) -> tuple[datetime, datetime]:
        """A span cut to this window; it may be empty."""
        first = after if self.earliest is None else max(after, self.earliest)
        return first, until if self.latest is None else min(until, self.latest)


def window_of(
    step: CourseStep, *, ignoring: UUID | None = None, others_follow: bool = False
) -> Window:
    """What the visits booked before and after this step leave for it. `ignoring`: its own visit, about to be moved.

    `others_follow`: those after it can be moved with it, so only those before it count.

    A step between that nobody has booked, such as a questionnaire, adds its gap. Two queries.
    """
    planned = CourseStep.objects.filter(course_id=step.course_id)
    plan = {each.pk: each for each in planned.exclude(status=CourseStep.Status.DROPPED)}
    standing = Appointment.objects.standing().filter(course_id=step.course_id, step__isnull=False)
    visits = {each.step_id: each for each in standing if each.pk != ignoring}
    lower, upper = [], []
    for visit, gap, counts_days, comes_before in _neighbours(step, plan, visits):
        if others_follow and not comes_before:
            continue
        low, high = _bounds(visit, gap, counts_days, comes_before=comes_before)
        lower += [low] if low else []
        upper += [high] if high else []
    return Window(max(lower, default=None), min(upper, default=None))


Neighbour = tuple[Appointment, Gap, bool, bool]


def _neighbours(
    step: CourseStep, plan: dict[UUID, CourseStep], visits: dict[UUID | None, Appointment]
) -> Iterator[Neighbour]:
    """The nearest booked visits up the plan and down each of its branches, with the gap to keep."""
    gap, above = Gap.of(step), step.after_step_id
    while above is not None and above in plan:
        if above in visits:
            yield visits[above], gap, step.counts_days, True
            break
        gap, above = gap + Gap.of(plan[above]), plan[above].after_step_id
    waiting = [(step.pk, Gap(0, 0))]
    while waiting:
        over, so_far = waiting.pop()
        for each in plan.values():
            if each.after_step_id != over:
                continue
            gap = so_far + Gap.of(each)
            if each.pk in visits:
                yield visits[each.pk], gap, each.counts_days, False
            else:
                waiting.append((each.pk, gap))


def _bounds(
    visit: Appointment, gap: Gap, counts_days: bool, *, comes_before: bool
) -> tuple[datetime | None, datetime | None]:
    """What one neighbour asks for. Whole days are counted on the wall of the site."""
    sign = 1 if comes_before else -1
    near, far = gap.least, gap.most
    if not counts_days:
        edges = [
            None if h is None else visit.starts_at + sign * timedelta(hours=h) for h in (near, far)
        ]
        low, high = edges if comes_before else reversed(edges)
        return low, None if high is None else high + timedelta(microseconds=1)
    days = [
        None if h is None else visit.wall_date + sign * timedelta(days=h // 24)
        for h in (near, far)
    ]
    first, last = days if comes_before else reversed(days)
    return (
        None if first is None else localtime.day_bounds(first, visit.zone)[0],
        None if last is None else localtime.day_bounds(last + DAY, visit.zone)[0],
    )
