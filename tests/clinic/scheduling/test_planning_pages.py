# ruff: noqa: F811 - fixtures of another file
"""Plan a course, call off and re-plan, a sick day: as a person uses the pages without a script.

Negative control: each refused POST leaves the calendar as it was.
"""

import html
import json
import re

from django.test import Client

from clinic.accounts.roles import Role
from clinic.core import clock
from clinic.scheduling.models import Appointment, Change, RosterShift
from patients.models import CourseStep
from tests.clinic.scheduling.planning import (  # noqa: F401 - fixtures
    HOUR,
    Status,
    _now,
    boxes,
    page,
    planned,
    typed,
    visits,
    weeks,
)
from tests.people import hire


def test_a_whole_course_is_planned_shown_by_week_and_booked_in_one_go(planned, page):
    doses = visits(planned)
    assert sorted(doses) == [1, 2, 3, 4, 5, 6]
    change = Change.objects.get(kind="PLAN")
    assert change.lines.count() == Appointment.objects.filter(course=planned).count() >= 12
    again = page.get(f"/courses/{planned.pk}/plan/").content.decode()
    assert "Every visit of the course is booked." in again
    assert "visits booked." in again  # the undo bar


def test_one_undo_takes_the_whole_plan_back(planned, page):
    change = Change.objects.get(kind="PLAN")
    page.post(f"/changes/{change.pk}/undo/")
    assert not Appointment.objects.standing().exists()


def test_what_is_asked_for_is_kept(weeks, page):
    course = weeks.walk.ready()
    asked = {"weekdays": ["1"], "not_before": "10:00", "earliest": "2026-12-01"}
    answer = page.get(f"/courses/{course.pk}/plan/", asked)
    first = min(json.loads(box)["to"]["starts_at"] for box in boxes(answer))
    assert first >= "2026-12-01T17:00"
    assert 'name="weekdays" value="1"' in answer.content.decode()


def test_an_impossible_plan_names_the_rule_and_links_what_would_give_one(weeks, page):
    course = weeks.walk.ready()
    other = hire(weeks.site, Role.THERAPIST, "Thea Absent")
    answer = page.get(f"/courses/{course.pk}/plan/", {"therapist": str(other.pk)})
    text = answer.content.decode()
    assert "No plan keeps every rule." in text
    assert "has no time that fits." in text
    way = html.unescape(re.search(r'<a href="([^"]+)">With another therapist</a>', text)[1])
    assert "can be booked as planned" in page.get(way).content.decode()


def test_a_dose_is_called_off_and_its_step_left_open(planned, page):
    dose = visits(planned)[5]
    form = {"reason": "PATIENT_ASKED", "rest": "OPEN"}
    answer = page.post(f"/visits/{dose.pk}/cancel/", form)
    assert answer["Location"] == f"/visits/{dose.pk}/"
    assert 5 not in visits(planned)
    assert CourseStep.objects.get(pk=dose.step_id).status == "PLANNED"


def test_a_dose_is_dropped_with_its_integration(planned, page):
    dose = visits(planned)[5]
    form = {"reason": "PATIENT_ASKED", "rest": "DROP"}
    shown = page.post(f"/visits/{dose.pk}/cancel/", form)
    assert "Falls away with its dose." in shown.content.decode()
    page.post(f"/visits/{dose.pk}/cancel/", {**typed(shown), "accept": "1", "row": boxes(shown)})
    assert sorted(visits(planned)) == [1, 2, 3, 4, 6]
    assert 5 not in visits(planned, "INTEGRATION")
    assert CourseStep.objects.get(pk=dose.step_id).status == "DROPPED"
    change = Change.objects.get(kind="CANCEL")
    page.post(f"/changes/{change.pk}/undo/")
    assert sorted(visits(planned)) == [1, 2, 3, 4, 5, 6]
    assert 5 in visits(planned, "INTEGRATION")
    assert CourseStep.objects.get(pk=dose.step_id).status == "PLANNED"


def test_a_dose_is_called_off_and_planned_again_with_what_follows(planned, page):
    dose = visits(planned)[6]
    form = {"reason": "PATIENT_ILL", "rest": "AGAIN"}
    shown = page.post(f"/visits/{dose.pk}/cancel/", form)
    done = page.post(
        f"/visits/{dose.pk}/cancel/", {**typed(shown), "accept": "1", "row": boxes(shown)}
    )
    assert done.status_code == 302, done.content.decode()
    now = visits(planned)[6]
    assert now.wall_date > dose.wall_date
    assert now.replaces == dose
    dose.refresh_from_db()
    assert (dose.status, dose.reason) == (Status.CANCELLED, "PATIENT_ILL")


def test_nobody_came_and_the_dose_is_planned_again(planned, page, monkeypatch):
    dose = visits(planned)[1]
    monkeypatch.setattr(clock, "now", lambda: dose.starts_at + HOUR)
    shown = page.post(f"/visits/{dose.pk}/no-show/", {"rest": "AGAIN"})
    done = page.post(
        f"/visits/{dose.pk}/no-show/", {**typed(shown), "accept": "1", "row": boxes(shown)}
    )
    assert done.status_code == 302, done.content.decode()
    dose.refresh_from_db()
    assert dose.status == Status.NO_SHOW
    assert visits(planned)[1].starts_at > dose.starts_at


def test_a_sick_day_is_re_planned_across_patients_and_accepted_in_part(planned, weeks, page):
    walk = weeks.walk
    other = weeks.walk.ready()
    dose = visits(planned)[1]
    stranger = weeks.dosing(other, dose.starts_at + 5 * HOUR, room=weeks.other_chair)
    day = dose.wall_date
    shown = page.get("/visits/away/", {"staff": str(walk.therapist.pk), "on": day.isoformat()})
    text = shown.content.decode()
    assert "2 patients count on Theo Faux that day." in text
    rows = boxes(shown)
    assert len(rows) == 2
    mine = [box for box in rows if str(dose.pk) in box]
    form = {"staff": str(walk.therapist.pk), "on": day.isoformat(), "accept": "1", "row": mine}
    done = page.post("/visits/away/", form)
    assert done.status_code == 302, done.content.decode()
    assert visits(planned)[1].starts_at != dose.starts_at
    stranger.refresh_from_db()
    assert stranger.status == Status.BOOKED
    change = Change.objects.get(kind="SICK_DAY")
    assert (change.leave.staff, change.leave.kind) == (walk.therapist, "SICK")
    shifts = RosterShift.objects.standing().filter(staff=walk.therapist, starts_at__date=day)
    assert not shifts.exists()
    page.post(f"/changes/{change.pk}/undo/")
    assert visits(planned)[1].starts_at == dose.starts_at
    assert shifts.exists()


def test_another_sites_desk_plans_nothing_here(planned, other_desk):
    client = Client()
    client.force_login(other_desk)
    assert client.get(f"/courses/{planned.pk}/plan/").status_code == 404
