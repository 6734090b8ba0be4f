"""What is booked ahead: a group next week, the rest of some courses, the waitlist, and somebody's holiday.

Each is done only where it was not done before: the telling may have been broken off anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from clinic.accounts.roles import Role
from clinic.demo import post
from clinic.demo.cast import name
from clinic.demo.opening import DAY, House
from clinic.demo.plots import Later, Plot
from clinic.demo.roster import next_monday, send_on_holiday
from clinic.demo.week import HOSTS_THE_GROUP, WED
from clinic.scheduling import preview
from clinic.scheduling.actions import change, group, waitlist
from clinic.scheduling.models import Appointment, GroupVisit, Kind, WaitlistEntry
from clinic.scheduling.planner.plan import plan_course
from clinic.scheduling.planner.problem import NoPlan, Wishes
from patients.models import Course, CourseStep

# Booked a while ago: longer than a change can be undone, so that the desk's first page offers no undo.
AGO = timedelta(hours=2)
SEATS = 6


def look_ahead(house: House, plots: Sequence[Plot], now: datetime) -> None:
    """Everything after today at one house, in the order in which a desk would meet it."""
    send_on_holiday(house, now)
    _fill_group(house, [plot for plot in plots if Later.GROUP in plot.later], now)
    for plot in plots:
        if Later.PLANNED in plot.later:
            _plan_rest(house, plot, now)
    for plot in plots:
        if Later.WAITS in plot.later:
            _put_on_waitlist(house, plot, now)


def _course(house: House, plot: Plot) -> Course:
    given, family = name(plot.number)
    courses = Course.objects.select_related("patient", "site", "protocol")
    return courses.get(site=house.site, patient__given_name=given, patient__family_name=family)


def _fill_group(house: House, plots: Sequence[Plot], now: datetime) -> None:
    """Wednesday evening of next week: open seats are left."""
    if house.circle is None or not plots:
        return
    wednesday = next_monday(house.today) + WED * DAY
    circle = GroupVisit.objects.filter(site=house.site).first() or group.open_group(
        house.site,
        room=house.circle,
        staff=[(house.people[HOSTS_THE_GROUP], Role.THERAPIST)],
        starts_at=house.wall(wednesday, 17),
        seats=SEATS,
        title="Integration circle",
        by=house.desk,
        at=now - AGO,
    )
    seated = Appointment.objects.standing().filter(party=circle)
    for plot in plots:
        course = _course(house, plot)
        if seated.filter(course=course).exists():
            continue
        group.join(circle, patient=course.patient, course=course, by=house.desk, at=now - AGO)
        post.post_due(course.patient_id, until=now)


def _plan_rest(house: House, plot: Plot, now: datetime) -> None:
    """The planner's own plan for every visit left, accepted whole.

    At an odd hour (a visit of today not over yet) it may find none; then the course stays as it is, for the desk.
    """
    course = _course(house, plot)
    found = plan_course(course, wishes=Wishes(earliest=house.today + DAY), at=now)
    if isinstance(found, NoPlan):
        return
    rows = preview.rows_of(found.lines, house.site, house.desk)
    lines = preview.read_rows([row.value for row in rows], house.desk)
    if lines:
        change.book_plan(course, lines=lines, by=house.desk, at=now - AGO)
        post.post_due(course.patient_id, until=now)


def _put_on_waitlist(house: House, plot: Plot, now: datetime) -> None:
    """Who would come sooner: for a booked dose, for the first planned visit, or to be screened."""
    course = _course(house, plot)
    if WaitlistEntry.objects.filter(course=course).exists():
        return
    booked = Appointment.objects.standing().filter(course=course, kind=Kind.DOSING)
    visit = booked.filter(starts_at__gt=now + DAY).order_by("starts_at").first()
    planned = CourseStep.objects.still_planned().filter(course=course, kind=Kind.PREPARATION)
    step = None if visit else planned.order_by("number").first()
    screened = course.status not in {Course.Status.REFERRED, Course.Status.SCREENING}
    waitlist.put_on(
        course.patient,
        site=house.site,
        kind=Kind.SCREENING,
        course=course,
        visit=visit,
        step=step if screened else None,
        not_before=time(13) if step and screened else None,
        notice_hours=24 if visit else 2,
        note="Can leave work at an hour's notice."
        if not visit
        else "Would rather not wait a week.",
        by=house.desk,
        at=now - AGO,
    )
