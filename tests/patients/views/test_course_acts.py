"""What a course page offers whom, and that the offer leads somewhere."""

import pytest
import time_machine
from django.test import Client

from patients.views.course_moves import moves_for, onward_for


@pytest.fixture
def browser(at):
    def make(user):
        client = Client()
        client.force_login(user)
        return client

    with time_machine.travel(at, tick=False):
        yield make


def names(acts):
    return [act["name"] for act in acts]


def test_the_next_step_has_the_button_that_leads_on(walk):
    course = walk.referred()
    assert names(onward_for(course, walk.nurse)) == ["screen"]
    assert onward_for(course, walk.desk) == []
    assert names(onward_for(walk.paused(course), walk.prescriber)) == ["resume"]


def test_an_open_screening_is_the_next_step(walk):
    sheet = walk.screening()
    (act,) = onward_for(sheet.course, walk.nurse)
    assert act["href"] == f"/screenings/{sheet.pk}/"


def test_everybody_is_offered_their_own_moves(walk):
    course = walk.referred()
    assert names(moves_for(course, walk.desk)) == ["attempt", "no-contact"]
    assert names(moves_for(course, walk.nurse)) == ["screen", "pause"]
    assert names(moves_for(course, walk.prescriber)) == [
        "screen",
        "protocol",
        "pause",
        "discontinue",
    ]


def test_the_course_page_offers_them(browser, walk):
    course = walk.referred()
    page = browser(walk.prescriber).get(f"/courses/{course.pk}/").content.decode()
    for act in moves_for(course, walk.prescriber):
        assert f'href="{act["href"]}"' in page


def test_the_screening_starts_from_the_course_page(browser, walk):
    course = walk.referred()
    (act,) = onward_for(course, walk.nurse)
    nurse = browser(walk.nurse)
    answer = nurse.post(act["href"], {})
    sheet = course.screenings.get()
    assert answer.url == f"/screenings/{sheet.pk}/"
    assert nurse.get(f"/patients/{course.patient_id}/").content.decode().count("/record/") == 1
