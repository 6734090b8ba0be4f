"""What a course page offers whom, and that the offer leads somewhere."""

import pytest
import time_machine
from django.test import Client

from patients.views.course_moves import moves_for


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
    act = moves_for(course, walk.nurse)[0]
    nurse = browser(walk.nurse)
    answer = nurse.post(act["href"], {})
    sheet = course.screenings.get()
    assert answer.url == f"/screenings/{sheet.pk}/"
