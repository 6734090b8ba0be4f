"""The waitlist by the API: put on, ask, yes, no, fill; each refusal with its code, and the line as it stood."""

import pytest

from clinic.scheduling.models import Appointment, Offer, WaitlistEntry
from tests.clinic.scheduling.waitlist import MINUTE, NINE, SOON, fresh


@pytest.fixture
def soon(wall, line):
    """Four minutes after the time became free: the clock may ask."""
    wall[0] = line.at + SOON
    return wall


@pytest.fixture
def body(line):
    course = line.person()
    step = course.steps.get(kind="DOSING", number=1)
    return {
        "patient": str(course.patient_id),
        "site": str(line.walk.site.pk),
        "step": str(step.pk),
    }


@pytest.fixture
def free(line, soon):
    return line.free()


@pytest.fixture
def entry(line):
    return line.wait(line.person())


def asked(desk_calls, freed, entry, way="MESSAGE"):
    path = f"freed-times/{freed.pk}/ask/"
    status, offer = desk_calls.post(path, {"entry": str(entry.pk), "way": way})
    assert status == 201, offer
    return offer


def test_somebody_is_put_on_once(desk_calls, body):
    wishes = {**body, "weekdays": [2, 4, 2], "not_before": "09:00", "notice_hours": 24}
    first = desk_calls.post("waitlist/", wishes, key="wait")
    assert first[0] == 201
    made = first[1]
    assert (made["kind"], made["status"], made["weekdays"]) == ("DOSING", "WAITING", [2, 4])
    assert desk_calls.post("waitlist/", wishes, key="wait") == first
    assert desk_calls.replayed
    assert desk_calls.refused("waitlist/", body) == (
        409,
        "waits-already",
        "",
        "They are on the waitlist for this already.",
    )
    off = f"waitlist/{made['id']}/take-off/"
    assert desk_calls.post(off, {"because": "Booked."})[1]["status"] == "WITHDRAWN"
    assert desk_calls.post("waitlist/", body)[0] == 201


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"earliest_on": "2026-12-02", "latest_on": "2026-12-01"},
            "latest_on",
            "No day is left between the two.",
        ),
        (
            {"not_before": "15:00", "not_after": "14:00"},
            "not_after",
            "No hour is left between the two.",
        ),
        ({"step": "01890000-0000-7000-8000-000000000000"}, "step", "There is no such record."),
        ({"weekdays": [7]}, "", "Some of what was sent does not fit."),
        ({"note": "x" * 5000}, "", "Some of what was sent does not fit."),
    ],
)
def test_wishes_no_time_can_meet_are_refused(desk_calls, body, change, field, sentence):
    said = desk_calls.refused("waitlist/", {**body, **change})
    assert said == (400, "invalid", field, sentence)
    assert not WaitlistEntry.objects.exists()


def test_the_line_says_of_each_why_not(desk_calls, line, entry, free):
    paused = line.person("Clover", phone="505-555-0103")
    second = line.wait(paused, minutes=1)
    line.walk.paused(paused)
    status, seen = desk_calls.get(f"freed-times/{free.pk}/line/")
    assert status == 200
    assert [(each["entry"], each["position"]) for each in seen] == [
        (str(entry.pk), 1),
        (str(second.pk), 2),
    ]
    assert seen[0]["reasons"] == []
    assert [reason["code"] for reason in seen[1]["reasons"]] == ["course-state"]
    status, said = desk_calls.post(f"freed-times/{free.pk}/fill/", {"entry": str(second.pk)})
    assert (status, said["code"]) == (409, "does-not-fit")
    assert said["more"]["reasons"] == seen[1]["reasons"]


def test_a_yes_books_and_twice_is_once(desk_calls, entry, free, soon):
    offer = asked(desk_calls, free, entry)
    assert (offer["status"], offer["way"], offer["position"]) == ("OFFERED", "MESSAGE", 1)
    ask = {"entry": str(entry.pk), "way": "CALL"}
    assert desk_calls.refused(f"freed-times/{free.pk}/ask/", ask)[:2] == (409, "time-not-free")
    soon[0] += MINUTE
    yes = f"offers/{offer['id']}/accept/"
    status, done = desk_calls.post(yes)
    assert (status, done["status"]) == (200, "ACCEPTED")
    assert desk_calls.post(yes)[1]["booked"] == done["booked"]
    visit = Appointment.objects.standing().get()
    assert (str(visit.pk), visit.starts_at) == (done["booked"], NINE)
    assert desk_calls.refused(f"offers/{offer['id']}/decline/") == (
        409,
        "offer-over",
        "",
        "This time was taken with a yes already.",
    )


def test_a_no_keeps_the_place_and_a_late_yes_is_too_late(desk_calls, entry, free, soon):
    offer = asked(desk_calls, free, entry)
    assert desk_calls.post(f"offers/{offer['id']}/decline/")[1]["status"] == "DECLINED"
    assert fresh(entry).status == "WAITING"
    again = asked(desk_calls, free, entry, "CALL")  # the desk may ask once more
    soon[0] += 21 * MINUTE
    assert desk_calls.refused(f"offers/{again['id']}/accept/") == (
        409,
        "offer-over",
        "",
        "The time to answer is over. The place in line stays.",
    )
    assert not Appointment.objects.standing().exclude(status="HELD").exists()


def test_the_desk_fills_with_one_call_and_once_per_key(desk_calls, line, entry, free):
    path, body = f"freed-times/{free.pk}/fill/", {"entry": str(entry.pk)}
    first = desk_calls.post(path, body, key="fill")
    assert (first[0], first[1]["status"], first[1]["way"]) == (201, "ACCEPTED", "DESK")
    assert desk_calls.post(path, body, key="fill") == first
    assert desk_calls.replayed
    assert Offer.objects.count() == 1
    other = line.wait(line.person("Bryony", phone="505-555-0102"), minutes=1)
    assert desk_calls.refused(path, {"entry": str(other.pk)}) == (
        409,
        "time-not-free",
        "",
        "This time is not free any more.",
    )
    changes = desk_calls.get("changes/")[1]["results"]
    assert changes[0]["kind"] == "WAITLIST"


def test_whoever_cannot_be_written_to_is_called(desk_calls, line, free):
    entry = line.wait(line.person(account=False))
    path = f"freed-times/{free.pk}/ask/"
    status, said = desk_calls.post(path, {"entry": str(entry.pk), "way": "MESSAGE"})
    assert (status, said["code"]) == (409, "does-not-fit")
    assert [each["code"] for each in said["more"]["reasons"]] == ["no-account"]
    assert asked(desk_calls, free, entry, "CALL")["way"] == "CALL"


def test_a_time_kept_for_something_else_is_offered_to_nobody(desk_calls, entry, free):
    offer = asked(desk_calls, free, entry)
    assert desk_calls.post(f"freed-times/{free.pk}/close/")[1]["status"] == "CLOSED"
    taken_back = desk_calls.get(f"offers/{offer['id']}/")[1]
    assert (taken_back["status"], taken_back["because"]) == (
        "WITHDRAWN",
        "The clinic uses the time otherwise.",
    )


def test_another_sites_desk_finds_none_of_it(caller, other_desk, entry, free):
    calls = caller(other_desk)
    assert calls.get(f"freed-times/{free.pk}/line/")[0] == 404
    fill = calls.refused(f"freed-times/{free.pk}/fill/", {"entry": str(entry.pk)})
    assert fill[:2] == (404, "not-found")
