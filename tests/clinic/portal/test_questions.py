"""A questionnaire on a phone: one question a page, nothing lost, and nothing asked that has no words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic.core import clock
from clinic.core.errors import Busy
from patients.actions import measure
from patients.models import MeasureResponse

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client, walk, sign_up, stopped_clock):
    """A patient in a course, signed in on a phone."""
    course = walk.eligible()
    client.force_login(sign_up(course.patient))
    return course.patient


def begin(client, code):
    return client.post(reverse("portal:questions-start", args=[code])).headers["Location"]


def text(answer):
    return answer.content.decode()


def test_the_whole_instruction_stands_once_and_the_stem_on_every_question(client, person):
    address = begin(client, "PCL-5")
    first = text(client.get(address))
    assert "Keeping your worst event in mind" in first
    assert "In the past month, how much were you bothered by:" in first
    client.post(address + "?n=1", {"value": "2"})
    second = text(client.get(address))
    assert "Keeping your worst event in mind" not in second
    assert "In the past month, how much were you bothered by:" in second
    assert "Weathers" in second


def test_going_back_shows_what_was_chosen_and_forward_goes_on(client, person):
    address = begin(client, "WHO-5")
    client.post(address + "?n=1", {"value": "4"})
    client.post(address + "?n=2", {"value": "0"})
    back = text(client.get(address + "?n=2"))
    assert 'value="0" checked' in back
    client.post(address + "?n=2", {"value": "3"})
    response = MeasureResponse.objects.get(patient=person)
    assert {row.item: row.value for row in response.answers.all()} == {"1": 4, "2": 3}
    assert "active and vigorous" in text(client.get(address))
    # nobody gets past a question without an answer
    assert "active and vigorous" in text(client.get(address + "?n=5"))


def test_what_was_answered_long_ago_is_asked_again_with_the_old_answer_chosen(
    client, person, monkeypatch
):
    address = begin(client, "WHO-5")
    client.post(address + "?n=1", {"value": "4"})
    later = clock.now() + timedelta(days=9)
    monkeypatch.setattr("clinic.core.clock.now", lambda: later)
    again = text(client.get(address))
    assert "Question 1 of 5" in again
    assert "You answered this on" in again
    assert 'value="4" checked' in again
    client.post(address + "?n=1", {"value": "4"})
    assert "You answered this on" not in text(client.get(address + "?n=1"))


@pytest.mark.parametrize("n", ["0", "-1", "x", "²", "9" * 400])
def test_a_made_up_number_leads_to_the_first_open_question(client, person, n):
    address = begin(client, "WHO-5")
    assert "cheerful" in text(client.get(address, {"n": n}))


def test_who_never_drinks_is_asked_one_question(client, person):
    address = begin(client, "AUDIT-C")
    assert "Question 1 of 3" in text(client.get(address))
    client.post(address + "?n=1", {"value": "0"})
    assert "All 1 are answered." in text(client.get(address))


def test_the_answers_are_read_over_before_they_are_sent(client, person):
    address = begin(client, "URINARY-1")
    client.post(address + "?n=1", {"value": "1"})
    page = text(client.get(address))
    assert "Yes, at least one of these" in page
    assert 'href="?n=1"' in page
    response = MeasureResponse.objects.get(patient=person)
    client.post(reverse("portal:questions-hand-in", args=[response.pk]))
    response.refresh_from_db()
    assert (response.status, response.positive) == ("COMPLETE", True)


def test_an_answer_that_is_not_saved_is_said_on_the_same_page(client, person):
    """Control: ``question`` once went on to the next question whatever the verb answered; this was 302."""
    address = begin(client, "WHO-5")
    response = MeasureResponse.objects.get(patient=person)

    def busy(*args, **kwargs):
        raise Busy

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(measure.answer_own, "body", busy)
        refused = client.post(address + "?n=1", {"value": "5"})
    assert refused.status_code == 422
    page = text(refused)
    assert "Your answer is not saved. Somebody else is changing the same thing." in page
    assert 'value="5" checked' in page
    assert not response.answers.exists()


def test_an_answer_never_lands_on_another_question(client, person):
    """Two tabs: one is at question 3, the other went back to nothing. Control: without ``item`` in the
    form the answer of question 3 is kept as that of question 1."""
    address = begin(client, "WHO-5")
    refused = client.post(address + "?n=3", {"item": "3", "value": "0"})
    assert refused.status_code == 422
    assert "it was for another question" in text(refused)
    assert not MeasureResponse.objects.get(patient=person).answers.exists()


def test_what_was_finished_by_others_meanwhile_is_said_and_not_a_missing_page(
    client, person, walk
):
    address = begin(client, "URINARY-1")
    response = MeasureResponse.objects.get(patient=person)
    measure.void(response, because="Asked by the nurse", by=walk.nurse, at=walk.at)
    told = client.post(address + "?n=1", {"value": "1"}, headers={"X-Answer": "1"})
    assert (told.status_code, "not saved" in told.json()["sentence"]) == (422, True)
    page = client.post(address + "?n=1", {"value": "1"}, follow=True)
    assert "These questions are closed" in text(page)
    assert not response.answers.exists()


def test_the_pages_script_hears_what_became_of_the_answer(client, person):
    address = begin(client, "WHO-5")
    told = client.post(address + "?n=1", {"value": "5"}, headers={"X-Answer": "1"})
    assert (told.status_code, told.json()) == (201, {"next": f"{address}?n=2"})
    told = client.post(address + "?n=2", {"value": "9"}, headers={"X-Answer": "1"})
    assert (told.status_code, told.json()) == (422, {"sentence": "Choose one answer."})


def test_a_questionnaire_without_words_says_why_it_is_not_asked(client, person):
    answer = client.post(reverse("portal:questions-start", args=["DAST-10"]), follow=True)
    assert "cannot be answered here yet. Your care team asks them with you." in text(answer)
    assert not MeasureResponse.objects.exists()


@pytest.mark.parametrize("code", ["MADRS", "SUICIDE_SCREEN", "NOTHING"])
def test_what_only_staff_ask_is_not_here(client, person, code):
    assert client.post(reverse("portal:questions-start", args=[code])).status_code == 404


def test_our_scales_are_a_row_of_numbers_with_their_ends_in_words(client, person):
    page = text(client.get(begin(client, "MOOD")))
    assert 'class="scale"' in page
    assert "0 – as low as I can imagine" in page
    assert "10 – as good as I can imagine" in page
