"""Who is late: on a page for desk and care, in the API, on each home; and what the desk does not learn."""

from datetime import timedelta

import pytest
from django.urls import reverse

from patients.actions import care_team
from patients.models import MeasureDue
from patients.views import measure_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(walk, monkeypatch, at):
    """A course in screening whose baseline was due three days ago."""
    course = walk.screening().course
    now = at + timedelta(days=8)
    monkeypatch.setattr("clinic.core.clock.now", lambda: now)
    return course


def page(client, person, **asked):
    client.force_login(person)
    return client.get(reverse("patients:measures-due"), asked).content.decode()


def test_care_reads_which_questionnaire_and_how_late(client, late, therapist):
    text = page(client, therapist)
    assert "1 person is late with questionnaires." in text
    assert "PHQ-9" in text
    assert "3 days late" in text
    assert "Before treatment" in text


def test_the_desk_reads_how_many_and_the_number_to_call_and_nothing_clinical(client, late, desk):
    text = page(client, desk)
    assert late.patient.full_name in text
    assert "3 days late" in text
    assert "PHQ-9" not in text
    assert "Depression" not in text


def test_what_is_due_now_is_not_yet_late(client, walk, at, therapist, monkeypatch):
    walk.screening()
    monkeypatch.setattr("clinic.core.clock.now", lambda: at)
    assert "Nobody is late." in page(client, therapist)
    assert "PHQ-9" in page(client, therapist, show="now")


def test_my_people_are_those_in_my_care(client, late, walk, therapist):
    assert "Nobody is late." in page(client, therapist, mine="1")
    from_team = walk.later(days=8)
    assign(from_team, late, therapist)
    assert "PHQ-9" in page(client, therapist, mine="1")


def assign(walk, course, therapist):

    care_team.assign(course.patient, user=therapist, role="THERAPIST", by=walk.desk, at=walk.at)


def test_what_was_not_answered_in_time_is_a_list_of_its_own(client, late, walk, prescriber):
    row = MeasureDue.objects.filter(course=late, code="PHQ-9").get()
    assert row.late_on is None
    assert measure_due.LAPSED_DAYS == 30
    assert "0 people did not answer in time" in page(client, prescriber, show="lapsed")


@pytest.mark.parametrize("person", ["auditor", "other_desk"])
def test_nobody_else_reads_it(client, late, request, person):
    user = request.getfixturevalue(person)
    client.force_login(user)
    answer = client.get(reverse("patients:measures-due"))
    assert answer.status_code == 403 or late.patient.full_name not in answer.content.decode()


def test_the_api_gives_the_same_by_each_sites_day(client, late, therapist, desk):
    client.force_login(therapist)
    rows = client.get("/api/v1/measures-due/overdue/").json()["results"]
    assert {row["code"] for row in rows} >= {"PHQ-9", "GAD-7"}
    assert {row["patient"] for row in rows} == {str(late.patient_id)}
    client.force_login(desk)
    rows = client.get("/api/v1/measures-due/overdue/", {"moment": "BASELINE"}).json()["results"]
    assert rows
    assert {row["code"] for row in rows} == {""}
    assert client.get("/api/v1/measures-due/now/", {"code": "PHQ-9"}).status_code == 400


@pytest.mark.parametrize(("person", "home"), [("desk", "web:today"), ("nurse", "web:chairs")])
def test_the_homes_say_who_is_late(client, late, request, person, home):
    client.force_login(request.getfixturevalue(person))
    text = client.get(reverse(home)).content.decode()
    assert "Late with questionnaires" in text
    assert late.patient.full_name in text
