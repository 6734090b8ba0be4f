"""The provider's status reports: signed or nothing, once or often, in any order."""

import itertools
import json
import random

import pytest
from django.test import Client

from clinic.accounts.system import BEAT
from clinic.outbox import engine
from clinic.outbox.actions import delivery
from clinic.outbox.checkers import Send
from clinic.outbox.models import Message, StatusReport
from clinic.outbox.senders.sms import callback_url
from clinic.outbox.views.status import signature
from tests.messages import answering, owe, reachable

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(site, at, sink, monkeypatch):
    monkeypatch.setattr("clinic.outbox.senders.sms.forbid_transaction", lambda: None)
    message = owe(site, reachable(site, at), at)
    with answering("test", Send("", "Visit Tuesday.")):
        engine.dispatch(at=at, senders=1)
    message.refresh_from_db()
    return message


def report(message, status, *, provider_id=None, sign=True, ref=None, **client):
    body = json.dumps({"id": provider_id or message.provider_id, "status": status}).encode()
    ref = ref or message.ref
    headers = {"X-Provider-Signature": signature(callback_url(ref), body)} if sign else {}
    return Client(**client).post(
        f"/hooks/messages/{ref}/", body, content_type="application/json", headers=headers
    )


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "delivered"])))
def test_the_end_is_the_same_in_any_order_however_often(sent, order):
    for status in order * 3:
        assert report(sent, status).status_code == 200
    sent.refresh_from_db()
    assert sent.state == Message.State.DELIVERED


def test_shuffled_reports_end_as_one(sent):
    statuses = ["sent", "failed", "delivered"] * 40
    random.Random(7).shuffle(statuses)  # noqa: S311 - the order of a test
    for status in statuses:
        report(sent, status)
    report(sent, "delivered")
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == (Message.State.DELIVERED, "")
    assert StatusReport.objects.count() == 3


def test_not_delivered_reaches_a_person_once(sent, lost):
    for _ in range(3):
        report(sent, "failed")
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("FAILED", "NOT_DELIVERED")
    assert len(lost) == 1


def test_unsigned_or_signed_for_another_address_changes_nothing(sent):
    """Negative control: the same report, signed rightly, is taken (above)."""
    assert report(sent, "delivered", sign=False).status_code == 403
    body = json.dumps({"id": sent.provider_id, "status": "delivered"}).encode()
    forged = signature("http://evil.example/hooks/", body)
    answer = Client().post(
        f"/hooks/messages/{sent.ref}/",
        body,
        content_type="application/json",
        headers={"X-Provider-Signature": forged},
    )
    assert answer.status_code == 403
    sent.refresh_from_db()
    assert sent.state == Message.State.SENT
    assert not StatusReport.objects.exists()


def test_get_and_rubbish_are_refused(sent):
    assert Client().get(f"/hooks/messages/{sent.ref}/").status_code == 405
    body = b"not json"
    sign = {"X-Provider-Signature": signature(callback_url(sent.ref), body)}
    url = f"/hooks/messages/{sent.ref}/"
    assert Client().post(url, body, content_type="text/plain", headers=sign).status_code == 400
    huge = Client().post(url, b"x" * 20_000, content_type="text/plain", headers=sign)
    assert huge.status_code == 413


def test_a_report_settles_a_message_in_doubt(site, at, sink):
    """It is proof that the provider took it: nothing is asked or sent any more."""
    message = owe(site, reachable(site, at), at)
    delivery.claim(limit=5, by=BEAT, at=at)
    report(message, "delivered", provider_id="p1")
    message.refresh_from_db()
    assert (message.state, message.lease_token, message.provider_id) == ("DELIVERED", None, "p1")


def test_an_unknown_message_is_answered_but_not_invented(sent):
    other = "00000000-0000-4000-8000-000000000000"
    assert report(sent, "delivered", ref=other).status_code == 200
    assert Message.objects.count() == 1
