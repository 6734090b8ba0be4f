"""Group integration by the API: opened, joined seat by seat, left, called off. Control: a free seat is given."""

import pytest

from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Appointment, GroupVisit

PATH = "group-visits/"


@pytest.fixture
def body(calendar, manager, at):
    room = rooms.open_room(calendar.site, name="Circle", kind="GROUP", seats=2, by=manager, at=at)
    return {
        "site": str(calendar.site.pk),
        "room": str(room.pk),
        "staff": [{"user": str(calendar.walk.therapist.pk), "role": "THERAPIST"}],
        "starts_at": "2026-11-25T09:00",
        "title": "Evening circle",
    }


@pytest.fixture
def circle(desk_calls, body):
    return desk_calls.post(PATH, body)[1]


@pytest.fixture
def people(calendar):
    """Bodies that join: three courses whose patients may come to integration."""
    walk = calendar.walk
    courses = [walk.consented(walk.referred(walk.register(name))) for name in ("A", "B", "C")]
    return [{"patient": str(c.patient_id), "course": str(c.pk)} for c in courses]


def test_a_double_click_opens_one_group_with_the_rooms_seats(desk_calls, body):
    first = desk_calls.post(PATH, body, key="circle")
    assert first[0] == 201
    made = first[1]
    assert (made["seats"], made["seats_taken"], made["starts_at"]) == (
        2,
        0,
        "2026-11-25T16:00:00Z",
    )
    assert desk_calls.post(PATH, body, key="circle") == first
    assert desk_calls.replayed
    assert GroupVisit.objects.count() == 1
    status, code, _field, sentence = desk_calls.refused(PATH, body)
    assert (status, code) == (409, "slot-taken")
    assert sentence.startswith("Circle is taken 09:00–10:30 MST")


@pytest.mark.parametrize(
    ("change", "status", "code", "field", "sentence"),
    [
        (
            {"seats": 3},
            400,
            "invalid",
            "seats",
            "Circle has 2 seats. Choose between 1 and that many.",
        ),
        (
            {"code": "SCREENING"},
            400,
            "invalid",
            "code",
            "This site does not offer that kind of group.",
        ),
        (
            {"starts_at": "2026-11-28T09:00"},
            409,
            "rules-in-the-way",
            "",
            "The site is closed that day.",
        ),
    ],
)
def test_a_group_that_cannot_be_is_refused(
    desk_calls, body, change, status, code, field, sentence
):
    *refusal, said = desk_calls.refused(PATH, {**body, **change})
    assert refusal == [status, code, field], said
    assert sentence in said
    assert not GroupVisit.objects.exists()


def test_seats_are_given_in_order_until_there_is_none(desk_calls, circle, people):
    join = f"{PATH}{circle['id']}/join/"
    first = desk_calls.post(join, people[0], key="seat")
    assert (first[0], first[1]["party"], first[1]["seat"]) == (201, circle["id"], 1)
    assert desk_calls.post(join, people[0], key="seat") == first
    assert desk_calls.replayed
    assert desk_calls.refused(join, people[0])[:2] == (409, "already-in-group")
    assert desk_calls.post(join, people[1])[1]["seat"] == 2
    assert desk_calls.refused(join, people[2]) == (
        409,
        "group-full",
        "",
        "All 2 seats of this group are taken.",
    )
    assert desk_calls.get(f"{PATH}{circle['id']}/")[1]["seats_taken"] == 2


def test_a_seat_that_is_left_goes_to_the_next(desk_calls, circle, people):
    join = f"{PATH}{circle['id']}/join/"
    seats = [desk_calls.post(join, each)[1] for each in people[:2]]
    status, left = desk_calls.post(
        f"appointments/{seats[0]['id']}/cancel/", {"reason": "STAFF_AWAY"}
    )
    assert (status, left["status"]) == (200, "CANCELLED")
    assert desk_calls.post(join, people[2])[1]["seat"] == 1


def test_called_off_nobody_sits_there_and_the_room_is_free(desk_calls, circle, people, body):
    join = f"{PATH}{circle['id']}/join/"
    for each in people[:2]:
        desk_calls.post(join, each)
    off = f"{PATH}{circle['id']}/call-off/"
    assert desk_calls.refused(off, {"reason": "BORED"})[:2] == (400, "invalid")
    status, gone = desk_calls.post(off, {"reason": "STAFF_AWAY"})
    assert (status, gone["seats_taken"]) == (200, 0)
    assert gone["called_off_at"]
    assert not Appointment.objects.standing().exists()
    assert desk_calls.refused(join, people[2])[:2] == (409, "group-called-off")
    assert desk_calls.post(PATH, body)[0] == 201


def test_another_sites_desk_finds_no_such_group(caller, other_desk, circle, people):
    calls = caller(other_desk)
    assert calls.get(f"{PATH}{circle['id']}/")[0] == 404
    assert calls.refused(f"{PATH}{circle['id']}/join/", people[0])[:2] == (404, "not-found")
