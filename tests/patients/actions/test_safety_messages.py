"""What the ladder sends to staff: it names nobody, stops when somebody answers, and goes to the number they gave."""

import pytest
from django.urls import reverse

from clinic.accounts.system import SETUP
from clinic.outbox import engine
from clinic.outbox.models import Message, StaffContact
from clinic.tasks.models import Task
from patients import safety_checker
from patients.actions import safety_alert
from tests.messages import sink, sink_process  # noqa: F401 - fixtures
from tests.patients.actions.ladder import DANGER, climb, later


@pytest.mark.usefixtures("reached_by_text")
def test_what_is_sent_and_what_the_manager_reads_names_nobody(walk, alert):
    """Without the checker's own words (a sentence with the patient in it) the canaries are found: red."""
    climb(walk, 60)
    messages = list(Message.objects.filter(topic="safety"))
    assert {m.channel for m in messages} == {"SMS", "EMAIL"}
    for message in messages:
        assert message.patient_id is None
        said = safety_checker.check(message, later(walk, 1))
        for canary in (
            "Aster",
            "Specimen",
            "PHQ",
            "safety",
            "alert",
            "answer",
            str(alert.patient_id),
        ):
            assert canary not in said.subject + said.body
        assert "open your tasks" in said.body
    managers = Task.objects.get(kind="SAFETY_ALERT", person__name="Maya Fabricated")
    assert managers.patient_id is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("reached_by_text")
def test_messages_go_to_staff_and_not_after_somebody_took_it_on(walk, alert, sink):  # noqa: F811
    """Negative control: a checker that always sends lets the second one out (see the assertion on CANCELLED)."""
    engine.dispatch(at=later(walk, 1), senders=1)
    sent = Message.objects.filter(topic="safety", state="SENT")
    assert {(m.staff.name, m.channel) for m in sent} == {
        ("Ima Imaginary", "SMS"), ("Ima Imaginary", "EMAIL"), ("Mara Makebelieve", "EMAIL"),
    }  # fmt: skip
    climb(walk, 15)
    safety_alert.acknowledge(alert, by=walk.nurse, at=later(walk, 16))
    engine.dispatch(at=later(walk, 17), senders=1)
    late = Message.objects.filter(topic="safety").exclude(pk__in=[m.pk for m in sent])
    assert late
    assert {(m.state, m.reason) for m in late} == {("CANCELLED", "ANSWERED")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sink")
def test_without_a_checker_the_message_would_go(walk, alert, monkeypatch):
    """The negative control of the test above: with the question left out, a message goes to people who need not come."""
    from clinic.outbox import checkers

    safety_alert.acknowledge(alert, by=walk.nurse, at=later(walk, 1))
    always = lambda message, at: checkers.Send("Open your tasks", "Open your tasks.")  # noqa: E731
    monkeypatch.setitem(checkers._checkers, "safety", always)
    engine.dispatch(at=later(walk, 2), senders=1)
    assert Message.objects.filter(topic="safety", state="SENT").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("reached_by_text", "sink")
def test_a_stop_from_a_staff_number_holds(walk, site, at):
    from django.db import transaction

    from clinic.core.actor import acting_as
    from clinic.outbox.actions import contact_point

    with transaction.atomic(), acting_as(SETUP, at=at):
        contact_point.silence("SMS", "+15055550123", how="REPLY", site=site, at=at)
    walk.phq9(walk.register(), answers=DANGER)
    engine.dispatch(at=later(walk, 1), senders=1)
    text = Message.objects.get(topic="safety", channel="SMS")
    assert (text.state, text.reason) == ("DEAD", "OPTED_OUT")


def test_a_person_gives_replaces_and_takes_away_their_own_number(walk, client):
    client.force_login(walk.nurse)
    page = reverse("web:profile-contact")
    for number, kept in (
        ("505-555-0123", ["+15055550123"]),
        ("505-555-0124", ["+15055550124"]),
        ("", []),
    ):
        client.post(page, {"number": number})
        current = StaffContact.objects.current().filter(staff=walk.nurse)
        assert [each.address for each in current] == kept
    assert StaffContact.objects.count() == 2
    client.post(page, {"number": "not a number"})
    assert not StaffContact.objects.current().exists()
