"""The patient's own pages: what they see, what they can do, and whose they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.scheduling.models import Appointment, Escort
from clinic.tasks.models import Task
from patients.models import MeasureResponse

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(walk_to_dosing_visit):
    return walk_to_dosing_visit("14:00")


@pytest.fixture
def me(client, visit, sign_up, stopped_clock):
    """The patient of the visit, signed in."""
    account = sign_up(visit.patient)
    client.force_login(account)
    return account


def first_page(client):
    return client.get(reverse("portal:next-step")).content.decode()


def test_the_card_says_day_time_zone_and_place_in_words(client, me, visit):
    text = first_page(client)
    assert "Tuesday, November 24" in text
    assert "2:00 in the afternoon" in text
    assert "Mountain Time" in text
    assert "1 Nowhere Lane" in text


def test_what_to_do_before_a_treatment_day_stands_under_it(client, me):
    text = first_page(client)
    assert "Tell us who takes you home" in text
    assert "Answer 9 short questions" not in text  # answered with the preparation
    assert "Eat nothing after 6:00 in the morning" in text
    assert "Water is fine until 12:00 in the afternoon" in text


def test_a_patient_who_is_signed_in_comes_home_to_their_own_page(client, me):
    assert client.get("/").headers["Location"] == reverse("portal:next-step")


def test_the_patient_names_who_takes_them_home(client, me, visit):
    page = reverse("portal:escort", args=[visit.pk])
    answer = client.post(page, {"name": "Ann Escort", "phone": "505-555-0177", "adult": "on"})
    assert answer.status_code == 302
    escort = Escort.objects.get(appointment=visit)
    assert (escort.name, escort.adult) == ("Ann Escort", True)
    assert "Ann Escort takes you home" in first_page(client)


def test_an_escort_without_a_telephone_is_asked_for_one(client, me, visit):
    page = reverse("portal:escort", args=[visit.pk])
    answer = client.post(page, {"name": "Ann Escort", "phone": "555", "adult": "on"})
    assert answer.status_code == 422
    assert "A phone number is needed" in answer.content.decode()
    assert not Escort.objects.exists()


def test_asking_for_another_time_tells_the_desk_once_and_moves_nothing(client, me, visit):
    page = reverse("portal:another-time", args=[visit.pk])
    for _n in range(2):
        client.post(page, {"words": "Any morning"})
    task = Task.objects.get(kind="MOVE_ASKED")
    assert (task.role, task.why) == ("FRONT_DESK", "Any morning")
    assert Appointment.objects.get(pk=visit.pk).status == "BOOKED"


def test_saying_yes_while_the_gate_still_says_no_confirms_nothing(client, me, visit):
    """Control: confirming without asking the outlook makes this CONFIRMED."""
    client.post(reverse("portal:will-come", args=[visit.pk]))
    assert Appointment.objects.get(pk=visit.pk).status == "BOOKED"


def test_a_visit_that_nothing_blocks_is_confirmed_by_the_patient(
    client, day, sign_up, stopped_clock
):
    day.open()
    talk = day.visit("Wren Notaperson", "15:00")
    client.force_login(sign_up(talk.patient))
    assert "I will be there" in first_page(client)
    client.post(reverse("portal:will-come", args=[talk.pk]))
    assert Appointment.objects.get(pk=talk.pk).status == "CONFIRMED"
    assert "You said you will be there" in first_page(client)


def test_somebody_elses_visit_does_not_exist(client, me, day):
    """Control: without the filter by the patient this is 200."""
    other = day.visit("Otto Placeholder", "16:00")
    for name in ("escort", "another-time"):
        assert client.get(reverse(f"portal:{name}", args=[other.pk])).status_code == 404
    assert client.post(reverse("portal:will-come", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("person", ["desk", "nurse", "therapist", "manager", "auditor"])
def test_staff_have_no_patient_pages(client, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse("portal:next-step")).status_code == 403


@pytest.mark.parametrize("name", ["web:today", "web:chairs", "web:find"])
def test_a_patient_has_no_staff_pages(client, me, name):
    assert client.get(reverse(name)).status_code == 403


def test_a_patient_page_shows_nothing_of_the_staff_shell(client, me):
    text = first_page(client)
    assert "topnav" not in text
    assert "keybar" not in text


def test_questions_are_answered_one_a_page_and_kept_one_by_one(
    client, day, walk, sign_up, stopped_clock
):
    course = walk.eligible()
    client.force_login(sign_up(course.patient))
    assert "Answer 9 short questions" in first_page(client)
    begun = client.post(reverse("portal:questions-start", args=["PHQ-9"]))
    address = begun.headers["Location"]
    assert "Little interest" in client.get(address).content.decode()
    assert client.post(address + "?n=1", {}).status_code == 422
    client.post(address + "?n=1", {"value": "1"})
    response = MeasureResponse.objects.get(status="OPEN")
    assert [(a.item, a.value) for a in response.answers.all()] == [("1", 1)]
    assert "Feeling down" in client.get(address).content.decode()  # goes on where it was left
    for n in range(2, 10):
        client.post(f"{address}?n={n}", {"value": "0"})
    assert "All 9 are answered." in client.get(address).content.decode()
    client.post(reverse("portal:questions-hand-in", args=[response.pk]))
    response.refresh_from_db()
    assert (response.status, response.total, response.by_patient) == ("COMPLETE", 1, True)
    assert "Answer 9 short questions" not in first_page(client)


def test_nobody_reads_or_answers_another_persons_questions(
    client, me, walk, sign_up, stopped_clock
):
    other = walk.eligible(walk.referred(walk.register("Basil", "Notreal")))
    account = sign_up(other.patient)
    client.force_login(account)
    address = client.post(reverse("portal:questions-start", args=["PHQ-9"])).headers["Location"]
    client.force_login(me)
    assert client.get(address).status_code == 404
    assert client.post(address + "?n=1", {"value": "1"}).status_code == 404


def test_the_first_page_costs_no_more_for_a_long_list(client, me, visit, day, at):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            first_page(client)
        return len(queries)

    first_page(client)
    before = cost()
    page = reverse("portal:escort", args=[visit.pk])
    client.post(page, {"name": "Ann Escort", "phone": "505-555-0177", "adult": "on"})
    client.post(reverse("portal:questions-start", args=["GAD-7"]))
    assert cost() <= before + 1
    assert before <= 45


def test_help_is_one_tap_away_on_every_page(client, me, visit):
    for address in (reverse("portal:next-step"), reverse("portal:escort", args=[visit.pk])):
        assert reverse("portal:help") in client.get(address).content.decode()
    assert "988" in client.get(reverse("portal:help")).content.decode()
