"""What a room has, kept by the manager, asked for by a kind of visit. Control: with the pump the same body books."""

import pytest


@pytest.fixture
def chair(calendar, manager_calls):
    body = {"site": str(calendar.site.pk), "name": "Chair 3", "kind": "DOSING"}
    status, made = manager_calls.post("rooms/", {**body, "equipment": ["OXYGEN", "MONITOR"]})
    assert status == 201
    return made


def test_a_room_is_opened_with_its_equipment_once_per_key(calendar, manager_calls):
    body = {"site": str(calendar.site.pk), "name": "Chair 4", "kind": "DOSING"}
    body["equipment"] = ["OXYGEN", "MONITOR", "OXYGEN"]
    first = manager_calls.post("rooms/", body, key="room")
    assert first[1]["equipment"] == ["MONITOR", "OXYGEN"]
    assert manager_calls.post("rooms/", body, key="room") == first
    assert manager_calls.replayed
    # Without a key it is a second room of the name, which there is not.
    assert manager_calls.refused("rooms/", body) == (
        400,
        "invalid",
        "name",
        "There is already a room of that name here.",
    )


def test_its_equipment_is_changed_whole_and_what_is_left_out_stays(chair, manager_calls):
    here = f"rooms/{chair['id']}/adjust/"
    assert manager_calls.post(here, {"equipment": []})[1]["equipment"] == []
    changed = manager_calls.post(here, {"equipment": ["INFUSION_PUMP"]})[1]
    assert changed["equipment"] == ["INFUSION_PUMP"]
    assert manager_calls.post(here, {"name": "Chair three"})[1]["equipment"] == ["INFUSION_PUMP"]


def test_things_nobody_knows_and_people_who_may_not_are_refused(chair, manager_calls, desk_calls):
    here = f"rooms/{chair['id']}/adjust/"
    status, code, _field, sentence = manager_calls.refused(here, {"equipment": ["PIANO"]})
    assert (status, code) == (400, "invalid")
    assert sentence == "Some of what was sent does not fit."
    assert desk_calls.refused(here, {"equipment": []})[:2] == (403, "not-allowed")
    assert desk_calls.get(f"rooms/{chair['id']}/")[1]["equipment"] == ["MONITOR", "OXYGEN"]


def test_a_visit_kind_that_needs_a_pump_is_booked_only_where_there_is_one(
    calendar, chair, manager_calls, desk_calls
):
    needs = {"site": str(calendar.site.pk), "code": "DOSING_IV", "equipment": ["INFUSION_PUMP"]}
    status, kind = manager_calls.post("visit-kinds/", needs)
    assert (status, kind["equipment"]) == (201, ["INFUSION_PUMP"])
    course = calendar.walk.ready()
    body = {
        "patient": str(course.patient_id),
        "site": str(calendar.site.pk),
        "course": str(course.pk),
        "kind": "DOSING",
        "room": chair["id"],
        "staff": [{"user": str(user.pk), "role": role} for user, role in calendar.monitored()],
        "starts_at": "2026-11-25T09:00",
    }
    status, code, _field, sentence = desk_calls.refused("appointments/", body)
    assert (status, code) == (409, "rules-in-the-way")
    assert sentence == "Chair 3 lacks: infusion pump."
    manager_calls.post(f"rooms/{chair['id']}/adjust/", {"equipment": ["INFUSION_PUMP"]})
    assert desk_calls.post("appointments/", body)[0] == 201
