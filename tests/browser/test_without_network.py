"""The flowsheet while the network is gone: nothing typed is lost, nothing is doubled, nothing is closed too early."""

import pytest
import time_machine

from sessions.models import VitalSigns
from tests.browser.test_session_pages import picture
from tests.sessions.conftest import *  # noqa: F403 - `chair`

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = ("158", "92", "88", "97", "13", "4", "6", "1")
SECOND = ("149", "90", "84", "98", "14", "4", "5", "0")
UNSENT = """() => new Promise((done) => {
    const shop = `clinic-flowsheet-${document.getElementById("unsent").dataset.owner}`;
    const opening = indexedDB.open(shop, 1);
    opening.onsuccess = () => {
        const database = opening.result;
        const all = database.transaction("sets").objectStore("sets").getAll();
        all.onsuccess = () => { database.close(); done(all.result.map((kept) => Object.keys(kept).sort().join())); };
    };
})"""


@pytest.fixture
def tablet(chair, as_person, client, page, live_server, csp_clean):
    """The nurse's tablet on the flowsheet, ten minutes into an infusion."""
    session = chair.dosing()
    chair.vitals(session, 40, sbp=141, dbp=86)
    for noise in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "NetworkError"):
        csp_clean.allow(noise)
    chair.session = session
    chair.address = f"{live_server.url}/sessions/{session.pk}"
    with time_machine.travel(chair.at(46), tick=True):
        client.logout()
        as_person(page, chair.nurse).goto(f"{chair.address}/flowsheet/")
        page.get_by_label("BP sys").wait_for()
        page.wait_for_function("() => document.getElementById('unsent').hidden")
        yield page


def enter(page, numbers):
    page.get_by_label("BP sys").focus()
    for number in numbers:
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[data-first]').value === ''")


def taken(chair):
    rows = VitalSigns.objects.filter(
        session=chair.session, phase="MONITORING", taken_at__gt=chair.at(45)
    )
    return [(row.sbp, row.dbp, row.nausea) for row in rows.in_order()]


def test_two_sets_without_network_come_through_once_each(chair, tablet, axe):
    page = tablet
    page.context.set_offline(True)
    enter(page, FIRST)
    enter(page, SECOND)
    kept = page.locator("#unsent")
    kept.get_by_text("2 not sent, kept on this tablet since 08:46.").wait_for()
    assert kept.locator("li").count() == 2
    picture(page, "flowsheet-offline")
    axe(page)
    assert page.evaluate(UNSENT) == ["box,id,iv"] * 2, "sealed: no number lies open in the browser"
    assert taken(chair) == []
    page.get_by_role("button", name="Nausea").click()
    kept.get_by_text("No network. This was not done.").wait_for()
    assert page.url.endswith("/flowsheet/"), "a tap without network does not take the page away"
    page.context.set_offline(False)
    page.get_by_role("cell", name="158/92").wait_for()
    page.get_by_role("cell", name="149/90").wait_for()
    page.wait_for_function("() => document.getElementById('unsent').hidden")
    assert page.get_by_role("cell", name="158/92").count() == 1
    assert taken(chair) == [(158, 92, 1), (149, 90, 0)], "in the order they were taken, once each"
    assert page.evaluate(UNSENT) == [], "what the server has is gone from the tablet"
    picture(page, "flowsheet-back")


def test_a_reload_in_between_loses_nothing(chair, tablet):
    page = tablet
    page.context.set_offline(True)
    enter(page, FIRST)
    enter(page, SECOND)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.context.set_offline(False)
    page.goto(f"{chair.address}/flowsheet/")
    page.get_by_role("cell", name="158/92").wait_for()
    page.get_by_role("cell", name="149/90").wait_for()
    assert taken(chair) == [(158, 92, 1), (149, 90, 0)]


def test_an_answer_that_never_came_does_not_double_the_set(chair, tablet):
    """The server has it, the tablet does not know: sent again under the same id it is the same set."""
    page, lost = tablet, []

    def swallow(route):
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/vitals/", swallow, times=1)
    enter(page, FIRST)
    page.locator("#unsent").get_by_text("1 not sent").wait_for()
    page.get_by_role("cell", name="158/92").wait_for()
    page.wait_for_function("() => document.getElementById('unsent').hidden", timeout=15000)
    assert lost == [201]
    assert taken(chair) == [(158, 92, 1)]


def test_nothing_is_signed_closed_or_signed_out_while_a_set_is_unsent(chair, tablet):
    page = tablet
    page.route("**/vitals/", lambda route: route.abort())
    enter(page, FIRST)
    page.locator("#unsent").get_by_text("1 not sent").wait_for()
    page.goto(f"{chair.address}/home/")
    page.locator("#unsent").get_by_text("1 not sent").wait_for()
    page.evaluate(
        "document.querySelectorAll('[data-ends] [required]').forEach((e) => { e.required = false; })"
    )
    page.get_by_role("button", name="Sign as monitor").click()
    page.locator("#unsent").get_by_text("Nothing is signed, closed or signed out").wait_for()
    assert page.url.endswith("/home/")
    page.locator("details.whoami summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.locator("#unsent").get_by_text("Nothing is signed, closed or signed out").wait_for()
    assert page.url.endswith("/home/")
    page.unroute("**/vitals/")
    page.wait_for_function("() => document.getElementById('unsent').hidden", timeout=15000)
    assert taken(chair) == [(158, 92, 1)]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/**")
    assert page.evaluate("async () => (await indexedDB.databases()).map((d) => d.name)") == []


def test_a_set_the_server_refuses_waits_for_a_person_with_everything_typed(
    chair, tablet, csp_clean
):
    csp_clean.allow("status of 422")
    page = tablet
    page.context.set_offline(True)
    enter(page, ("98", "120", *FIRST[2:]))
    enter(page, SECOND)
    page.context.set_offline(False)
    page.get_by_role("cell", name="149/90").wait_for()
    kept = page.locator("#unsent")
    kept.get_by_text("Not saved: BP dia must be lower than BP sys (98).").wait_for()
    assert taken(chair) == [(149, 90, 0)], "the other one went"
    picture(page, "flowsheet-refused-later")
    kept.get_by_role("button", name="Into the boxes").click()
    assert page.get_by_label("BP dia").input_value() == "120"
    assert len(page.evaluate(UNSENT)) == 1, "half put right it still is on the tablet"
    page.get_by_label("BP sys").fill("158")
    page.get_by_label("BP dia").fill("92")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("cell", name="158/92").wait_for()
    assert taken(chair) == [(158, 92, 1), (149, 90, 0)], (
        "of the minute it was taken, not of its repair"
    )
    page.wait_for_function("() => document.getElementById('unsent').hidden")
