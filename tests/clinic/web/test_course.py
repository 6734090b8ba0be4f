"""A course on one page, walked through its states: each says what comes next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.accounts.roles import Role
from patients.actions import course as courses
from patients.models import Course
from tests.people import hire

pytestmark = pytest.mark.django_db


def page(client, user, course):
    client.force_login(user)
    return client.get(reverse("web:course", args=[course.pk])).content.decode()


def test_a_referred_course_says_that_screening_has_not_started(client, walk, stopped_clock):
    text = page(client, walk.nurse, walk.referred())
    assert "Screening has not started." in text
    assert "Referred" in text
    assert "Not asked" in text  # allergies nobody asked about are not "none"


def test_the_planned_doses_are_drawn_before_they_happen(client, walk, stopped_clock):
    eligible = walk.eligible()
    text = page(client, walk.nurse, eligible)
    assert text.count('class="dose-plan"') >= 6
    assert "Dosing 6" in text  # the same facts as a table
    assert "Consent" in text.split("Next step")[1][:200]


def test_a_paused_course_says_why_and_who_looks_again(client, walk, stopped_clock, prescriber):
    course = walk.eligible()
    courses.pause(
        course,
        reason="TRAVEL_ILLNESS",
        owner=prescriber,
        review_on=walk.day(1),
        note="",
        by=prescriber,
        at=stopped_clock,
    )
    text = page(client, walk.nurse, course)
    assert "Paused: Travel or illness." in text
    assert "Ima Imaginary looks at it again on Wed 25 Nov." in text


@pytest.mark.parametrize("person", ["desk", "auditor", "manager"])
def test_who_does_not_treat_has_no_course_page(client, walk, request, person, stopped_clock):
    client.force_login(request.getfixturevalue(person))
    answer = client.get(reverse("web:course", args=[walk.referred().pk]))
    assert answer.status_code == 403


def test_a_prescriber_of_another_site_does_not_find_it(client, walk, other_site, stopped_clock):
    """Control: without visible_to and the site's own permission the page opens."""
    client.force_login(hire(other_site, Role.PRESCRIBER, "Orin Elsewhere"))
    assert client.get(reverse("web:course", args=[walk.referred().pk])).status_code == 404


def test_every_state_of_a_course_has_a_next_step():
    from clinic.web.boards import next_step

    handled = set(next_step._SENTENCES) | {"READY", "ACTIVE", "MAINTENANCE", "PAUSED"}
    assert {str(s) for s in handled} == set(Course.Status.values)


def test_a_longer_course_costs_no_more_queries(client, walk, stopped_clock):
    def cost(course):
        client.force_login(walk.nurse)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("web:course", args=[course.pk]))
        return len(queries)

    short = walk.referred(walk.register("Aster", "Specimen"))
    cost(short)
    long = walk.referred(walk.register("Basil", "Notreal"))
    assert cost(short) == cost(long)
