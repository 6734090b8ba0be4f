"""Questionnaires on the staff's pages, at a desk and on a telephone: accessible, within the screen, by keys."""

import pytest

from clinic.core import clock
from patients.actions import measure
from patients.instruments.pcl5 import PCL5
from patients.models import MeasureResponse
from tests.browser.test_feed_and_paper_pages import look
from tests.patients.conftest import walk  # noqa: F401 - fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def stopped(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


def test_the_nurse_enters_forms_by_keys_and_reads_what_they_found(
    as_person,
    page,
    phone_page,
    axe,
    live_server,
    walk,  # noqa: F811
):
    patient = walk.register()
    found = measure.record(
        patient,
        instrument="PCL-5",
        answers=dict.fromkeys([item.key for item in PCL5.items], 2) | {"6": 0, "7": 0},
        by=walk.nurse,
        at=walk.at,
    )
    begun = measure.start(patient, instrument="DAST-10", by=walk.nurse, at=walk.at)
    total = measure.start(patient, instrument="MADRS", by=walk.nurse, at=walk.at)
    address = f"{live_server.url}/measures"
    for screen, size in ((page, "desk"), (phone_page, "phone")):
        as_person(screen, walk.nurse).goto(f"{address}/{found.pk}/")
        look(screen, axe, f"measure-found-{size}")
        screen.goto(f"{address}/{total.pk}/")
        look(screen, axe, f"measure-total-{size}")
        screen.goto(f"{address}/{begun.pk}/")
        look(screen, axe, f"measure-paper-{size}")
    page.goto(f"{address}/{begun.pk}/")
    page.locator("[data-question]").first.wait_for()
    for digit in "1100000000":
        page.keyboard.press(digit)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="DAST-10: 3 of 10").wait_for()
    assert MeasureResponse.objects.get(pk=begun.pk).positive is True
    page.goto(f"{live_server.url}/patients/{patient.pk}/record/")
    page.get_by_text("Other questionnaires").click()
    look(page, axe, "record-scores")


def test_the_manager_loads_wording(as_person, page, phone_page, axe, live_server, manager):
    for screen, size in ((page, "desk"), (phone_page, "phone")):
        as_person(screen, manager).goto(f"{live_server.url}/setup/wording/")
        screen.get_by_role("heading", level=1, name="9 questionnaires have no wording.").wait_for()
        look(screen, axe, f"wording-{size}")
