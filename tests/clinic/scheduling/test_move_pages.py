# ruff: noqa: F811 - fixtures of another file
"""Moving a visit by its page: what must follow is shown first, and moved whole or row by row.

Negative control: each refused POST leaves the calendar as it was.
"""

import json
import re

import pytest

from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Change
from tests.clinic.scheduling.planning import (  # noqa: F401 - fixtures
    DAY,
    HOUR,
    Status,
    _now,
    boxes,
    fields,
    later,
    page,
    planned,
    typed,
    visits,
    weeks,
)


def test_when_nothing_else_must_move_one_click_moves_it(planned, page):
    talk = visits(planned, "INTEGRATION")[6]
    form = {**fields(talk), "time": later(talk, hours=1)}
    answer = page.post(f"/visits/{talk.pk}/move/", form)
    assert answer.status_code == 302, boxes(answer)
    assert visits(planned, "INTEGRATION")[6].starts_at == talk.starts_at + HOUR


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


@pytest.mark.parametrize(
    "row", ["", "[1]", "{}", '{"key": 1}', '{"key": "x", "to": {"starts_at": "soon"}}', "[[]]"]
)
def test_rows_nobody_can_read_are_a_sentence(planned, page, row):
    dose = visits(planned)[3]
    answer = page.post(f"/visits/{dose.pk}/move/", {**fields(dose), "accept": "1", "row": [row]})
    assert answer.status_code == 422
    assert "row cannot be read" in answer.content.decode()
