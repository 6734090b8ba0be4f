"""Finding a person from the bar: who is found, by whom, and what the desk reads there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db


def find(client, user, text):
    client.force_login(user)
    return client.get(reverse("web:find"), {"q": text})


def test_a_person_is_found_by_a_name_misspelt(client, day):
    day.patient("Clementine Fakely")
    page = find(client, day.desk, "Fakeley")
    assert "Fakely, Clementine" in page.content.decode()
    assert "1 person found for “Fakeley”." in page.content.decode()


def test_a_record_number_leads_straight_to_the_person(client, day):
    person = day.patient("Clementine Fakely")
    answer = find(client, day.desk, person.record_number)
    assert answer.headers["Location"] == reverse("web:patient", args=[person.pk])


def test_another_site_finds_nobody(client, day, other_desk):
    """Control: without visible_to the person is found."""
    person = day.patient("Clementine Fakely")
    assert "Nobody found" in find(client, other_desk, "Fakely").content.decode()
    assert client.get(reverse("web:patient", args=[person.pk])).status_code == 404


def test_what_was_typed_is_never_markup(client, day):
    page = find(client, day.desk, "<script>alert(1)</script>")
    assert "<script>alert" not in page.content.decode()


def test_an_empty_search_asks_nothing_of_the_database_about_patients(client, day):
    client.force_login(day.desk)
    client.get(reverse("web:find"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("web:find"), {"q": "  "})
    assert not [q for q in queries if "patients_patient" in q["sql"]]


def test_twenty_people_cost_no_more_queries_than_one(client, day):
    def cost():
        client.force_login(day.desk)
        with CaptureQueriesContext(connection) as queries:
            find(client, day.desk, "Specimen")
        return len(queries)

    day.patient("Aster Specimen")
    cost()
    first = cost()
    for n in range(6):
        day.patient(f"Number{n} Specimen")
    assert cost() <= first


def test_the_desk_reads_visits_and_numbers_but_no_allergy(client, day, stopped_clock):
    rooms = day.open(("Chair 1", "DOSING"))
    visit = day.visit("Hazel Example", "14:00", rooms["Chair 1"])
    client.force_login(day.desk)
    text = client.get(reverse("web:patient", args=[visit.patient_id])).content.decode()
    assert "505-555-0142" in text
    assert "Chair 1" in text
    assert "Allergies" not in text
