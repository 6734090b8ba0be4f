"""The set-up in a real browser: every page accessible, and a policy signed by the medical director."""

import pytest

from clinic.core import clock
from clinic.policy.actions import version as policies
from clinic.policy.models import PolicyVersion
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shot():
    import os

    folder = os.environ.get("PICTURES", "")

    def take(page, name) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page="policy" not in name)

    return take


def test_the_manager_opens_every_page(
    as_person, site, manager, nurse, therapist, page, axe, live_server, shot
) -> None:
    as_person(page, manager)
    policies.draft(site, by=manager, at=clock.now())
    for name in (
        "",
        "site/",
        "rooms/",
        "hours/",
        "staff/",
        f"staff/{nurse.pk}/",
        "policy/",
    ):
        page.goto(f"{live_server.url}/setup/{name}")
        assert page.get_by_role("heading", level=1).inner_text()
        if name != "policy/":  # looked at below; a hundred rows take axe a while
            axe(page)
        shot(page, f"setup-{name.split('/')[0] or 'home'}{'-one' if name.count('/') == 2 else ''}")


def test_the_first_day_is_worked_through(
    as_person, site, manager, director, page, axe, live_server, shot, csp_clean
) -> None:
    csp_clean.allow("status of 422")
    as_person(page, manager).goto(f"{live_server.url}/setup/rooms/")
    page.get_by_label("Name").fill("Chair 1")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", level=1, name="1 room or chair.").wait_for()
    page.goto(f"{live_server.url}/setup/hours/")
    page.get_by_label("Monday, opens").first.fill("09:00")
    page.get_by_label("Monday, closes").first.fill("17:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Open on 1 days of the week.").wait_for()
    page.goto(f"{live_server.url}/setup/policy/")
    page.get_by_role("button", name="Open the first draft").click()
    page.get_by_label("A signed screening holds").fill("9999")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("is above the highest allowed").first.wait_for()
    shot(page, "setup-policy-refused")
    page.get_by_label("A signed screening holds").fill("60")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved. It holds once it is signed.").wait_for()
    as_person(page, director).goto(f"{live_server.url}/setup/policy/")
    axe(page)
    shot(page, "setup-policy-director")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign and put in force").click()
    page.get_by_role("heading", level=1, name="Version 1 is in force.").wait_for()
    shot(page, "setup-policy-signed")
    assert PolicyVersion.objects.get().policy.gate.screening_valid_days == 60
