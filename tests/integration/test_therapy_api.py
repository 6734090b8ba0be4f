"""Therapy through the API: the same verbs, the same refusals."""

from __future__ import annotations

import time_machine

from tests.clinic.api.test_doors import post, signed_in
from tests.integration.conftest import TOPICS
from tests.people import PASSWORD


def test_an_hour_from_start_to_signature(hours):
    visit = hours.visit(hours.consented())
    with time_machine.travel(hours.at(0.5), tick=False):
        client = signed_in(hours.therapist)
        begun = post(client, "/api/v1/therapy-sessions/", {"appointment": str(visit.pk)})
        assert begun.status_code == 201, begun.json()
        url = f"/api/v1/therapy-sessions/{begun.json()['id']}"
        for topic, words in TOPICS.items():
            body = {"topic": topic, "words": words}
            assert post(client, f"{url}/record-topic/", body).status_code == 200
    with time_machine.travel(hours.at(1.5), tick=False):
        client = signed_in(hours.therapist)
        wrong = post(client, f"{url}/complete/", {"password": "not it"})
        assert wrong.status_code == 400
        done = post(client, f"{url}/complete/", {"password": PASSWORD})
    assert (done.status_code, done.json()["status"]) == (200, "SIGNED")


def test_two_drafts_at_once_are_409_with_both_texts(hours):
    note = hours.preparation().note
    url = f"/api/v1/progress-notes/{note.pk}"
    with time_machine.travel(hours.at(1), tick=False):
        client = signed_in(hours.therapist)
        first = post(client, f"{url}/save-draft/", {"body": "First.", "version": 1})
        assert first.json()["version"] == 2
        second = post(client, f"{url}/save-draft/", {"body": "Second.", "version": 1})
        assert (second.status_code, second.json()["code"]) == (409, "draft-changed")
        assert second.json()["more"] == {"theirs": "First.", "version": 2}
        signed = post(client, f"{url}/sign/", {"version": 2, "password": PASSWORD})
        assert signed.json()["status"] == "SIGNED"
        added = post(client, f"{url}/addend/", {"body": "More.", "password": PASSWORD})
        assert (added.status_code, added.json()["body"]) == (200, "More.")
        locked = post(client, f"{url}/save-draft/", {"body": "Third.", "version": 3})
        assert (locked.status_code, locked.json()["code"]) == (409, "note-locked")


def test_who_reads_what(hours, prescriber, nurse, desk, manager, auditor, other_prescriber):
    """The nurse sees that an hour was held, not what was said; nobody else's answer holds a word of it."""
    held = hours.preparation()
    hours.save(held.note, "A lamp in the window.")
    expected = {
        prescriber: (200, 200),
        nurse: (200, 403),
        desk: (403, 403),
        manager: (403, 403),
        auditor: (403, 403),
        other_prescriber: (404, 404),
    }
    for reader, statuses in expected.items():
        with time_machine.travel(hours.at(1), tick=False):
            client = signed_in(reader)
            seen = client.get(f"/api/v1/therapy-sessions/{held.pk}/")
            read = client.get(f"/api/v1/progress-notes/{held.note.pk}/")
        assert (seen.status_code, read.status_code) == statuses, reader.name
        if statuses[1] != 200:
            assert b"lamp" not in read.content + seen.content


def test_goals_are_set_rated_and_met(hours):
    session = hours.preparation()
    with time_machine.travel(hours.at(1), tick=False):
        client = signed_in(hours.therapist)
        body = {"course": str(session.course_id), "words": "Sleep in my own bed again"}
        goal = post(client, "/api/v1/goals/", {**body, "session": str(session.pk)}).json()
        url = f"/api/v1/goals/{goal['id']}"
        assert post(client, f"{url}/rate/", {"score": 11}).status_code == 400
        assert post(client, f"{url}/rate/", {"score": 3}).json()["score"] == 3
        assert post(client, f"{url}/close/", {"outcome": "MET"}).json()["status"] == "MET"
        closed = post(client, f"{url}/rate/", {"score": 4})
        assert (closed.status_code, closed.json()["code"]) == (409, "refused")
        reopened = post(client, f"{url}/reopen/").json()
        assert (reopened["status"], [r["score"] for r in reopened["ratings"]]) == ("OPEN", [3])


def test_the_window_says_where_it_stands(hours):
    _course, window = hours.dosed()
    for after, state in ((10, "WAITING"), (30, "OPEN"), (80, "LATE")):
        with time_machine.travel(hours.at(after), tick=False):
            row = (
                signed_in(hours.walk.nurse).get(f"/api/v1/integration-windows/{window.pk}/").json()
            )
        assert row["state"] == state
