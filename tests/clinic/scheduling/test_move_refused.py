# ruff: noqa: F811 - fixtures of another file
"""Moved to a place it cannot have, a visit's page says why in the booking rules' words and links where it can go.

Negative control: with `why_not` answering nothing, every sentence asked for here is missing.
"""

import html
import re

from tests.clinic.scheduling.planning import _now, fields, page, planned, visits, weeks  # noqa: F401 - fixtures


def shown(page, visit, **changed):
    """The page as a drag opens it."""
    answer = page.get(f"/visits/{visit.pk}/move/", {**fields(visit), **changed})
    return html.unescape(answer.content.decode())


def links(text):
    """Every link that fills the form in."""
    return re.findall(r'<a href="(\?on=[^"]+)"', text)


def test_outside_the_hours_and_the_roster_both_are_said_and_a_link_leads_on(planned, page):
    dose = visits(planned)[3]
    text = shown(page, dose, time="03:00")
    assert "does not fit." in text.split("<h1>")[1].split("</h1>")[0]
    assert "The site is open" in text
    assert "is not on the roster as" in text
    assert "Move this visit alone" not in text
    assert "Nearest free times" in text
    assert " would do." in text
    assert len(links(text)) > 2
    for number, way in enumerate(links(text)):
        there = html.unescape(page.get(f"/visits/{dose.pk}/move/{way}").content.decode())
        assert "does not fit" not in there
        assert number or "No plan keeps" not in there  # the first is the planner's own


def test_the_nearest_times_lie_around_the_time_asked_for_an_hour_apart(planned, page):
    talk = visits(planned, "INTEGRATION")[6]
    text = shown(page, talk, time="03:00")
    asked = talk.wall_date.isoformat()
    found = [re.search(r"on=([\d-]+)&time=(\d\d)", way).groups() for way in links(text)]
    assert len(found) >= 3
    assert any(day == asked for day, _hour in found)


def test_a_room_that_is_taken_is_named_with_its_hours(planned, page):
    doses = visits(planned)
    other, dose = doses[2], doses[3]
    text = shown(page, dose, on=other.wall_date.isoformat(), time=f"{other.wall_time:%H:%M}")
    assert re.search(r"is taken \d\d:\d\d–\d\d:\d\d \w+ by another visit\.", text)
    assert "The patient has another visit" in text


def test_the_day_list_has_the_head_of_the_other_calendars(page):
    text = page.get("/visits/").content.decode()
    head, rest = text.split('class="page-acts"')[1].split('aria-label="More about visits"')
    for word in (">Day<", ">Week<", ">Month<", ">Today<", "The day before", "Book a visit"):
        assert word in head
    for word in ("Groups", "Somebody is away", "Changes"):
        assert word not in head
        assert word in rest
