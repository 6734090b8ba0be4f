"""A questionnaire by thumb and by keys: large answers, digits and Enter, and a network that goes away in between."""

import pytest
from django.urls import reverse

from clinic.core import clock
from patients.models import MeasureResponse
from tests.browser.test_feed_and_paper_pages import look
from tests.clinic.portal.conftest import sign_up  # noqa: F401 - fixture
from tests.patients.conftest import walk  # noqa: F401 - fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
SMALLEST_TARGET = 44


@pytest.fixture
def asked(walk, sign_up, as_person, client, page, live_server, csp_clean, at, monkeypatch):  # noqa: F811
    """A patient's phone on the first question of the WHO-5, and the form."""
    for noise in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "422"):
        csp_clean.allow(noise)
    monkeypatch.setattr(clock, "now", lambda: at)
    patient = walk.eligible().patient
    as_person(page, sign_up(patient))
    page.set_viewport_size(PHONE)
    begun = client.post(reverse("portal:questions-start", args=["WHO-5"]))
    page.goto(live_server.url + begun.headers["Location"])
    return page, MeasureResponse.objects.get(patient=patient)


def given(response):
    return {row.item: row.value for row in response.answers.all()}


def test_every_answer_is_large_enough_for_a_thumb(asked, axe):
    page, _response = asked
    for target in page.locator(".choice label, main .btn").all():
        assert target.bounding_box()["height"] >= SMALLEST_TARGET
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    look(page, axe, "question-phone")


def test_digits_choose_and_enter_goes_on(asked):
    page, response = asked
    for digit in "43210":
        heading = page.locator("h1").inner_text()
        page.keyboard.press(digit)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "was => document.querySelector('h1').innerText !== was", arg=heading
        )
    assert "All 5 are answered." in page.locator("h1").inner_text()
    assert given(response) == {"1": 4, "2": 3, "3": 2, "4": 1, "5": 0}


def test_an_answer_given_without_network_is_said_loudly_and_sent_when_it_is_back(asked, axe):
    """Control: without ``answer.js`` the browser shows its own error page and the choice is gone."""
    page, response = asked
    page.context.set_offline(True)
    page.get_by_text("Most of the time").click()
    page.get_by_role("button", name="Next").click()
    alert = page.locator("[data-unsaved]")
    alert.wait_for(state="visible")
    assert "Not saved: there is no connection." in alert.inner_text()
    assert page.locator("input:checked").get_attribute("value") == "4"
    assert given(response) == {}
    look(page, axe, "question-offline")
    page.context.set_offline(False)
    page.wait_for_url("**?n=2")
    assert given(response) == {"1": 4}


def test_whoever_was_signed_out_hears_that_the_answer_is_not_saved(asked):
    page, response = asked
    page.context.clear_cookies(name="sessionid")
    page.get_by_text("Most of the time").click()
    page.get_by_role("button", name="Next").click()
    alert = page.locator("[data-unsaved]")
    alert.wait_for(state="visible")
    assert "Not saved: you are signed out." in alert.inner_text()
    assert page.locator("input:checked").get_attribute("value") == "4"
    assert given(response) == {}
