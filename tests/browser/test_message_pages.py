"""Messages, tasks and the local sink in a real browser: nothing refused by the policy, nothing axe dislikes."""

import os
from datetime import timedelta

import pytest

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.tasks.actions import task as tasks
from tests.clinic.reminders.conftest import aster, book, clinic  # noqa: F401 - fixtures
from tests.clinic.scheduling.conftest import (  # noqa: F401 - fixtures
    calendar,
    gate_is_open,
    walk,
)
from tests.messages import sink, sink_process  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def shot(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_account_of_one_patients_messages(
    as_person,
    desk,
    page,
    axe,
    live_server,
    book,  # noqa: F811
    sink,  # noqa: F811
):
    visit = book("PREPARATION")
    first = Message.objects.about(visit.visit_id).filter(channel="SMS").order_by("due_at").first()
    sink.fault("reject")
    engine.dispatch(at=first.due_at, senders=1)
    url = f"{live_server.url}/patients/{visit.patient_id}/messages/"
    as_person(page, desk).goto(url)
    page.get_by_role("heading", level=1, name="What Aster was sent, and why not.").wait_for()
    assert "The number or mailbox does not exist." in page.content()
    axe(page)
    shot(page, "messages-patient")
    page.get_by_role("button", name="Stop messages").first.click()
    page.get_by_text("Nothing goes there any more.").wait_for()
    page.get_by_role("link", name="Allow again").click()
    axe(page)
    shot(page, "messages-allow")
    page.goto(f"{live_server.url}/messages/")
    axe(page)
    shot(page, "messages-site")
    page.goto(f"{live_server.url}/patients/{visit.patient_id}/reach/")
    axe(page)
    shot(page, "messages-reach")


def test_a_task_is_opened_handed_on_and_done(as_person, site, desk, page, axe, live_server):
    now = clock.now()
    for sentence, due in (("Call about Tuesday.", now - HOUR), ("Ask for the letter.", now + DAY)):
        tasks.raise_task(
            site,
            kind="CALL_PATIENT",
            sentence=sentence,
            why="No message reached her.",
            role=Role.FRONT_DESK,
            due_at=due,
            link="/today/",
            by=BEAT,
            at=now,
        )
    as_person(page, desk).goto(f"{live_server.url}/tasks/")
    page.get_by_role("heading", level=1, name="1 thing is late.").wait_for()
    axe(page)
    shot(page, "tasks")
    page.get_by_role("link", name="Call about Tuesday.", exact=True).click()
    page.get_by_label("What came of it").fill("She will come.")
    axe(page)
    shot(page, "task")
    page.get_by_role("button", name="It is done").click()
    page.get_by_role("heading", level=1, name="Nothing is late.").wait_for()


def test_the_sinks_page_reads_well_without_a_script(new_page, axe, sink):  # noqa: F811
    page = new_page(java_script_enabled=True)
    sink.ask(
        "POST", "/messages", {"to": "+15055550100", "body": "Visit Tue 10:00", "ref": "r-axe"}
    )
    page.goto(sink.url)
    page.get_by_text("Visit Tue 10:00").first.wait_for()
    axe(page)
    shot(page, "sink")
