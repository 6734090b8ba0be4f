"""A clinic whose calendar is 85 % full, for the planner's benchmarks.

Rooms, people, courses and the visits to be planned are made through the real actions. What fills the rest of the
calendar are claims put in directly: only how much is taken matters to the search.

Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from benchmarks.cast import AT, LONG_AGO, OPENS, Clinic, open_clinic
from benchmarks.database import admin_connection
from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.core.ids import uuid7
from clinic.scheduling.actions import appointment, opening_hours, roster_shift
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Claim, Room
from patients.actions import care_team
from patients.models import Course, CourseStep

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
EIGHT = 8 * HOUR  # after midnight in Denver
BLOCK = 3 * HOUR  # a dose with its turnover, or three talks
BLOCKS = 4
FULL = 0.85
WEEKS = 13
STAFF = ((Role.NURSE, 6), (Role.THERAPIST, 8), (Role.PRESCRIBER, 2))
PATIENTS = 12


def prepare_course() -> dict[str, Any]:
    """One course of fourteen visits, none booked, whose therapist is known."""
    clinic = _clinic("plan_course")
    course = clinic.eligible(clinic.patient(1))
    care_team.assign(
        course.patient,
        user=clinic.people[Role.THERAPIST][0],
        role="THERAPIST",
        by=SETUP,
        at=LONG_AGO,
    )
    _fill(clinic)
    return {"course": str(course.pk), "at": OPENS}


def prepare_sick_day() -> dict[str, Any]:
    """Twelve patients dosed on Tuesday, all to talk on Thursday with the same therapist, dosed again on Friday."""
    clinic = _clinic("sick_day")
    therapist = clinic.people[Role.THERAPIST][0]
    talking = list(Room.objects.filter(site=clinic.site, kind="THERAPY").order_by("name"))
    tuesday, thursday, friday, monday = (OPENS + n * DAY + EIGHT for n in (1, 3, 4, 7))
    for number in range(PATIENTS):
        course = clinic.eligible(clinic.patient(number))
        chair, block = number % 6, number // 6
        dosing = [
            (clinic.people[Role.NURSE][chair], "NURSE"),
            (clinic.people[Role.THERAPIST][1 + chair], "THERAPIST"),
        ]
        other = [(clinic.people[Role.THERAPIST][1 + chair], "THERAPIST")]
        for step, room, staff, starts_at in (
            ("D1", clinic.chairs[chair], dosing, tuesday + (1 + block) * BLOCK),
            ("I1", talking[0], [(therapist, "THERAPIST")], thursday + number * HOUR),
            ("D2", clinic.chairs[chair], dosing, friday + (2 + block) * BLOCK),
            ("I2", talking[chair], other, monday + (1 + block) * BLOCK),
        ):
            _book(clinic, course, step, room, staff, starts_at)
    _fill(clinic)
    return {
        "site": str(clinic.site.pk),
        "staff": str(therapist.pk),
        "day": thursday.date(),
        "at": OPENS + 2 * DAY + EIGHT,
    }


def _clinic(slug: str) -> Clinic:
    """Six chairs, eight therapy rooms and a staff of sixteen, each on duty on weekdays from eight to eight."""
    clinic = open_clinic(slug)
    opening_hours.set_opening_hours(
        clinic.site,
        rules=[(day, time(8), time(20)) for day in range(5)],
        from_on=clinic.site.today(AT),
        by=SETUP,
        at=AT,
    )
    for _ in range(6):
        clinic.chair()
    for number in range(8):
        rooms.open_room(
            clinic.site, name=f"Room {number + 1}", kind="THERAPY", by=SETUP, at=LONG_AGO
        )
    for role, count in STAFF:
        for _ in range(count):
            user = clinic.hire(role)
            for day in _weekdays():
                roster_shift.roster(
                    clinic.site,
                    staff=user,
                    role=role,
                    starts_at=day + EIGHT,
                    ends_at=day + EIGHT + BLOCKS * BLOCK,
                    by=SETUP,
                    at=AT,
                )
    return clinic


def _weekdays() -> list[datetime]:
    days = [OPENS + number * DAY for number in range(7 * WEEKS)]
    return [day for day in days if day.weekday() < 5]


def _book(
    clinic: Clinic,
    course: Course,
    step: str,
    room: Room,
    staff: list[tuple[User, str]],
    starts_at: datetime,
) -> None:
    planned = CourseStep.objects.get(course=course, key=step)
    appointment.book(
        course.patient,
        kind=planned.kind,
        site=clinic.site,
        course=course,
        step=planned,
        room=room,
        staff=staff,
        starts_at=starts_at,
        by=clinic.desk,
        at=AT,
    )


def _fill(clinic: Clinic) -> None:
    """Take three-hour blocks of every room and person until 85 % of all are taken, the real visits' among them."""
    dice = random.Random(85)  # noqa: S311 - the same calendar each run
    resources = [("room", each.pk) for each in Room.objects.filter(site=clinic.site)]
    resources += [("staff", each.pk) for role, _n in STAFF for each in clinic.people[role]]
    real = {
        (claim.resource, claim.during.lower + offset * HOUR)
        for claim in Claim.objects.all()
        for offset in range(-2, 3)
    }
    rows: list[tuple[UUID, str, UUID | None, UUID | None, UUID, datetime, datetime]] = []
    for day in _weekdays():
        for kind, resource in resources:
            for number in range(BLOCKS):
                start = day + EIGHT + number * BLOCK
                if (resource, start) in real or dice.random() >= FULL:
                    continue
                taker = uuid7()
                room, staff = (resource, None) if kind == "room" else (None, resource)
                rows.append((taker, kind.upper(), room, staff, taker, start, start + BLOCK))
    with admin_connection() as admin, admin.cursor() as cursor:
        # Claims of visits that do not exist: no trigger, no foreign key.
        cursor.execute("SET session_replication_role = replica")
        cursor.executemany(
            "INSERT INTO scheduling_claim (appointment_id, kind, room_id, staff_id, party, seat, during, active)"
            " VALUES (%s, %s, %s, %s, %s, 1, tstzrange(%s, %s), true)",
            rows,
        )
        cursor.execute("ANALYZE")
