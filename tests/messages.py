"""For tests of messages: a real sink process, a patient who may be written to, a message owed."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from clinic.accounts.system import BEAT, SETUP
from clinic.core import events
from clinic.core.actor import acting_as
from clinic.embedded.sink import client
from clinic.outbox import checkers
from clinic.outbox.actions import contact_point
from clinic.outbox.actions import message as messages
from clinic.outbox.events import MessageDidNotGo
from clinic.outbox.models import Attempt, Message

TOKEN = "sink-token-of-the-suite"


@pytest.fixture(scope="module")
def sink_process(tmp_path_factory):
    running = client.start(tmp_path_factory.mktemp("sink"), TOKEN)
    yield running
    running.stop()


@pytest.fixture
def sink(sink_process, settings):
    """The local mail and SMS sink; what earlier tests sent is still in it: look messages up by their ref."""
    sink_process.no_faults()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink_process.smtp_port
    settings.EMAIL_USE_TLS = False
    settings.SMS_URL, settings.SMS_TOKEN = sink_process.url, TOKEN
    settings.MAIL_LOOKUP_URL, settings.MAIL_LOOKUP_TOKEN = sink_process.url, TOKEN
    return sink_process


@contextmanager
def answering(topic, ruling):
    """While this runs, ``ruling`` (or what it returns, if it can be called) is the check's answer for a topic."""
    before = checkers._checkers.get(topic)
    checkers.register(topic, ruling if callable(ruling) else lambda _message, _at: ruling)
    try:
        yield
    finally:
        checkers._checkers.pop(topic)
        if before:
            checkers.register(topic, before)


@pytest.fixture
def outside_transactions(monkeypatch):
    """The test's own outer transaction is not one of ours. ``test_nothing_leaves…`` checks the guard itself."""
    monkeypatch.setattr("clinic.outbox.senders.sms.forbid_transaction", lambda: None)
    monkeypatch.setattr("clinic.outbox.senders.email.forbid_transaction", lambda: None)


@pytest.fixture
def lost():
    """Every MessageDidNotGo published during the test."""
    heard = []
    events.subscribe(MessageDidNotGo, heard.append)
    yield heard
    events._handlers[MessageDidNotGo].remove(heard.append)


def reachable(site, at, *, kind="SMS", address=None):
    """A patient's id with a number or mailbox that may be used."""
    patient_id = uuid4()
    number = patient_id.int % 10_000
    contact_point.set_contact_point(
        site=site,
        patient_id=patient_id,
        kind=kind,
        address=address
        or (f"+1505555{number:04d}" if kind == "SMS" else f"p{number}@example.test"),
        consented=True,
        by=SETUP,
        at=at,
    )
    return patient_id


def owe(
    site,
    patient_id,
    at,
    *,
    kind="TEST",
    channel="SMS",
    topic="test",
    useful=timedelta(hours=6),
    **more,
):
    """One message due now."""
    fields = {
        "subject_id": uuid4(),
        "occurrence": at + timedelta(days=1),
        "before_event": True,
        "due_at": at,
        "not_after": at + useful,
        **more,
    }
    owed = messages.Owed(
        site_id=site.pk,
        patient_id=patient_id,
        topic=topic,
        kind=kind,
        channel=channel,
        **fields,
    )
    with transaction.atomic(), acting_as(BEAT, at=at):
        messages.post([owed], at=at)
    return Message.objects.get(subject_id=fields["subject_id"], kind=kind, channel=channel)


def tried(message):
    """The outcomes of all tries, in order."""
    return list(
        Attempt.objects.filter(message=message).in_order().values_list("outcome", flat=True)
    )
