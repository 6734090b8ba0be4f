"""The planner's only door to the database: a handful of statements, whatever the number of visits and weeks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from clinic.audit import reads
from clinic.scheduling.models import Appointment
from clinic.scheduling.models.free_time import IN_ORDER
from clinic.scheduling.models.opening_hours import ExceptionalDay, Rule, open_spans
from clinic.scheduling.models.visit_kind import PLAYED_BY
from clinic.scheduling.planner import statements
from clinic.scheduling.planner.calendar import Calendar, Resource, RoomFacts, Spans
from clinic.scheduling.planner.chain import Row
from clinic.scheduling.planner.days import Days, minute_of
from clinic.scheduling.planner.problem import Demand, Wanted
from clinic.scheduling.policies.video import LICENCE_OF
from clinic.sites.models import Site

OPEN = [Appointment.Status.HELD, Appointment.Status.BOOKED, Appointment.Status.CONFIRMED]


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course as the planner sees it. `therapist_id`: who looks after the patient."""

    id: UUID
    patient_id: UUID
    status: str
    route: str
    most_doses_in_7_days: int | None
    therapist_id: UUID | None


def _ask(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def load_courses(courses: Iterable[UUID], at: datetime) -> list[CourseFacts]:
    rows = _ask(statements.COURSES, {"courses": list(courses), "at": at})
    found = [CourseFacts(*row) for row in rows]
    reads.note_all((each.patient_id for each in found), "course")
    return found


def load_visits(courses: Iterable[UUID], alone: Iterable[UUID] = ()) -> list[Row]:
    """The planned steps of the courses with their visits, and the visits `alone`, which fill no step."""
    values = {
        "courses": list(courses),
        "alone": list(alone),
        "standing": list(Appointment.STANDING),
    }
    found = [Row(*row) for row in _ask(statements.VISITS, values)]
    reads.note_all({each.patient_id for each in found}, "appointment")
    return found


@dataclass(frozen=True, slots=True)
class Away:
    """Whatever of a day counts on one person: a visit, or (with the `role` they play) a group."""

    id: UUID
    course_id: UUID | None
    step_id: UUID | None
    role: str | None
    starts_at: datetime


def load_away(site: Site, staff_id: UUID, day: date, at: datetime) -> list[Away]:
    """From `at` on, in order of time."""
    values = {"site": site.pk, "staff": staff_id, "day": day, "at": at, "open": list(OPEN)}
    return [Away(*row) for row in _ask(statements.AWAY, values)]


class Kinds:
    """What the site offers and what each visit kind takes; its own row goes before the common one."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.by_id: dict[UUID, Demand] = {}
        by_code: dict[str, tuple[str, str, UUID, bool]] = {}
        for row in rows:
            kind_id, code, kind, route, minutes, recovery, turnover, room, equipment, needs, on = (
                row
            )
            parts = tuple(PLAYED_BY[need] for need in IN_ORDER if need in needs)
            self.by_id[kind_id] = Demand(
                minutes, recovery, turnover, room, frozenset(equipment), parts
            )
            by_code[code] = (kind, route, kind_id, on)
        self.offered: dict[tuple[str, str], Demand] = {}
        for kind, route, kind_id, on in by_code.values():
            if on:
                self.offered.setdefault((kind, route), self.by_id[kind_id])


def load_kinds(site: Site) -> Kinds:
    return Kinds(_ask(statements.KINDS, {"site": site.pk}))


def load_calendar(
    site: Site, visits: Sequence[Wanted], earliest: datetime, latest: datetime
) -> Calendar:
    """What is free from `earliest` to `latest`; the visits that may move do not count as taken."""
    zone = site.timezone
    begins = min([earliest, *(each.now.starts_at for each in visits if each.now is not None)])
    days = Days(
        zone,
        begins.astimezone(site.zone).date(),
        latest.astimezone(site.zone).date() + timedelta(days=1),
    )
    calendar = Calendar(
        days, minute_of(earliest), minute_of(latest), _open(site, earliest, latest), {}, {}, {}
    )
    movable = [each for each in visits if not each.fixed]
    values = {
        "site": site.pk,
        "after": earliest,
        "until": latest,
        "ignoring": [each.appointment_id for each in movable if each.appointment_id],
        "patients": list({each.patient_id for each in visits if each.patient_id}),
        "shortest": timedelta(minutes=min((each.demand.minutes for each in movable), default=0)),
    }
    _fill(calendar, _ask(statements.CALENDAR, values))
    if places := {each.demand.licensed_in for each in movable} - {""}:
        _load_licences(calendar, places)
    return calendar


def _fill(calendar: Calendar, rows: Iterable[tuple[Any, ...]]) -> None:
    people: dict[str, list[UUID]] = {}
    for part, found_id, name, label, equipment, starts, ends in rows:
        calendar.names[found_id] = label
        spans = Spans(starts or (), ends or ())
        resource: Resource = (found_id, "" if part == 1 else name)
        if part == 1:
            place = len(calendar.rooms)
            calendar.rooms[found_id] = RoomFacts(name, frozenset(equipment), place)
            calendar.free[resource] = spans
        elif part == 2:
            people.setdefault(name, []).append(found_id)
            calendar.free[resource] = spans
        else:
            calendar.taken[found_id] = spans
    calendar.people |= {role: tuple(ids) for role, ids in people.items()}


def _load_licences(calendar: Calendar, places: Iterable[str]) -> None:
    roles = {kind: role for role, kind in LICENCE_OF.items()}
    values = {"places": list(places), "kinds": list(roles)}
    days = calendar.days
    for user_id, kind, place, issued, expires in _ask(statements.LICENCES, values):
        span = (
            days.start((issued - days.first).days),
            days.start((expires - days.first).days + 1),
        )
        calendar.licensed.setdefault(((user_id, roles[kind]), place), []).append(span)


def _open(site: Site, earliest: datetime, latest: datetime) -> Spans:
    """When the site is open, in minutes, between the two."""
    first, last = (moment.astimezone(site.zone).date() for moment in (earliest, latest))
    rows = _ask(statements.HOURS, {"site": site.pk, "first": first, "last": last})
    rules = [Rule(*row[:5]) for row in rows if row[5] is None]
    dated = [ExceptionalDay(row[5], row[1], row[2]) for row in rows if row[5] is not None]
    starts: list[int] = []
    ends: list[int] = []
    for opens, closes in open_spans(rules, site.timezone, first, last, dated):
        start, end = minute_of(opens), min(minute_of(closes), minute_of(latest))
        if starts and start <= ends[-1]:  # two rules that touch are one stretch
            ends[-1] = max(ends[-1], end)
        elif start < end:
            starts.append(start)
            ends.append(end)
    return Spans(starts, ends)
