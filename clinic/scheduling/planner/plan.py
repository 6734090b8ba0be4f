"""The planner's door: plan a course, see what else must move, re-plan a person's day. Nothing is written here."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from clinic.core import localtime
from clinic.scheduling.planner import availability, impossible
from clinic.scheduling.planner.calendar import Calendar
from clinic.scheduling.planner.days import instant_of, minute_of
from clinic.scheduling.planner.gather import Gathered, Task, calendar_for, gather
from clinic.scheduling.planner.joint import Answer, Planner
from clinic.scheduling.planner.problem import (
    NO_WISHES,
    Cost,
    Impossible,
    Line,
    Place,
    Plan,
    Wanted,
    Wishes,
)
from clinic.scheduling.planner.reasons import Reasons
from clinic.scheduling.planner.spots import Spot
from clinic.sites.models import Site
from patients.models import Course


def plan_course(course: Course, *, wishes: Wishes = NO_WISHES, at: datetime) -> Plan | Impossible:
    """A time, a room and people for each step still planned. What is booked stays where it is if it can."""
    task = Task([course.pk], at, steps_too=True, wishes=wishes)
    return _planned(course.site, task)


def replan(
    course: Course,
    *,
    fixed_at: Mapping[UUID, Place | None],
    again: Container[UUID] = (),
    wishes: Wishes = NO_WISHES,
    at: datetime,
) -> Plan | Impossible:
    """These visits (by step or visit) go there or, None, fall away: which other booked ones must move, and where to?

    Steps `again` are planned as if they had no visit: it falls out, and its place is not theirs any more. Steps that
    are not booked stay so.
    """
    pins = {key: place for key, place in fixed_at.items() if place is not None}
    gone = frozenset(key for key, place in fixed_at.items() if place is None)
    wishes = replace(wishes, pins={**wishes.pins, **pins})
    return _planned(course.site, Task([course.pk], at, gone=gone, again=again, wishes=wishes))


def sick_day(site: Site, staff: UUID, day: date, *, at: datetime) -> Plan | Impossible:
    """Everybody's visits that count on this person (a user's id) that day, re-planned together."""
    away = availability.load_away(site, staff, day, at)
    courses = list(dict.fromkeys(course for _visit, course, _step in away if course is not None))
    alone = tuple(visit for visit, _course, step in away if step is None)
    task = Task(courses, at, alone=alone)
    gathered = gather(site, task)
    calendar = calendar_for(site, gathered.courses, task)
    begins, ends = (minute_of(each) for each in localtime.day_bounds(day, site.timezone))
    calendar.send_away(staff, begins, ends)
    return _solved(gathered, calendar)


def _planned(site: Site, task: Task) -> Plan | Impossible:
    gathered = gather(site, task)
    if gathered.notice:
        return Impossible(gathered.notice)
    return _solved(gathered, calendar_for(site, gathered.courses, task))


def _solved(gathered: Gathered, calendar: Calendar) -> Plan | Impossible:
    planner = Planner(gathered.courses, calendar)
    answer = planner.best()
    if answer is None:
        return impossible.explain(gathered.courses, calendar)
    why = Reasons(planner, answer)
    lines = [
        _line(visit, answer, why)
        for course in gathered.courses
        for visit in course.visits
        if visit.appointment_id is not None or not visit.fixed
    ]
    cost = Cost.of(answer.cost + gathered.fallen_cost)
    return Plan(tuple(sorted((*lines, *gathered.fallen), key=_when)), cost, answer.proven)


def _line(visit: Wanted, answer: Answer, why: Reasons) -> Line:
    spot = answer.spots[visit.key]
    to = visit.now if visit.now and Spot.of(visit.now) == spot else _place(spot)
    reasons = () if to == visit.now else why.of(visit)
    return Line(
        visit.key,
        visit.now,
        to,
        reasons,
        visit.label,
        visit.kind,
        visit.patient_id,
        visit.appointment_id,
    )


def _place(spot: Spot) -> Place:
    return Place(instant_of(spot.start), instant_of(spot.end), spot.room_id, spot.team)


def _when(line: Line) -> float:
    place = line.to or line.was
    return place.starts_at.timestamp() if place else 0.0
