"""The API of the calendar: the same verbs, refusals with the field that is wrong, nothing written when refused."""

import json
from datetime import date, time

import pytest
from django.test import Client

from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import opening_hours
from clinic.scheduling.models import Appointment
from tests.clinic.scheduling.conftest import DAY, NINE

URL = "/api/v1/appointments/"


@pytest.fixture(autouse=True)
def _now_is_the_moment_of_the_tests(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def sign_in():
    def client_of(user):
        client = Client(HTTP_ACCEPT="application/json")
        client.force_login(user)

        def call(path, body=None, key="", method="post"):
            headers = {"Idempotency-Key": key} if key else {}
            if method == "get":
                return client.get(path, body or {})
            return client.post(
                path, json.dumps(body or {}), content_type="application/json", headers=headers
            )

        return call

    return client_of


@pytest.fixture
def desk_calls(calendar, sign_in):
    return sign_in(calendar.walk.desk)


@pytest.fixture
def wanted(calendar):
    """The body that books a screening visit at nine on the site's wall."""
    return {
        "patient": str(calendar.walk.register().pk),
        "site": str(calendar.site.pk),
        "kind": "SCREENING",
        "room": str(calendar.office.pk),
        "staff": [{"user": str(calendar.walk.prescriber.pk), "role": "PRESCRIBER"}],
        "starts_at": "2026-11-25T09:00",
    }


def test_the_wall_time_of_a_request_is_the_sites(desk_calls, wanted):
    answer = desk_calls(URL, wanted)
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["starts_at"], body["wall_time"], body["zone"]) == (
        "2026-11-25T16:00:00Z",
        "09:00:00",
        "America/Denver",
    )
    assert (body["status"], body["warnings"]) == ("BOOKED", [])
    assert [each["role"] for each in body["staff"]] == ["PRESCRIBER"]


def test_an_instant_with_its_offset_is_taken_as_it_is(desk_calls, wanted):
    answer = desk_calls(URL, {**wanted, "starts_at": "2026-11-25T11:00:00-05:00"})
    assert answer.json()["wall_time"] == "09:00:00"


def test_a_double_click_books_once(desk_calls, wanted):
    first = desk_calls(URL, wanted, key="one-click")
    again = desk_calls(URL, wanted, key="one-click")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Appointment.objects.count() == 1


def test_taken_is_409_with_what_is_in_the_way_and_what_is_free(desk_calls, wanted, calendar):
    desk_calls(URL, wanted)
    other = str(calendar.walk.register("Bryony", "Sample").pk)
    answer = desk_calls(URL, {**wanted, "patient": other})
    assert answer.status_code == 409
    body = answer.json()
    assert body["code"] == "slot-taken"
    assert body["detail"].startswith("Office is taken 09:00–10:00 MST by another visit.")
    assert {each["kind"] for each in body["more"]["taken"]} == {"ROOM", "STAFF"}
    assert len(body["more"]["free"]) == 3
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "field", "words"),
    [
        ({"starts_at": "tomorrow"}, 400, "starts_at", "Write the time like"),
        ({"starts_at": "2027-03-14T02:30"}, 400, "starts_at", "does not exist in America/Denver"),
        ({"starts_at": "2027-11-07T01:30"}, 400, "starts_at", "happens twice in America/Denver"),
        ({"starts_at": "x" * 5000}, 400, "", "does not fit"),
        ({"minutes": 4}, 400, "", "does not fit"),
        ({"kind": "DANCING"}, 400, "", "does not fit"),
        ({"room": "01890000-0000-7000-8000-000000000000"}, 400, "room", "no such record"),
        ({"patient": "01890000-0000-7000-8000-000000000000"}, 400, "patient", "no such record"),
        (
            {"staff": [{"user": "01890000-0000-7000-8000-000000000000", "role": "NURSE"}]},
            400,
            "staff",
            "no such record",
        ),
        ({"colour": "red"}, 400, "", "Unknown field: colour."),
        ({"starts_at": "2026-11-28T09:00"}, 409, "", "The site is closed that day."),
        ({"starts_at": "2026-11-25T17:30"}, 409, "", "The site is open 08:00–18:00 MST"),
        ({"starts_at": "2026-11-23T09:00"}, 409, "", "That time has passed."),
    ],
)
def test_bad_input_gets_a_sentence_and_writes_nothing(
    desk_calls, wanted, change, status, field, words
):
    answer = desk_calls(URL, {**wanted, **change})
    body = answer.json()
    assert answer.status_code == status, body
    assert words in body["detail"]
    assert body.get("field", "") == field
    assert not Appointment.objects.exists()


def test_which_of_the_two_is_said_with_turn(desk_calls, wanted, calendar, manager):
    """The doubled hour lies at night; a site open then books either of the two, an hour apart."""
    opening_hours.set_opening_hours(
        calendar.site,
        rules=[(6, time(0), time(6))],
        from_on=date(2027, 11, 1),
        by=manager,
        at=calendar.walk.at,
    )
    body = {**wanted, "kind": "FOLLOW_UP", "staff": [], "starts_at": "2027-11-07T01:30"}
    first = desk_calls(URL, {**body, "turn": "FIRST"})
    second = desk_calls(URL, {**body, "turn": "SECOND"})
    assert first.json()["starts_at"] == "2027-11-07T07:30:00Z"
    assert second.json()["starts_at"] == "2027-11-07T08:30:00Z"
    assert first.json()["wall_time"] == second.json()["wall_time"] == "01:30:00"


def test_a_visit_goes_through_its_day_by_verbs(desk_calls, wanted, monkeypatch):
    pk = desk_calls(URL, wanted).json()["id"]
    moved = desk_calls(f"{URL}{pk}/move/", {"starts_at": "2026-11-25T10:00"}).json()
    assert (moved["replaces"], moved["moves"]) == (pk, 1)
    assert desk_calls(f"{URL}{pk}/", method="get").json()["replaced_by"] == moved["id"]
    here = f"{URL}{moved['id']}/"
    assert desk_calls(here + "confirm/").json()["status"] == "CONFIRMED"
    assert desk_calls(here + "arrive/").status_code == 409  # not before its day
    monkeypatch.setattr(clock, "now", lambda: NINE)
    assert desk_calls(here + "arrive/").json()["status"] == "ARRIVED"
    assert desk_calls(here + "un-arrive/").json()["status"] == "CONFIRMED"
    assert (
        desk_calls(here + "cancel/", {"reason": "PATIENT_ILL"}).json()["status"]
        == "LATE_CANCELLED"
    )
    refused = desk_calls(here + "arrive/")
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal-move")


def test_a_hold_is_taken_up_and_an_escort_named(desk_calls, wanted):
    held = desk_calls(URL + "hold/", wanted).json()
    assert held["status"] == "HELD"
    assert desk_calls(f"{URL}{held['id']}/book/").json()["status"] == "BOOKED"
    escort = desk_calls(
        f"{URL}{held['id']}/escort/",
        {"name": "Robin Placeholder", "phone": "505-555-0142", "adult": True},
    )
    assert escort.status_code == 201
    reached = desk_calls(f"/api/v1/escorts/{escort.json()['id']}/reach/").json()
    assert reached["reached_at"] is not None


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 3),
        ({"day": "2026-11-25"}, 2),
        ({"status": "CANCELLED"}, 1),
        ({"from": "2026-11-26T00:00:00Z"}, 1),
        ({"until": "2026-11-26T00:00:00Z"}, 2),
        ({"kind": "DOSING"}, 0),
    ],
)
def test_the_list_is_filtered_by_what_is_allowed(desk_calls, calendar, query, count):
    calendar.screening()
    calendar.screening(starts_at=NINE + DAY)
    gone = calendar.screening(starts_at=NINE + DAY / 12)
    actions.cancel(gone, reason="STAFF_AWAY", by=calendar.walk.desk, at=calendar.walk.at)
    listed = desk_calls(URL, query, method="get").json()["results"]
    assert len(listed) == count
    assert listed == sorted(listed, key=lambda each: each["starts_at"])


@pytest.mark.parametrize(
    "name", ["patient__family_name", "ordering", "staff__user__password__startswith", "starts_at"]
)
def test_no_other_filter_exists(desk_calls, name):
    assert desk_calls(URL, {name: "a"}, method="get").status_code == 400


def test_another_sites_desk_sees_and_moves_nothing(calendar, sign_in, other_desk):
    visit = calendar.screening()
    calls = sign_in(other_desk)
    assert calls(URL, method="get").json()["results"] == []
    assert calls(f"{URL}{visit.pk}/", method="get").status_code == 404
    assert calls(f"{URL}{visit.pk}/cancel/", {"reason": "STAFF_AWAY"}).status_code == 404


def test_the_desk_of_another_site_cannot_name_our_records_in_a_body(
    wanted, sign_in, other_desk, other_site
):
    body = {**wanted, "site": str(other_site.pk)}
    answer = sign_in(other_desk)(URL, body)
    assert answer.status_code == 400
    assert answer.json()["field"] == "patient"
    assert not Appointment.objects.exists()


def test_an_auditor_books_nothing(wanted, sign_in, auditor):
    assert sign_in(auditor)(URL, wanted).status_code in {400, 403}
    assert not Appointment.objects.exists()


def test_free_times_are_times_that_can_be_booked(desk_calls, wanted, calendar):
    calendar.screening()
    question = {
        "site": wanted["site"],
        "kind": "SCREENING",
        "room": wanted["room"],
        "after": "2026-11-25T08:30",
        "limit": 3,
    }
    free = desk_calls("/api/v1/free-times/", question, method="get").json()
    assert [each["starts_at"][11:16] for each in free] == ["17:00", "17:15", "17:30"]
    first = free[0]
    booked = desk_calls(URL, {**wanted, "starts_at": first["starts_at"], "staff": first["staff"]})
    assert booked.status_code == 201, booked.content


@pytest.mark.parametrize(
    "bad", [{"colour": "red"}, {"kind": "DOSING", "route": "NONE"}, {"limit": 9999}]
)
def test_a_question_for_free_times_that_makes_no_sense_is_refused(desk_calls, wanted, bad):
    question = {"site": wanted["site"], "kind": "SCREENING", **bad}
    assert desk_calls("/api/v1/free-times/", question, method="get").status_code == 400


def test_rooms_hours_shifts_and_kinds_are_kept_by_the_manager(
    calendar, sign_in, manager, desk_calls
):
    calls, site = sign_in(manager), str(calendar.site.pk)
    room = calls("/api/v1/rooms/", {"site": site, "name": "Chair 3", "kind": "DOSING"})
    assert room.status_code == 201
    assert (
        desk_calls("/api/v1/rooms/", {"site": site, "name": "X", "kind": "DOSING"}).status_code
        == 403
    )
    here = f"/api/v1/rooms/{room.json()['id']}/"
    assert calls(here + "adjust/", {"name": "Chair three"}).json()["name"] == "Chair three"
    assert calls(here + "close/").json()["is_in_use"] is False
    assert calls(here + "reopen/").json()["is_in_use"] is True
    rules = [{"weekday": 0, "opens": "09:00", "closes": "17:00"}]
    week = calls("/api/v1/opening-hours/", {"site": site, "from_on": "2027-01-04", "rules": rules})
    assert [each["opens"] for each in week.json()["rules"]] == ["09:00:00"]
    shift = calls(
        "/api/v1/shifts/",
        {
            "site": site,
            "staff": str(calendar.walk.nurse.pk),
            "role": "NURSE",
            "starts_at": "2027-01-04T09:00",
            "ends_at": "2027-01-04T17:00",
        },
    )
    assert shift.json()["starts_at"] == "2027-01-04T16:00:00Z"
    assert calls(f"/api/v1/shifts/{shift.json()['id']}/withdraw/").json()["withdrawn_at"]
    kind = calls("/api/v1/visit-kinds/", {"site": site, "code": "REVIEW", "minutes": 45})
    assert (kind.json()["minutes"], kind.json()["site"]) == (45, site)
