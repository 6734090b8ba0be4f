"""Dated hours: a closed or a longer day stands before the week's own hours, for booking as for finding a time."""

import pytest

from clinic.scheduling.models import OpeningException

PATH = "opening-exceptions/"


@pytest.fixture
def closed(calendar):
    return {"site": str(calendar.site.pk), "on": "2026-11-25", "name": "Thanksgiving Eve"}


@pytest.fixture
def visit(calendar):
    return {
        "patient": str(calendar.walk.register().pk),
        "site": str(calendar.site.pk),
        "kind": "SCREENING",
        "room": str(calendar.office.pk),
        "staff": [{"user": str(calendar.walk.prescriber.pk), "role": "PRESCRIBER"}],
        "starts_at": "2026-11-25T09:00",
    }


def test_a_closed_day_refuses_the_visit_until_it_is_withdrawn(
    manager_calls, desk_calls, closed, visit
):
    made = manager_calls.post(PATH, closed, key="eve")
    assert (made[0], made[1]["opens"]) == (201, None)
    assert manager_calls.post(PATH, closed, key="eve") == made
    assert manager_calls.replayed
    assert OpeningException.objects.count() == 1
    assert desk_calls.refused("appointments/", visit) == (
        409,
        "rules-in-the-way",
        "",
        "The site is closed that day: Thanksgiving Eve.",
    )
    status, gone = manager_calls.post(f"{PATH}{made[1]['id']}/withdraw/")
    assert status == 200
    assert gone["withdrawn_at"]
    assert desk_calls.post("appointments/", visit)[0] == 201


def test_other_hours_of_one_day_replace_those_set_before(manager_calls, desk_calls, closed, visit):
    manager_calls.post(PATH, closed)
    long_day = {**closed, "name": "Long day", "opens": "08:00", "closes": "20:00"}
    assert manager_calls.post(PATH, long_day)[0] == 201
    assert OpeningException.objects.standing().get().name == "Long day"
    assert desk_calls.post("appointments/", visit)[0] == 201


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"opens": "09:00"}, "closes", "Give both times, or neither for a closed day."),
        (
            {"opens": "17:00", "closes": "09:00"},
            "closes",
            "The site would close at 09:00, before it opens at 17:00.",
        ),
        ({"on": "2026-11-23"}, "on", "That day is over."),
        ({"name": "   "}, "", "does not fit"),
    ],
)
def test_hours_that_make_no_sense_are_refused(manager_calls, closed, change, field, sentence):
    status, code, at_field, said = manager_calls.refused(PATH, {**closed, **change})
    assert (status, code, at_field) == (400, "invalid", field), said
    assert sentence in said
    assert not OpeningException.objects.exists()


def test_the_desk_sees_them_and_sets_none(manager_calls, desk_calls, closed):
    manager_calls.post(PATH, closed)
    assert [each["on"] for each in desk_calls.get(PATH)[1]["results"]] == ["2026-11-25"]
    assert desk_calls.refused(PATH, closed)[:2] == (403, "not-allowed")
