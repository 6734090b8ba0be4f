"""The planner's door: plan a course, see what else must move, re-plan a person's day. Nothing is written here."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.core import localtime
from clinic.scheduling.planner import availability, impossible
from clinic.scheduling.planner.availability import Away
from clinic.scheduling.planner.calendar import Calendar
from clinic.scheduling.planner.course import Answer
from clinic.scheduling.planner.days import instant_of, minute_of
from clinic.scheduling.planner.gather import Gathered, Task, calendar_for, gather
from clinic.scheduling.planner.joint import Planner
from clinic.scheduling.planner.problem import (
    NO_WISHES,
    Cost,
    GaveUp,
    Impossible,
    Line,
    NoPlan,
    Place,
    Plan,
    Wanted,
    Wishes,
)
from clinic.scheduling.planner.reasons import Reasons
from clinic.scheduling.planner.shortage import ways_out
from clinic.scheduling.planner.spots import Spot
from clinic.sites.models import Site
from patients.models import Course


def plan_course(course: Course, *, wishes: Wishes = NO_WISHES, at: datetime) -> Plan | NoPlan:
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
) -> Plan | NoPlan:
    """These visits (by step or visit) go there or, None, fall away: which other booked ones must move, and where to?

    Steps `again` are planned as if they had no visit: it falls out, and its place is not theirs any more. Steps that
    are not booked stay so.
    """
    pins = {key: place for key, place in fixed_at.items() if place is not None}
    gone = frozenset(key for key, place in fixed_at.items() if place is None)
    wishes = replace(wishes, pins={**wishes.pins, **pins})
    return _planned(course.site, Task([course.pk], at, gone=gone, again=again, wishes=wishes))


def sick_day(site: Site, staff: UUID, day: date, *, at: datetime) -> Plan | NoPlan:
    """Everybody's visits that count on this person (a user's id) that day, re-planned together.

    Group visits are not moved; a notice says which need somebody.
    """
    found = availability.load_away(site, staff, day, at)
    away = [each for each in found if each.role is None]
    courses = list(dict.fromkeys(each.course_id for each in away if each.course_id is not None))
    alone = tuple(each.id for each in away if each.step_id is None)
    task = Task(courses, at, alone=alone)
    gathered = gather(site, task)
    calendar = calendar_for(site, gathered.courses, task)
    begins, ends = (minute_of(each) for each in localtime.day_bounds(day, site.timezone))
    calendar.send_away(staff, begins, ends)
    notices = tuple(_of_group(each, site) for each in found if each.role is not None)
    return replace(_solved(gathered, calendar), notices=notices)


def _of_group(group: Away, site: Site) -> str:
    """A group keeps its time: its members chose it. Somebody must be found, or the members called."""
    words = {
        "when": localtime.day_and_clock_text(group.starts_at, site.timezone),
        "role": str(Role(group.role or Role.THERAPIST).label).lower(),
    }
    return _("Group of %(when)s needs another %(role)s: find one, or call its members.") % words


def _planned(site: Site, task: Task) -> Plan | NoPlan:
    gathered = gather(site, task)
    if gathered.notice:
        return Impossible(gathered.notice)
    return _solved(gathered, calendar_for(site, gathered.courses, task))


def _solved(gathered: Gathered, calendar: Calendar) -> Plan | NoPlan:
    planner = Planner(gathered.courses, calendar)
    answer = planner.best()
    if answer is None and planner.gave_up:
        sentence = _("The search stopped at its limit without a plan. There may be one.")
        together = len(gathered.courses) > 1
        return GaveUp(sentence, ways_out(gathered.courses, calendar) if together else ())
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
