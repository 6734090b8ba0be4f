"""Item 9 on a phone: whom to call comes at once, before the next question and before any thanks."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from clinic.core import clock
from clinic.portal.danger import Staffed, staffed
from clinic.scheduling.actions.opening_hours import set_opening_hours
from patients.actions import safety_plan
from patients.crisis import crisis_line
from patients.models import MeasureResponse, SafetyAlert, SafetyPlan
from tests.clinic.portal.test_questions import begin, person, text

__all__ = ["person"]
pytestmark = pytest.mark.django_db


def answer_all(client, address, ninth):
    for n in range(1, 9):
        client.post(f"{address}?n={n}", {"value": "0"})
    return client.post(f"{address}?n=9", {"value": str(ninth)})


def test_the_very_next_page_says_whom_to_call_and_the_clinic_knows(client, person):
    """Without ``_after`` the page after the answer is the list of answers: red."""
    address = begin(client, "PHQ-9")
    moved = answer_all(client, address, 1)
    assert SafetyAlert.objects.get(patient=person).status == "RAISED"
    page = text(client.get(moved.headers["Location"]))
    assert "You do not have to go through this alone." in page
    assert 'href="tel:988"' in page
    assert 'href="sms:988"' in page
    assert 'href="tel:911"' in page
    assert "Go on with the questions" in page
    done = text(client.get(address))
    assert done.index("Talk with somebody now") < done.index("All 9 are answered.")
    response = MeasureResponse.objects.get(patient=person)
    thanks = text(client.post(reverse("portal:questions-hand-in", args=[response.pk])))
    assert thanks.index("Talk with somebody now") < thanks.index("Thank you.")


def test_a_script_that_saves_the_answer_is_sent_to_the_same_page(client, person):
    address = begin(client, "PHQ-9")
    for n in range(1, 9):
        client.post(f"{address}?n={n}", {"value": "0"})
    said = client.post(f"{address}?n=9", {"value": "3"}, headers={"X-Answer": "1"})
    assert said.json()["next"].endswith("/help/")


def test_a_zero_goes_on_as_always(client, person):
    address = begin(client, "PHQ-9")
    moved = answer_all(client, address, 0)
    assert moved.headers["Location"].endswith("?n=10")
    assert "Talk with somebody now" not in text(client.get(address))


def test_outside_the_hours_the_form_says_so_before_the_first_question(client, person, monkeypatch):
    address = begin(client, "PHQ-9")
    closed = Staffed(now=False, opens_at=clock.now() + timedelta(hours=14))
    monkeypatch.setattr("clinic.portal.views.questions.staffed", lambda *_given: closed)
    first = text(client.get(address + "?n=1"))
    assert first.index("Nobody reads your answers before then.") < first.index("<h1")
    assert "The clinic is closed until" in first
    assert 'href="tel:988"' in first
    client.post(address + "?n=1", {"value": "0"})
    assert "Nobody reads your answers" not in text(client.get(address + "?n=2"))


def test_in_the_hours_the_clinic_calls(client, person, monkeypatch):
    monkeypatch.setattr("clinic.portal.views.danger.staffed", lambda *_given: Staffed(now=True))
    moved = answer_all(client, begin(client, "PHQ-9"), 2)
    assert "will call you" in text(client.get(moved.headers["Location"]))


def test_the_hours_are_the_sites_own(site, manager, at):
    hours = [(at.weekday() + day, time(8), time(17)) for day in (0, 1)]
    set_opening_hours(site, rules=hours, from_on=site.today(at), by=manager, at=at)
    assert staffed(site, at).now
    evening = at + timedelta(hours=8)  # 17:00 there
    assert staffed(site, evening) == Staffed(now=False, opens_at=at + timedelta(hours=23))
    assert staffed(site, evening - timedelta(minutes=1)).now


def test_a_clinic_without_hours_promises_nobody(other_site, at):
    assert staffed(other_site, at).opens_at is None
    assert not staffed(other_site, at).now


@pytest.mark.parametrize(
    ("where", "call", "emergency"),
    [("US-NM", "988", "911"), ("CA-ON", "988", "911"), ("GB", "116 123", "999"), ("AU-NSW", "13 11 14", "000")],
)  # fmt: skip
def test_the_number_is_the_one_where_the_patient_is(where, call, emergency):
    line = crisis_line(where)
    assert (line.call, line.emergency) == (call, emergency)


def test_where_no_line_is_on_file_no_number_is_made_up():
    assert crisis_line("FR", "") is None
    assert crisis_line("FR", "US-NM").call == "988"


def test_my_own_plan_is_there_at_any_hour(client, person, walk):
    address = reverse("portal:safety-plan")
    assert client.get(address).status_code == 404
    words = dict.fromkeys(SafetyPlan.NEEDED, "Call my sister.")
    safety_plan.write(person, after=0, by=walk.nurse, at=clock.now(), **words)
    assert "Call my sister." in text(client.get(address))
    assert address in text(client.get(reverse("portal:help")))
