"""Find a time: inside the gaps to the booked neighbours, with what the gate says against each offer.

Controls: without `step` the same question answers with times the gaps forbid; without `course` nobody is asked.
"""

from datetime import datetime, timedelta

import pytest

from clinic.scheduling import outlook
from clinic.scheduling.models.ahead import Obstacle
from tests.clinic.scheduling.conftest import NINE


@pytest.fixture
def course(calendar):
    """A ready course whose first dose is booked tomorrow at nine."""
    course = calendar.walk.ready()
    calendar.dosing(course, step=course.steps.get(kind="DOSING", number=1))
    return course


def starts(answer):
    status, free = answer
    assert status == 200, free
    return [datetime.fromisoformat(each["starts_at"]) for each in free]


def test_integration_is_offered_one_to_three_days_after_its_dose(desk_calls, calendar, course):
    question = {"site": calendar.site.pk, "kind": "INTEGRATION", "limit": 100}
    question["patient"] = course.patient_id
    step = course.steps.get(kind="INTEGRATION", number=1)
    inside = starts(desk_calls.get("free-times/", **question, step=step.pk))
    day, three_days = NINE + timedelta(hours=24), NINE + timedelta(hours=72)
    assert inside
    assert min(inside) == day  # to the minute
    assert max(inside) <= three_days
    assert min(starts(desk_calls.get("free-times/", **question))) < day


def test_where_the_gaps_leave_no_day_nothing_is_offered(desk_calls, calendar, course):
    """Dose 2 comes three days after dose 1 at the soonest; the roster of these tests ends before."""
    step = course.steps.get(kind="DOSING", number=2)
    question = {"site": calendar.site.pk, "kind": "DOSING", "route": "IV", "step": step.pk}
    assert starts(desk_calls.get("free-times/", **question)) == []
    del question["step"]
    assert starts(desk_calls.get("free-times/", **question))


def test_each_offer_says_what_the_gate_has_against_it(desk_calls, calendar, course):
    """The program's own gate: this course's consent was never signed."""
    question = {"site": calendar.site.pk, "kind": "DOSING", "route": "IV", "limit": 3}
    status, free = desk_calls.get("free-times/", **question, course=course.pk)
    assert (status, len(free)) == (200, 3)
    for each in free:
        assert "Consent is not signed for this visit." in each["obstacles"]
    _status, unasked = desk_calls.get("free-times/", **question)
    assert [each["obstacles"] for each in unasked] == [[], [], []]


def test_the_sentence_belongs_to_the_offer_not_to_the_search(
    desk_calls, calendar, course, monkeypatch
):
    """Not before eleven: of two offers only the early one has something against it."""
    eleven = NINE + timedelta(hours=2)
    said = [Obstacle("Not before her consent is signed.", False)]

    def gate(visits, _at):
        return {each.key: said for each in visits if each.starts_at < eleven}

    monkeypatch.setattr(outlook, "_foresights", [gate])
    question = {"site": calendar.site.pk, "kind": "DOSING", "route": "IV", "course": course.pk}
    status, free = desk_calls.get("free-times/", **question, limit=40)
    assert status == 200
    early = [each for each in free if datetime.fromisoformat(each["starts_at"]) < eleven]
    late = [each for each in free if each not in early]
    assert early
    assert late
    assert {tuple(each["obstacles"]) for each in early} == {("Not before her consent is signed.",)}
    assert {tuple(each["obstacles"]) for each in late} == {()}


def test_wishes_narrow_the_answer(desk_calls, calendar):
    question = {"site": calendar.site.pk, "kind": "SCREENING", "limit": 100}
    found = starts(
        desk_calls.get(
            "free-times/", **question, weekdays="3", not_before="10:00", not_after="12:00"
        )
    )
    wall = [each.astimezone(calendar.site.zone) for each in found]
    assert wall
    assert {each.weekday() for each in wall} == {3}
    assert {each.hour for each in wall} <= {10, 11}


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"weekdays": "8"}, "", "Some of what was sent does not fit."),
        (
            {"step": "01890000-0000-7000-8000-000000000000"},
            "step",
            "There is no such record.",
        ),
        (
            {"course": "01890000-0000-7000-8000-000000000000"},
            "course",
            "There is no such record.",
        ),
        ({"colour": "red"}, "", "Unknown parameter: colour."),
    ],
)
def test_a_question_that_makes_no_sense_gets_a_sentence(
    desk_calls, calendar, more, field, sentence
):
    question = {"site": calendar.site.pk, "kind": "DOSING", "route": "IV", **more}
    status, said = desk_calls.get("free-times/", **question)
    assert (status, said.get("field", ""), said["detail"]) == (400, field, sentence)
