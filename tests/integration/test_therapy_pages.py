"""The therapist's pages: the hour with its note beside it, without scripts and with them."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from integration.models import ProgressNote, TherapySession
from tests.integration.conftest import TOPICS
from tests.people import PASSWORD


@pytest.fixture
def travel(hours):
    """`travel(1.5, user)`: a browser of that person, so many hours after `at`."""
    stack = []

    def go(to, user=None):
        while stack:
            stack.pop().stop()
        traveller = time_machine.travel(hours.at(to), tick=False)
        traveller.start()
        stack.append(traveller)
        client = Client()
        client.force_login(user or hours.therapist)
        return client

    yield go
    while stack:
        stack.pop().stop()


def test_an_hour_in_plain_forms(hours, travel):
    """No scripts: begin, write the points, save the note, sign the note, sign the session."""
    visit = hours.visit(hours.consented())
    page = travel(0.5)
    assert visit.patient.full_name.encode() in page.get("/therapy/").content
    begun = page.post(f"/therapy/visits/{visit.pk}/start/")
    session = TherapySession.objects.get(appointment=visit)
    url = f"/therapy/{session.pk}/"
    assert begun.url == url
    assert b"5 points are still to talk about" in page.get(url).content
    page.post(f"{url}topics/", {"EXPECTATIONS": "Hopes to sleep."})
    shown = page.get(url).content.decode()
    assert "4 points are still" in shown
    assert "Hopes to sleep." in shown

    page = travel(1.5)
    refused = page.post(f"{url}complete/", {"password": PASSWORD})
    assert refused.status_code == 422
    assert "Not talked about yet: Intention" in refused.content.decode()
    page.post(f"{url}topics/", TOPICS)
    note = f"/therapy/notes/{session.note.pk}"
    to_sign = page.post(f"{note}/save/", {"body": "She slept.", "version": 1, "then": "sign"})
    assert to_sign.url == f"{note}/sign/"
    assert b"She slept." in page.get(to_sign.url).content
    wrong = page.post(to_sign.url, {"version": 2, "password": "not it"})
    assert (wrong.status_code, ProgressNote.objects.unsigned().count()) == (422, 1)
    page.post(to_sign.url, {"version": 2, "password": PASSWORD})
    page.post(f"{url}complete/", {"password": PASSWORD})
    shown = page.get(url).content.decode()
    assert "Preparation, held and signed" in shown
    assert "Signed and locked" in shown
    assert b"Nothing waits for your signature" in page.get("/therapy/").content
    added = page.post(f"{note}/add/", {"body": "And ate.", "password": PASSWORD})
    assert added.status_code == 302
    assert b"And ate." in page.get(url).content


def test_two_windows_without_scripts_show_both_texts(hours, travel):
    """422, my words still in the box, theirs beside them, nothing overwritten; then I decide."""
    session = hours.preparation()
    page = travel(1)
    save = f"/therapy/notes/{session.note.pk}/save/"
    page.post(save, {"body": "From the office.", "version": 1})
    conflict = page.post(save, {"body": "From the tablet.", "version": 1})
    body = conflict.content.decode()
    assert conflict.status_code == 422
    assert "Both texts are below; nothing was overwritten." in body
    assert ">\nFrom the tablet.</textarea>" in body
    assert "<pre data-theirs>From the office.</pre>" in body
    assert 'name="version" value="2"' in body
    session.note.refresh_from_db()
    assert session.note.body == "From the office."
    both = {"body": "From the office. From the tablet.", "version": 2}
    assert page.post(save, both).status_code == 302


def test_autosave_answers_with_the_version_or_the_other_text(hours, travel):
    session = hours.preparation()
    page = travel(1)
    draft = f"/therapy/notes/{session.note.pk}/draft/"
    first = page.post(draft, {"body": "One.", "version": 1})
    assert first.json() == {"version": 2, "saved": "Draft saved 10:00 MST"}
    conflict = page.post(draft, {"body": "Two.", "version": 1})
    assert conflict.status_code == 409
    assert conflict.json()["theirs"] == "One."
    assert page.post(draft, {"body": "Two.", "version": "x"}).status_code == 400


def test_what_was_typed_after_the_signature_becomes_an_addendum(hours, travel):
    session = hours.preparation()
    hours.sign_note(hours.save(session.note, "She slept."), hours=1)
    page = travel(1.1)
    late = page.post(
        f"/therapy/notes/{session.note.pk}/save/", {"body": "She slept. And ate.", "version": 2}
    )
    body = late.content.decode()
    assert late.status_code == 422
    assert "signed this note at 10:00 MST" in body
    assert "She slept. And ate.</textarea>" in body


def test_goals_beside_the_hour(hours, travel):
    session = hours.preparation()
    page = travel(1)
    url = f"/therapy/{session.pk}/"
    assert page.post(f"{url}goals/", {"words": ""}).status_code == 422
    page.post(f"{url}goals/", {"words": "Call my sister without dread"})
    goal = session.course.goals.get()
    page.post(f"{url}goals/{goal.pk}/rate/", {"score": "3"})
    page.post(f"{url}goals/{goal.pk}/close/", {"outcome": "MET"})
    goal.refresh_from_db()
    assert (goal.status, goal.ratings.get().score, goal.set_in) == ("MET", 3, session)
    assert (
        b"Call my sister without dread"
        in page.get(f"/therapy/course/{session.course_id}/").content
    )


def test_who_opens_the_page_and_reads_the_note(
    hours, travel, prescriber, nurse, desk, auditor, other_prescriber
):
    session = hours.preparation()
    hours.topics(session, {"EXPECTATIONS": "Afraid of the dark."})
    hours.save(session.note, "A lamp in the window.")
    expected = {
        prescriber: (200, True),
        nurse: (200, False),
        desk: (403, False),
        auditor: (403, False),
        other_prescriber: (404, False),
    }
    for reader, (status, reads) in expected.items():
        answer = travel(1, reader).get(f"/therapy/{session.pk}/")
        assert answer.status_code == status, reader.name
        for words in (b"A lamp in the window.", b"Afraid of the dark."):
            assert (words in answer.content) is reads, reader.name


def test_a_late_window_is_the_heading(hours, travel):
    course, _window = hours.dosed()
    assert b"Due now" in travel(30).get(f"/therapy/course/{course.pk}/").content
    assert (
        b"Integration is late after 1 dose."
        in travel(80).get(f"/therapy/course/{course.pk}/").content
    )


def test_voiding_asks_why(hours, travel):
    session = hours.prepared()
    page = travel(2)
    url = f"/therapy/{session.pk}/void/"
    assert page.post(url, {"reason": "", "password": PASSWORD}).status_code == 422
    assert page.post(url, {"reason": "Wrong visit.", "password": PASSWORD}).status_code == 302
    assert b"This session is void" in page.get(f"/therapy/{session.pk}/").content
