"""What is to be planned: the visits, links and wishes of each patient, read once, and the calendar around them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.scheduling.models.visit_kind import Kind
from clinic.scheduling.planner import availability, chain
from clinic.scheduling.planner.availability import CourseFacts, Kinds
from clinic.scheduling.planner.calendar import Calendar
from clinic.scheduling.planner.chain import Row
from clinic.scheduling.planner.course import Course
from clinic.scheduling.planner.days import DAY
from clinic.scheduling.planner.links import Rule, links_of
from clinic.scheduling.planner.problem import (
    CHANGED,
    NO_WISHES,
    Demand,
    Line,
    Wanted,
    Wishes,
)
from clinic.scheduling.policies.booking import COURSE_ALLOWS
from clinic.sites.models import Site
from patients.models import Course as CourseModel

AHEAD = timedelta(days=42)  # how far the search looks beyond the shortest plan and the last visit
S = CourseModel.Status
ENDED = frozenset(
    {S.INELIGIBLE, S.COMPLETED, S.DISCONTINUED, S.FOLLOW_UP_CLOSED, S.CLOSED_NO_CONTACT}
)


@dataclass(frozen=True)
class Task:
    """What to ask: `steps_too` also plans steps that are not booked; `gone` falls away; `alone` fill no step.

    Steps `again` are planned as if they had no visit.
    """

    courses: Sequence[UUID]
    at: datetime
    steps_too: bool = False
    gone: frozenset[UUID] = frozenset()
    again: Container[UUID] = ()
    alone: tuple[UUID, ...] = ()
    wishes: Wishes = NO_WISHES


@dataclass(frozen=True)
class Gathered:
    """One `Course` a patient, and the lines of visits that fall away."""

    courses: tuple[Course, ...]
    fallen: tuple[Line, ...]
    notice: str = ""  # why there is nothing to plan

    @property
    def fallen_cost(self) -> int:
        return CHANGED * sum(line.was is not None for line in self.fallen)


def gather(site: Site, task: Task) -> Gathered:
    """Read the courses. A `notice` instead of visits where none may be planned."""
    facts = {each.id: each for each in availability.load_courses(task.courses, task.at)}
    if task.steps_too or task.gone or task.wishes.pins:
        for each in facts.values():
            if notice := _notice(each.status):
                return Gathered((), (), notice)
    loaded = availability.load_visits(task.courses, task.alone)
    rows = [row.without_visit() if row.key in task.again else row for row in loaded]
    task = replace(task, wishes=_by_step(task.wishes, rows))
    kinds = availability.load_kinds(site)
    courses: dict[UUID, Course] = {}
    fallen: list[Line] = []
    for course_id in dict.fromkeys(row.course_id for row in rows):
        own = [row for row in rows if row.course_id == course_id]
        fact = facts.get(course_id) if course_id else None
        gone, lines = _falling(own, task)
        try:
            visits = _visits(own, fact, kinds, task, gone)
            late = _too_late(visits, task.at)
            if late:
                gone |= {each.key for each in late}
                lines += [_late_line(each) for each in late]
                visits = _visits(own, fact, kinds, task, gone)
        except _NotOffered as error:
            return Gathered((), (), str(error))
        fallen += lines
        for patient_id, course in _by_patient(visits, fact, task.wishes):
            courses[patient_id] = _joined(courses.get(patient_id), course)
    return Gathered(tuple(courses.values()), tuple(fallen))


def calendar_for(site: Site, courses: Iterable[Course], task: Task) -> Calendar:
    """What is free from now to `AHEAD` beyond whatever is to be planned."""
    visits = [each for course in courses for each in course.visits]
    earliest = task.at.replace(second=0, microsecond=0)
    if earliest < task.at:
        earliest += timedelta(minutes=1)
    wishes = task.wishes
    ends = [earliest, *(each.ends_at for each in wishes.pins.values())]
    ends += [each.now.ends_at for each in visits if each.now is not None]
    if task.steps_too:
        shortest = max((_least_minutes(course) for course in courses), default=0)
        ends.append(earliest + timedelta(minutes=shortest))
    latest = max(ends) + AHEAD
    if wishes.earliest is not None:
        begins = datetime.combine(wishes.earliest, time(), tzinfo=UTC)
        latest += max(begins - earliest, timedelta(0))
    return availability.load_calendar(site, visits, earliest, latest)


def _least_minutes(course: Course) -> int:
    """The longest chain of least gaps in a course."""
    reach: dict[UUID, int] = {}
    for link in course.links:
        if link.rule is Rule.GAP:
            least = link.least * DAY if link.counts_days else link.least
            reach[link.later] = reach.get(link.earlier, 0) + least
    return max(reach.values(), default=0)


class _NotOffered(Exception):
    """The site has no visit kind for a planned step; the text says so."""


def _notice(status: str) -> str:
    if status == S.PAUSED:
        return _("The course is paused. Nothing is planned until it goes on.")
    if status in ENDED:
        return _("The course has ended. There is nothing left to plan.")
    if status not in COURSE_ALLOWS[Kind.PREPARATION] | COURSE_ALLOWS[Kind.INTEGRATION]:
        return _("The course is not open yet. Visits are planned once the patient is eligible.")
    return ""


def _visits(
    rows: Sequence[Row],
    fact: CourseFacts | None,
    kinds: Kinds,
    task: Task,
    gone: Container[UUID],
) -> list[Wanted]:
    def demand_of(row: Row) -> Demand:
        if row.visit_kind_id in kinds.by_id:
            return kinds.by_id[row.visit_kind_id]
        route = fact.route if fact is not None and row.kind == Kind.DOSING else ""
        demand = kinds.offered.get((row.kind, route))
        if demand is None:
            words = {"visit": chain.label_of(row.kind, row.number)}
            raise _NotOffered(_("This site does not offer what “%(visit)s” needs.") % words)
        return demand

    def is_planned(row: Row) -> bool:
        allowed = fact is not None and fact.status in COURSE_ALLOWS.get(row.kind, ())
        asked = task.steps_too or row.key in task.again or row.key in task.wishes.pins
        return allowed and asked

    found = chain.visits_of(rows, demand_of, gone=gone, is_planned=is_planned, at=task.at)
    wishes = task.wishes
    if wishes.pins:
        return [_pinned(each, wishes) for each in found]
    return found


def _pinned(visit: Wanted, wishes: Wishes) -> Wanted:
    """A pin may make a visit shorter or longer."""
    pin = wishes.pins.get(visit.key)
    if pin is None or visit.fixed:
        return visit
    minutes = (pin.ends_at - pin.starts_at) // timedelta(minutes=1)
    return replace(visit, minutes=minutes, demand=replace(visit.demand, minutes=minutes))


def _by_step(wishes: Wishes, rows: Iterable[Row]) -> Wishes:
    """Pins that name a visit, under the step it fills."""
    if not wishes.pins:
        return wishes
    steps = {row.appointment_id: row.key for row in rows if row.appointment_id is not None}
    return replace(wishes, pins={steps.get(key, key): pin for key, pin in wishes.pins.items()})


def _falling(rows: Sequence[Row], task: Task) -> tuple[set[UUID], list[Line]]:
    gone = chain.falling(rows, task.gone)
    lines = []
    for row in rows:
        if row.key in gone and row.place is not None:
            named = row.key in task.gone or row.appointment_id in task.gone
            reason = _("Falls away.") if named else _("Falls away with its dose.")
            label = chain.label_of(row.kind, row.number)
            lines.append(
                Line(
                    row.key, row.place, None, (reason,), label, row.kind, row.patient_id,
                    row.appointment_id,
                )
            )  # fmt: skip
    return gone, lines


def _too_late(visits: Sequence[Wanted], at: datetime) -> list[Wanted]:
    """Integrations without a visit whose time after their dose is over: nothing to plan any more."""
    starts = {each.key: each.now.starts_at for each in visits if each.fixed and each.now}
    return [
        each
        for each in visits
        if each.kind == Kind.INTEGRATION
        and each.now is None
        and each.after in starts
        and each.max_gap_hours is not None
        and starts[each.after] + timedelta(hours=each.max_gap_hours) < at
    ]


def _late_line(visit: Wanted) -> Line:
    words = {"hours": visit.max_gap_hours}
    reason = _("Its time is over: at most %(hours)d hours after its dose.") % words
    return Line(visit.key, None, None, (reason,), visit.label, visit.kind, visit.patient_id)


def _by_patient(
    visits: Sequence[Wanted], fact: CourseFacts | None, wishes: Wishes
) -> Iterable[tuple[UUID, Course]]:
    groups: dict[UUID, list[Wanted]] = {}
    for each in visits:
        if each.patient_id is not None:
            groups.setdefault(each.patient_id, []).append(each)
    for patient_id, own in groups.items():
        links = links_of(own, fact.most_doses_in_7_days if fact else None)
        lead = wishes.therapist_id or (fact.therapist_id if fact else None) or _usual(own)
        yield patient_id, Course(tuple(own), links, wishes, lead)


def _usual(visits: Iterable[Wanted]) -> UUID | None:
    """The therapist most of the visits have; None if none has one."""
    counted: dict[UUID, int] = {}
    for each in visits:
        for user_id, role in each.now.team if each.now else ():
            if role == Role.THERAPIST:
                counted[user_id] = counted.get(user_id, 0) + 1
    return max(counted, key=lambda who: counted[who], default=None)


def _joined(one: Course | None, other: Course) -> Course:
    """Two courses of one patient, planned as one: a patient is in one place."""
    if one is None:
        return other
    return replace(one, visits=one.visits + other.visits, links=one.links + other.links)
