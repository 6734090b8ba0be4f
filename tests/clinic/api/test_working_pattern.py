"""A person's week as rules on the site's wall: set whole, from a day on, expanded into shifts at once."""

import pytest

from clinic.scheduling.models import RosterShift, WorkingPattern

MONDAY = {"weekday": 0, "starts": "09:00", "ends": "17:00"}


@pytest.fixture
def week(calendar, second_nurse):
    return {
        "site": str(calendar.site.pk),
        "staff": str(second_nurse.pk),
        "role": "NURSE",
        "from_on": "2026-11-24",
        "rules": [MONDAY, {"weekday": 2, "starts": "20:00", "ends": "06:00", "on_call": True}],
    }


def test_a_week_becomes_shifts_and_a_double_click_is_one_week(manager_calls, week, second_nurse):
    first = manager_calls.post("working-patterns/", week, key="week")
    assert first[0] == 201
    assert [(r["weekday"], r["on_call"]) for r in first[1]["rules"]] == [(0, False), (2, True)]
    assert manager_calls.post("working-patterns/", week, key="week") == first
    assert manager_calls.replayed
    assert WorkingPattern.objects.filter(staff=second_nurse).count() == 2
    shifts = RosterShift.objects.standing().filter(staff=second_nurse).order_by("starts_at")
    # Denver is seven hours behind in winter: the night on call, then the Monday after.
    assert [f"{each.starts_at:%d %H:%M}" for each in shifts[:2]] == ["26 03:00", "30 16:00"]
    assert [each.on_call for each in shifts[:2]] == [True, False]


def test_a_new_week_ends_the_old_rules_and_keeps_what_is_the_same(
    manager_calls, week, second_nurse
):
    manager_calls.post("working-patterns/", week)
    tuesday = {**MONDAY, "weekday": 1}
    body = {**week, "from_on": "2026-12-07", "rules": [MONDAY, tuesday]}
    status, made = manager_calls.post("working-patterns/", body)
    assert (status, [rule["weekday"] for rule in made["rules"]]) == (201, [1])
    _status, listed = manager_calls.get("working-patterns/", staff=second_nurse.pk)
    until = {rule["weekday"]: rule["until_on"] for rule in listed["results"]}
    assert until == {0: None, 1: None, 2: "2026-12-07"}


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"rules": [{**MONDAY, "ends": "08:00"}]},
            "ends",
            "Work would end at 08:00, before it starts at 09:00.",
        ),
        (
            {"rules": [MONDAY, {**MONDAY, "starts": "16:00", "ends": "18:00"}]},
            "starts",
            "The times on Monday overlap.",
        ),
        (
            {"from_on": "2026-11-23"},
            "from_on",
            "A week cannot be changed for days that are over.",
        ),
        ({"role": "THERAPIST"}, "role", "This person does not have that role here."),
        ({"role": "FRONT_DESK"}, "role", "Only clinical roles are rostered for visits."),
    ],
)
def test_a_week_that_cannot_be_worked_is_refused_at_its_field(
    manager_calls, week, change, field, sentence
):
    said = manager_calls.refused("working-patterns/", {**week, **change})
    assert said == (400, "invalid", field, sentence)
    assert not WorkingPattern.objects.exists()


def test_a_week_is_not_taken_from_under_booked_visits(manager_calls, calendar, week, second_nurse):
    manager_calls.post("working-patterns/", week)
    monday = "2026-11-30T10:00"
    booked = calendar.screening(
        kind="FOLLOW_UP",
        staff=[(second_nurse, "NURSE")],
        starts_at=_utc(monday),
        room=calendar.therapy_room,
    )
    status, said = manager_calls.post("working-patterns/", {**week, "rules": []})
    assert (status, said["code"]) == (409, "visits-in-the-way")
    assert said["more"]["appointments"] == [str(booked.pk)]
    assert manager_calls.get("working-patterns/")[1]["results"][0]["until_on"] is None


def test_only_who_keeps_the_roster_sets_a_week(desk_calls, week):
    assert desk_calls.refused("working-patterns/", week)[:2] == (403, "not-allowed")
    assert not WorkingPattern.objects.exists()


def _utc(wall):
    from clinic.scheduling.api.when import read_when

    return read_when(wall, "America/Denver")
