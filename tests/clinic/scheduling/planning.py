"""Ten weeks with everybody on duty, a course planned by its page, and the rows and fields of a preview."""

import html
import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from clinic.core import clock
from clinic.scheduling.actions import roster_shift
from clinic.scheduling.models import Appointment
from tests.harness.house import kept

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Status = Appointment.Status


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@kept
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
