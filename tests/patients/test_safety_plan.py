"""A safety plan: versions that stay, written with the patient, on paper and over the API."""

import threading

import pytest
from django.urls import reverse

from clinic.core.errors import InvalidInput, NotAllowed
from patients.actions import safety_plan
from patients.models import SafetyPlan
from tests.clinic.printing.pdf import pages
from tests.patients.test_referral_race import at_once

WORDS = {
    "signs": "I stop answering the phone.",
    "alone": "Walk to the river.",
    "people": "Robin, 505-555-0177",
    "surroundings": "Robin keeps the pills.",
}


def write(patient, walk, after=0, **changed):
    return safety_plan.write(
        patient, after=after, by=walk.nurse, at=walk.at, **{**WORDS, **changed}
    )


@pytest.mark.django_db
def test_each_writing_is_a_version_and_the_old_one_stays(walk):
    patient = walk.register()
    first = write(patient, walk)
    second = write(patient, walk, after=1, company="The library.")
    assert [(p.number, p.company) for p in SafetyPlan.objects.newest_first()] == [
        (2, "The library."), (1, ""),
    ]  # fmt: skip
    assert first.pk != second.pk


@pytest.mark.django_db
def test_who_read_an_old_version_does_not_write_over_a_new_one(walk):
    patient = walk.register()
    write(patient, walk)
    with pytest.raises(safety_plan.ChangedMeanwhile, match="Version 1 was written meanwhile"):
        write(patient, walk)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SafetyPlan.NEEDED)
def test_without_its_four_parts_it_is_no_plan(walk, name):
    with pytest.raises(InvalidInput):
        write(walk.register(), walk, **{name: "  "})


@pytest.mark.django_db
def test_the_desk_does_not_write_it(walk):
    with pytest.raises(NotAllowed):
        safety_plan.write(walk.register(), after=0, by=walk.desk, at=walk.at, **WORDS)


@pytest.mark.django_db(transaction=True)
def test_two_write_the_first_version_at_once_and_one_is_asked_to_read(walk):
    """Negative control: without the advisory lock both are number 1 and the second fails on the constraint."""
    patient, gate = walk.register(), threading.Barrier(2)

    def act():
        gate.wait()
        write(patient, walk)

    (error,) = at_once(act, act)
    assert isinstance(error, safety_plan.ChangedMeanwhile)
    assert SafetyPlan.objects.count() == 1


@pytest.mark.django_db
def test_the_page_writes_it_and_the_paper_has_the_words_and_the_lines(walk, client):
    patient = walk.register()
    client.force_login(walk.nurse)
    page = reverse("patients:safety-plan", args=[patient.pk])
    refused = client.post(page, {"after": "0", "signs": "I stop."})
    assert refused.status_code == 422
    assert "I stop." in refused.content.decode()
    assert client.post(page, {"after": "0", **WORDS}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Walk to the river." in shown
    plan = SafetyPlan.objects.get()
    paper = client.get(reverse("printing:safety-plan", args=[plan.pk]))
    assert paper["Content-Type"] == "application/pdf"
    words = " ".join(pages(paper.content))
    for said in ("Walk to the river.", "988", "911", "505-555-0100"):
        assert said in words
    client.force_login(walk.desk)
    assert client.get(reverse("printing:safety-plan", args=[plan.pk])).status_code == 403


@pytest.mark.django_db
def test_the_api_writes_it_after_the_version_that_was_read(walk, client):
    patient = walk.register()
    client.force_login(walk.nurse)
    given = {"patient": str(patient.pk), "after": 0, **WORDS}
    made = client.post("/api/v1/safety-plans/", given, content_type="application/json")
    assert (made.status_code, made.json()["number"]) == (200, 1)
    again = client.post("/api/v1/safety-plans/", given, content_type="application/json")
    assert again.status_code == 409
