"""Plan a course, move with a preview, call off and re-plan, a sick day: as a person uses the pages without a script.

Negative control: each refused POST leaves the calendar as it was.
"""

import html
import json
import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from clinic.accounts.roles import Role
from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import roster_shift
from clinic.scheduling.models import Appointment, Change, RosterShift
from patients.models import CourseStep
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`
from tests.people import hire

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Status = Appointment.Status


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def weeks(calendar):
    """Everybody on duty on every weekday of ten weeks."""
    walk, site = calendar.walk, calendar.site
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    first = site.today(walk.at) + timedelta(days=3)
    for number in range(70):
        day = first + timedelta(days=number)
        if day.weekday() < 5:
            start = datetime.combine(day, time(8), tzinfo=site.zone).astimezone(UTC)
            for user, role in people:
                roster_shift.roster(
                    site,
                    staff=user,
                    role=role,
                    starts_at=start,
                    ends_at=start + 10 * HOUR,
                    by=calendar.manager,
                    at=walk.at,
                )
    return calendar


@pytest.fixture
def page(calendar):
    client = Client()
    client.force_login(calendar.walk.desk)
    return client


def boxes(answer):
    """The rows of a preview that a browser would send: hidden ones and ticked ones."""
    found = re.findall(r'<input[^>]*name="row"[^>]*>', answer.content.decode())
    return [html.unescape(re.search(r'value="([^"]*)"', each)[1]) for each in found]


def typed(answer):
    """Everything hidden in the form of the preview, beside its rows."""
    form = answer.content.decode().split('id="accept-form"')[1].split("</form>")[0]
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs if name not in {"row", "next"}}


@pytest.fixture
def planned(weeks, page):
    """A course of six doses, planned and booked by its page."""
    course = weeks.walk.ready()
    url = f"/courses/{course.pk}/plan/"
    preview = page.get(url)
    assert preview.status_code == 200
    accepted = page.post(url, {"accept": "1", "row": boxes(preview)})
    assert accepted.status_code == 302, accepted.content.decode()[:4000]
    return course


def visits(course, kind="DOSING"):
    standing = Appointment.objects.standing().filter(course=course, kind=kind)
    return {visit.step.number: visit for visit in standing.select_related("step")}


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


def test_when_nothing_else_must_move_one_click_moves_it(planned, page):
    talk = visits(planned, "INTEGRATION")[6]
    form = {**fields(talk), "time": later(talk, hours=1)}
    answer = page.post(f"/visits/{talk.pk}/move/", form)
    assert answer.status_code == 302, boxes(answer)
    assert visits(planned, "INTEGRATION")[6].starts_at == talk.starts_at + HOUR


def fields(visit, days=0):
    """The move form as it comes up for a visit, so many days later."""
    team = {each.role.lower(): str(each.user_id) for each in visit.staff.all()}
    return {
        "on": (visit.wall_date + timedelta(days=days)).isoformat(),
        "time": f"{visit.wall_time:%H:%M}",
        "room": str(visit.room_id),
        **team,
    }


def later(visit, hours):
    return f"{(visit.wall_start + timedelta(hours=hours)):%H:%M}"


def test_dose_three_later_shows_what_must_follow_and_moves_it_all(planned, page):
    before = visits(planned)
    dose = before[3]
    shown = page.post(f"/visits/{dose.pk}/move/", fields(dose, days=4))
    assert shown.status_code == 200
    text = shown.content.decode()
    assert re.search(r"\d other visits? must move with it\.", text)
    assert "Integration 3" in text
    assert visits(planned)[3] == dose  # nothing is stored
    done = page.post(
        f"/visits/{dose.pk}/move/", {**typed(shown), "accept": "1", "row": boxes(shown)}
    )
    assert done.status_code == 302, done.content.decode()
    now = visits(planned)
    assert now[3].starts_at == dose.starts_at + 4 * DAY
    rows = [json.loads(box) for box in boxes(shown)]
    told = {row["visit"] for row in rows}
    assert all(str(before[n].pk) in told for n in before if now[n] != before[n])
    said = page.get(done["Location"]).content.decode()
    assert "visits moved." in said
    assert "comes too" not in said
    assert Change.objects.filter(kind="REPLAN").count() == 1


def test_planned_again_at_once_nothing_changes(planned, page):
    """Idempotent: the plan of a planned course is itself."""
    dose = visits(planned)[3]
    shown = page.get(f"/visits/{dose.pk}/move/", fields(dose))
    assert "must move with it" not in shown.content.decode()


def test_row_by_row_the_rest_stays_and_the_gaps_are_said(planned, page):
    dose = visits(planned)[3]
    shown = page.post(f"/visits/{dose.pk}/move/", {**fields(dose), "time": later(dose, hours=2)})
    own = [box for box in boxes(shown) if json.loads(box)["visit"] == str(dose.pk)]
    done = page.post(f"/visits/{dose.pk}/move/", {**typed(shown), "accept": "1", "row": own})
    assert done.status_code == 302, page.get("/visits/").content.decode()
    said = page.get(done["Location"]).content.decode()
    assert "comes too" in said
    assert visits(planned)[3].starts_at == dose.starts_at + 2 * HOUR


def test_a_row_changed_meanwhile_is_refused_with_a_fresh_preview(planned, page, gate_is_open):
    dose, at = visits(planned)[3], clock.now()
    shown = page.post(f"/visits/{dose.pk}/move/", fields(dose, days=4))
    actions.confirm(dose, by=dose.staff.first().user, at=at)
    answer = page.post(
        f"/visits/{dose.pk}/move/", {**typed(shown), "accept": "1", "row": boxes(shown)}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Dosing session 3" in text
    assert "Somebody changed this visit meanwhile." in text
    assert boxes(answer)
    dose.refresh_from_db()
    assert dose.status == Status.CONFIRMED


def test_dragged_to_a_place_the_page_shows_what_it_changes(planned, page):
    dose = visits(planned)[3]
    there = {"on": (dose.wall_date + 4 * DAY).isoformat(), "time": f"{dose.wall_time:%H:%M}"}
    assert "must move with it" in page.get(f"/visits/{dose.pk}/move/", there).content.decode()


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


@pytest.mark.parametrize(
    "row", ["", "[1]", "{}", '{"key": 1}', '{"key": "x", "to": {"starts_at": "soon"}}', "[[]]"]
)
def test_rows_nobody_can_read_are_a_sentence(planned, page, row):
    dose = visits(planned)[3]
    answer = page.post(f"/visits/{dose.pk}/move/", {**fields(dose), "accept": "1", "row": [row]})
    assert answer.status_code == 422
    assert "row cannot be read" in answer.content.decode()


def test_another_sites_desk_plans_nothing_here(planned, other_desk):
    client = Client()
    client.force_login(other_desk)
    assert client.get(f"/courses/{planned.pk}/plan/").status_code == 404


@pytest.fixture
def call(page):
    """POST to the API with a key; answers with the status and the body."""

    def post(path, body, key=""):
        headers = {"Idempotency-Key": key} if key else {}
        got = page.post(
            f"/api/v1/changes/{path}", body, content_type="application/json", headers=headers
        )
        return got.status_code, got.json()

    return post


def accepted(lines):
    """The rows of a preview as they are sent back."""
    return [
        {name: line[name] for name in line if name not in {"label", "was", "reasons"}}
        for line in lines
    ]


def test_by_api_a_course_is_planned_moved_cancelled_and_taken_back_once_per_key(weeks, call):
    course = weeks.walk.ready()
    status, plan = call("preview-plan/", {"course": str(course.pk), "earliest": "2026-12-01"})
    assert (status, plan["rule"], len(plan["lines"])) == (200, "", 13)
    body = {"course": str(course.pk), "lines": accepted(plan["lines"])}
    status, change = call("plan/", body, key="plan-1")
    assert (status, change["kind"], len(change["lines"])) == (201, "PLAN", 13)
    assert call("plan/", body, key="plan-1") == (201, change)
    assert Change.objects.filter(kind="PLAN").count() == 1

    dose = visits(course)[3]
    to = dict(
        json.loads(
            json.dumps(next(r["to"] for r in plan["lines"] if r["key"] == str(dose.step_id)))
        )
    )
    for end in ("starts_at", "ends_at"):
        to[end] = (datetime.fromisoformat(to[end]) + 2 * DAY).isoformat()
    status, moving = call("preview-move/", {"appointment": str(dose.pk), "to": to})
    assert status == 200
    assert moving["kept"] + len(moving["lines"]) == 13
    body = {"site": str(weeks.site.pk), "lines": accepted(moving["lines"])}
    assert call("", body, key="move-1")[0] == 201
    status, refused = call("", body, key="move-2")
    assert (status, refused["code"]) == (409, "row-refused")
    assert "changed this visit meanwhile" in refused["detail"]

    fifth = visits(course)[5]
    asked = {"appointment": str(fifth.pk), "rest": "DROP", "reason": "PATIENT_ASKED"}
    status, ending = call("preview-cancel/", asked)
    assert {line["label"] for line in ending["lines"]} >= {"Dose 5", "Integration 5"}
    body = {"appointment": str(fifth.pk), "lines": accepted(ending["lines"])}
    assert call("cancel/", body, key="cancel-1")[0] == 201
    assert 5 not in visits(course)


def test_by_api_a_sick_day(planned, weeks, call):
    dose = visits(planned)[1]
    asked = {
        "site": str(weeks.site.pk),
        "staff": str(weeks.walk.therapist.pk),
        "day": dose.wall_date.isoformat(),
    }
    status, day = call("preview-sick-day/", asked)
    assert (status, day["rule"]) == (200, "")
    status, change = call("sick-day/", {**asked, "lines": accepted(day["lines"])}, key="sick-1")
    assert (status, change["kind"]) == (201, "SICK_DAY")
    assert visits(planned)[1].starts_at != dose.starts_at
