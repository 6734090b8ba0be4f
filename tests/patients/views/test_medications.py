"""The page of the medications: what was read, what the rules say, a reason, and time before a dose."""

from datetime import timedelta

import pytest
from django.test import Client

from patients.actions import fact
from patients.models import InteractionCheck, InteractionNote, MedicationHold


@pytest.fixture
def patient(walk):
    return walk.register()


@pytest.fixture
def page(patient):
    return f"/patients/{patient.pk}/medications/"


@pytest.fixture
def takes(walk, patient):
    def takes(name):
        return fact.confirm_medication(patient, name=name, by=walk.nurse, at=walk.at)

    return takes


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def newest(patient):
    return InteractionCheck.objects.filter(patient=patient).newest()[0]


def test_an_empty_list_asks(walk, page):
    assert "Ask what the patient takes" in as_(walk.nurse).get(page).content.decode()


def test_the_page_says_what_was_read_and_why(walk, page, takes):
    takes("klonipin 1 mg")
    takes("Zorblax")
    text = as_(walk.therapist).get(page).content.decode()
    assert "“klonipin” is spelt like “klonopin”: read it yourself" in text
    assert "Not recognised: read it yourself" in text
    assert "keeps taking it as prescribed until the prescriber says otherwise" in text
    assert "2 warnings are read before a dose." in text
    assert 'name="because"' not in text, "a therapist reads and changes nothing"


def test_a_prescriber_answers_and_takes_back(walk, patient, page, takes):
    takes("Oxycodone 5 mg")
    client, check = as_(walk.prescriber), newest(patient)
    assert "A prescriber decides about 1 finding" in client.get(page).content.decode()
    to = f"/interaction-checks/{check.pk}/answer/"
    typed = {"finding": check.flags[0]["finding"], "reason": "short"}
    refused = client.post(to, typed)
    assert refused.status_code == 422
    assert "Say why in a sentence." in refused.content.decode()
    answer = client.post(to, {**typed, "reason": "Two a week, none on the day."})
    assert answer.status_code == 302
    text = client.get(page).content.decode()
    assert "No rule stands against this list." in text
    assert "Two a week, none on the day." in text
    note = InteractionNote.objects.get()
    client.post(f"/interaction-notes/{note.pk}/take-back/", {"because": "Four a week by now."})
    assert "A prescriber decides about 1 finding" in client.get(page).content.decode()


def test_a_nurse_asks_for_time_and_a_prescriber_confirms(walk, page, takes):
    row = takes("Valium")
    nurse, prescriber = as_(walk.nurse), as_(walk.prescriber)
    past = nurse.post(f"/medications/{row.pk}/hold/", {"dose_at": "2020-01-01T09:00"})
    assert past.status_code == 422
    assert "The dose lies in the past." in past.content.decode()
    dose = (walk.at + timedelta(days=9000)).strftime("%Y-%m-%dT%H:%M")
    assert nurse.post(f"/medications/{row.pk}/hold/", {"dose_at": dose}).status_code == 302
    hold = MedicationHold.objects.get()
    assert "not confirmed: nobody tells the patient" in nurse.get(page).content.decode()
    assert nurse.post(f"/medication-holds/{hold.pk}/confirm/").status_code == 403
    prescriber.post(f"/medication-holds/{hold.pk}/confirm/")
    assert "confirmed by" in nurse.get(page).content.decode()
    nurse.post(f"/medication-holds/{hold.pk}/withdraw/", {"because": "No dose then."})
    assert not MedicationHold.objects.standing().exists()


def test_reading_again_keeps_another_row(walk, patient, page, takes):
    takes("Valium")
    as_(walk.nurse).post(f"{page}check/")
    assert [row.cause for row in InteractionCheck.objects.newest()] == ["ASKED", "FACTS"]


def test_the_record_shows_what_stands_in_the_way(walk, patient, page, takes):
    takes("theophylline 300 mg")
    text = as_(walk.nurse).get(f"/patients/{patient.pk}/record/").content.decode()
    assert "No dose with this list." in text
    assert page in text


def test_the_desk_sees_none_of_it(walk, patient, page, takes):
    takes("theophylline 300 mg")
    desk = as_(walk.desk)
    assert desk.get(page).status_code == 403
    assert "heophylline" not in desk.get(f"/patients/{patient.pk}/record/").content.decode()


def test_the_same_over_the_api(walk, patient, takes):
    takes("Oxycodone 5 mg")
    client = as_(walk.prescriber)
    checks = client.get(f"/api/v1/interaction-checks/?patient={patient.pk}").json()["results"]
    assert [(row["worst"], row["flags"][0]["rule"]) for row in checks] == [("RX", "OPIOID")]
    answer = client.post(
        f"/api/v1/interaction-checks/{checks[0]['id']}/answer/",
        {"finding": checks[0]["flags"][0]["finding"], "reason": "Two a week, none on the day."},
        content_type="application/json",
    )
    assert answer.status_code == 201
    assert answer.json()["stands"] is True
    again = client.post(
        "/api/v1/interaction-checks/",
        {"patient": str(patient.pk)},
        content_type="application/json",
    )
    assert (again.status_code, again.json()["cause"]) == (201, "ASKED")
