"""A review that is due, as the prescriber who decides it sees it: on a desk's screen and on a telephone."""

from datetime import date
from decimal import Decimal as D

import pytest
import time_machine

from sessions.actions import earlier_treatment, review
from sessions.models import ReviewDecision
from tests.browser.test_putting_right import fits, small_targets
from tests.browser.test_session_pages import picture
from tests.patients.conftest import *  # noqa: F403 - the walk
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Sleeps better, sees friends again, uses what she learned. She would like the rest."


@pytest.fixture
def due(walk, director):
    """Much ketamine long ago elsewhere: the whole team looks, and has spoken."""
    course = walk.active()
    earlier_treatment.record(
        course.patient, route="SL_TROCHE", sessions_low=60, mg_low=D(11000), told_by="PATIENT",
        from_on=date(2015, 1, 1), until_on=date(2020, 1, 1), by=walk.nurse, at=walk.at,
    )  # fmt: skip
    for person in (walk.therapist, director):
        review.give_opinion(
            course, recommends="CONTINUE", words=WORDS, by=person, at=walk.at,
            authenticated_at=walk.at,
        )  # fmt: skip
    return course


def test_a_due_review_is_read_and_decided(
    walk, due, as_person, client, page, phone_page, axe, live_server, csp_clean
):
    csp_clean.allow("status of 422")
    address = f"{live_server.url}/courses/{due.pk}/review/"
    with time_machine.travel(walk.at, tick=True):
        for screen, suffix in ((page, ""), (phone_page, "-phone")):
            as_person(screen, walk.prescriber).goto(address)
            screen.get_by_text("Sign an opinion", exact=True).click()
            picture(screen, f"review{suffix}")
            assert fits(screen), f"the review{suffix} is wider than its screen"
            assert small_targets(screen) == []
            axe(screen)
        card = page.locator("form[action$='/decide/']")
        days = card.get_by_label("Days between sessions")
        assert not days.is_visible()
        card.get_by_label("Maintenance", exact=True).check()
        assert days.is_visible()
        assert card.get_by_label("Why decide without it").is_visible()
        picture(page, "review-maintenance")
        card.get_by_label("Go on as planned").check()
        assert not days.is_visible()
        card.get_by_label("Why", exact=True).fill("Too short.")
        card.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Sign the decision").click()
        page.locator(".errsum").wait_for()
        picture(page, "review-refused")
        axe(page)
        card.get_by_label("Why", exact=True).fill(WORDS)
        card.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Sign the decision").click()
        page.wait_for_url(f"**/courses/{due.pk}/")
    assert ReviewDecision.objects.get().outcome == "CONTINUE"
