"""Who is away: shifts go, visits stay and are named, all of it comes back when the leave is taken back."""

import pytest

from clinic.scheduling.models import Leave, RosterShift
from tests.clinic.scheduling.conftest import NINE


@pytest.fixture
def away(calendar):
    return {
        "site": str(calendar.site.pk),
        "staff": str(calendar.walk.prescriber.pk),
        "starts_at": "2026-11-25T00:00",
        "ends_at": "2026-11-26T00:00",
        "kind": "SICK",
    }


def on_duty(user):
    return RosterShift.objects.standing().filter(staff=user, starts_at__lte=NINE, ends_at__gt=NINE)


def test_leave_takes_the_shift_names_the_visits_and_is_one_per_key(manager_calls, calendar, away):
    visit = calendar.screening()
    first = manager_calls.post("leaves/", away, key="ill")
    assert first[0] == 201, first
    assert first[1]["left_without"] == [str(visit.pk)]
    assert first[1]["starts_at"] == "2026-11-25T07:00:00Z"  # midnight on the wall in Denver
    assert manager_calls.post("leaves/", away, key="ill") == first
    assert manager_calls.replayed
    assert Leave.objects.count() == 1
    assert not on_duty(calendar.walk.prescriber).exists()
    assert on_duty(calendar.walk.nurse).exists()


def test_taken_back_the_shift_is_worked_again_and_twice_is_once(manager_calls, calendar, away):
    leave = manager_calls.post("leaves/", away)[1]
    back = f"leaves/{leave['id']}/take-back/"
    status, revoked = manager_calls.post(back)
    assert (status, revoked["left_without"]) == (200, [])
    assert revoked["revoked_at"]
    assert on_duty(calendar.walk.prescriber).count() == 1
    assert manager_calls.post(back) == (status, revoked)


@pytest.mark.parametrize(
    ("change", "code", "field", "sentence"),
    [
        (
            {"ends_at": "2026-11-24T00:00"},
            "invalid",
            "ends_at",
            "The leave would end Tue 24 Nov, 00:00 MST, before it starts Wed 25 Nov, 00:00 MST.",
        ),
        (
            {"starts_at": "2026-11-01T00:00", "ends_at": "2026-11-02T00:00"},
            "invalid",
            "ends_at",
            "That time is over.",
        ),
        ({"ends_at": "2029-11-24T00:00"}, "invalid", "ends_at", "A leave lasts at most 400 days."),
        (
            {"starts_at": "2027-03-14T02:30", "ends_at": "2027-03-15T00:00"},
            "no-such-time",
            "starts_at",
            "does not exist in America/Denver",
        ),
        ({"note": "x" * 5000}, "invalid", "", "does not fit"),
    ],
)
def test_bad_times_are_refused_at_the_field_the_caller_wrote(
    manager_calls, away, change, code, field, sentence
):
    *refusal, said = manager_calls.refused("leaves/", {**away, **change})
    assert refusal == [400, code, field], said
    assert sentence in said
    assert not Leave.objects.exists()


def test_only_who_keeps_the_roster_grants_it_and_only_for_people_of_the_site(
    manager_calls, desk_calls, away, other_desk
):
    assert desk_calls.refused("leaves/", away)[:2] == (403, "not-allowed")
    stranger = manager_calls.refused("leaves/", {**away, "staff": str(other_desk.pk)})
    assert stranger == (400, "invalid", "staff", "There is no such record.")
    assert not Leave.objects.exists()
