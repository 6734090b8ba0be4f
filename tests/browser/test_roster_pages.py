"""The calendar's administration and the groups in a real browser, on a desk and on a telephone: every page accessible."""

import os
from datetime import time, timedelta

import pytest

from clinic.core import clock
from clinic.scheduling.actions import group, leave, opening_exception, working_pattern
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.actions.working_pattern import WeekRule
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`
from tests.clinic.scheduling.conftest import NINE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": (1280, 720), "phone": (390, 844)}


@pytest.fixture
def told(calendar, at, monkeypatch, settings):
    """A clinic with one of everything; answers with the paths of the manager and of the desk."""
    settings.ROSTER_AHEAD_DAYS = 14
    monkeypatch.setattr(clock, "now", lambda: at)
    here, walk = calendar.site, calendar.walk
    by = {"by": calendar.manager, "at": at}
    circle = rooms.open_room(here, name="Circle", kind="GROUP", seats=6, **by)
    rooms.adjust_room(calendar.chair, equipment=["MONITOR", "OXYGEN", "RECLINER"], **by)
    on = here.today(at) + timedelta(days=2)
    opening_exception.set_exception(here, on=on, name="Thanksgiving", **by)
    week = [WeekRule(day, time(8), time(16)) for day in range(4)]
    week += [WeekRule(4, time(18), time(7), on_call=True)]
    working_pattern.set_week(
        here,
        staff=walk.nurse,
        role="NURSE",
        rules=week,
        from_on=here.today(at) + timedelta(days=7),
        **by,
    )
    calendar.screening()
    away = leave.grant(
        here,
        staff=walk.prescriber,
        starts_at=NINE - timedelta(hours=1),
        ends_at=NINE + timedelta(hours=9),
        kind="SICK",
        **by,
    )
    meeting = group.open_group(
        here,
        room=circle,
        staff=[(walk.therapist, "THERAPIST")],
        starts_at=NINE,
        title="Integration circle",
        by=walk.desk,
        at=at,
    )
    course = walk.consented(walk.referred(walk.register("Bryony", "Sample")))
    group.join(meeting, patient=course.patient, course=course, by=walk.desk, at=at)
    manager = {
        "setup": "setup/",
        "rooms": "setup/rooms/",
        "room": f"setup/rooms/{calendar.chair.pk}/",
        "hours": "setup/hours/",
        "days": "setup/days/",
        "weeks": "setup/weeks/",
        "week": f"setup/weeks/{walk.nurse.pk}/NURSE/",
        "leaves": "setup/leave/",
        "leave": f"setup/leave/{away.pk}/",
        "visit-kinds": "setup/visit-kinds/",
        "visit-kind": "setup/visit-kinds/DOSING_IV/",
    }
    desk = {
        "groups": "visits/groups/",
        "group": f"visits/groups/{meeting.pk}/?q=sample",
        "group-off": f"visits/groups/{meeting.pk}/call-off/",
        "book": f"visits/book/{course.patient_id}/?visit_kind=DOSING_IV&weekdays=3",
    }
    return {calendar.manager: manager, walk.desk: desk}


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_roster_and_the_groups(
    as_person, told, page, axe, live_server, size
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for person, paths in told.items():
        as_person(page, person)
        for name, path in paths.items():
            page.goto(f"{live_server.url}/{path}")
            assert page.get_by_role("heading", level=1).inner_text()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} pixels wide"
            axe(page)
            if folder := os.environ.get("PICTURES", ""):
                page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)
