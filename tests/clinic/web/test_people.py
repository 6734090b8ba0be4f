"""My people: whose they are, in which order, at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.web.boards import people
from patients.actions import care_team
from tests.patients.conftest import ZEROES

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(walk, desk, therapist):
    """`mine("Linden", "Fiction")`: a person of the therapist, screened and eligible."""

    def give(given, family):
        course = walk.eligible(walk.referred(walk.register(given, family)))
        care_team.assign(course.patient, user=therapist, role="THERAPIST", by=desk, at=walk.at)
        return course

    return give


def load(walk, user, now):
    return people.load(walk.site, user, now)


def test_a_therapist_sees_their_own_people_and_nobody_elses(walk, mine, therapist, stopped_clock):
    """Control: without the filter by care team the second person is listed too."""
    mine("Linden", "Fiction")
    walk.eligible(walk.referred(walk.register("Otto", "Placeholder")))
    assert [case.name for case in load(walk, therapist, stopped_clock).cases] == ["Linden Fiction"]


def test_an_answer_about_self_harm_puts_the_person_on_top_and_into_the_heading(
    walk, mine, therapist, stopped_clock
):
    mine("Aster", "Specimen")
    course = mine("Linden", "Fiction")
    walk.phq9(course.patient, {**ZEROES, "9": 2})
    shown = load(walk, therapist, stopped_clock)
    assert shown.cases[0].name == "Linden Fiction"
    assert shown.heading == "Call Linden Fiction today."
    assert shown.lead == "2 people in your care."


def test_the_page_opens_the_most_pressing_person(client, walk, mine, therapist, stopped_clock):
    mine("Aster", "Specimen")
    other = mine("Linden", "Fiction")
    walk.phq9(other.patient, {**ZEROES, "1": 3})
    client.force_login(therapist)
    text = client.get(reverse("web:people")).content.decode()
    assert 'aria-label="PHQ-9: 3"' in text
    text = client.get(reverse("web:people"), {"who": other.pk}).content.decode()
    assert '<h2 id="chosen-title">Linden Fiction</h2>' in text


def test_asking_for_somebody_elses_person_opens_ones_own(
    client, walk, mine, therapist, stopped_clock
):
    mine("Aster", "Specimen")
    other = walk.eligible(walk.referred(walk.register("Otto", "Placeholder")))
    client.force_login(therapist)
    text = client.get(reverse("web:people"), {"who": other.pk}).content.decode()
    assert "Otto Placeholder" not in text


def test_twice_the_people_cost_no_more_queries(walk, mine, therapist, stopped_clock):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            load(walk, therapist, stopped_clock)
        return len(queries)

    mine("Aster", "Specimen")
    first = cost()
    for name in ("Basil", "Clover", "Dill"):
        mine(name, "Invented")
    assert cost() == first
    assert first <= 14


@pytest.mark.parametrize("person", ["desk", "manager", "auditor"])
def test_who_does_not_treat_has_no_people(client, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse("web:people")).status_code == 403
