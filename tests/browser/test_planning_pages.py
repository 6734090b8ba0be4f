"""The pages of planning in Chromium: no violation of the page policy, none of accessibility, nothing wider than the phone."""

import os
import re
from datetime import UTC, datetime, time, timedelta

import pytest

from clinic.core import clock
from clinic.scheduling import preview
from clinic.scheduling.actions import change as changes
from clinic.scheduling.actions import roster_shift
from clinic.scheduling.models import Appointment
from clinic.scheduling.planner import plan as planner
from clinic.scheduling.planner.problem import Wishes
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`
from tests.harness.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SHOTS = os.environ.get("SHOTS", "")  # a folder: keep a picture of each page to look at


@pytest.fixture
def planned(calendar, monkeypatch, at):
    """A course of six doses, booked from Tuesday 1 December on."""
    monkeypatch.setattr(clock, "now", lambda: at)
    walk, site = calendar.walk, calendar.site
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    for number in range(3, 60):
        day = site.today(at) + number * DAY
        start = datetime.combine(day, time(8), tzinfo=site.zone).astimezone(UTC)
        for user, role in people:
            roster_shift.roster(
                site, staff=user, role=role, starts_at=start, ends_at=start + 10 * HOUR,
                by=calendar.manager, at=at,
            )  # fmt: skip
    course, desk = walk.ready(), walk.desk
    wishes = Wishes(earliest=site.today(at) + 7 * DAY)
    found = planner.plan_course(course, wishes=wishes, at=at)
    rows = [row.value for row in preview.rows_of(found.lines, site, desk)]
    changes.book_plan(course, lines=preview.read_rows(rows, desk), by=desk, at=at)
    return course


def fits(page):
    """Nothing is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_page_of_planning_is_accessible_and_fits(
    planned, calendar, new_page, live_server, as_person, axe, size, tmp_path
):
    page = as_person(new_page(**(PHONE if size == "phone" else {})), calendar.walk.desk)
    doses = Appointment.objects.standing().filter(course=planned, kind="DOSING")
    third = doses.get(step__number=3)
    to = f"?on={third.wall_date + 2 * DAY}&time={third.wall_time:%H:%M}"
    other = calendar.walk.ready()
    absent = f"?staff={calendar.walk.therapist.pk}&on={third.wall_date}"
    for name, path in {
        "plan": f"/courses/{other.pk}/plan/?earliest=2026-12-01",
        "planned": f"/courses/{planned.pk}/plan/",
        "impossible": f"/courses/{other.pk}/plan/?latest=2026-11-27",
        "move": f"/visits/{third.pk}/move/",
        "follow": f"/visits/{third.pk}/move/{to}",
        "cancel": f"/visits/{third.pk}/cancel/",
        "away": f"/visits/away/{absent}",
        "changes": "/changes/",
    }.items():
        page.goto(f"{live_server.url}{path}")
        assert page.locator("h1").count() == 1, name
        axe(page)
        assert fits(page), name
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size}.png")


def test_the_bar_leaves_when_its_time_is_over(
    planned, calendar, page, live_server, as_person, at, monkeypatch
):
    as_person(page, calendar.walk.desk)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=178))
    page.goto(f"{live_server.url}/visits/")
    assert re.match(r"0:0[012]", page.locator(".toast-undo b").inner_text())
    page.locator(".toast-undo").wait_for(state="detached", timeout=6000)


def test_without_a_script_the_bar_works(planned, calendar, new_page, live_server, as_person):
    page = as_person(new_page(java_script_enabled=False), calendar.walk.desk)
    page.goto(f"{live_server.url}/visits/")
    page.get_by_role("button", name="Undo").click()
    assert not Appointment.objects.standing().filter(course=planned).exists()
