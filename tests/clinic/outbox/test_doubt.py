"""A try whose outcome is unknown: the provider is asked, nothing is sent again on a guess, and in the end a person decides."""

from datetime import timedelta

import pytest
from django.db import transaction

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.outbox import engine
from clinic.outbox.actions import delivery
from clinic.outbox.models import Message, ProviderHealth
from clinic.outbox.senders import carrier
from tests.clinic.outbox.sending import MINUTE, WORDS, Reason, State, go
from tests.messages import answering, owe, reachable, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]


def test_a_wrong_number_is_dead_at_once(site, at, sink, lost):
    message = owe(site, reachable(site, at), at)
    sink.fault("reject")
    go(at)
    message.refresh_from_db()
    assert (message.state, message.reason, message.last_error) == (
        "DEAD",
        "WRONG_ADDRESS",
        "21614",
    )
    assert len(lost) == 1


@pytest.mark.parametrize("fault", ["throttle"])
def test_certainly_not_accepted_is_tried_later(site, at, sink, fault):
    message = owe(site, reachable(site, at), at)
    sink.fault(fault)
    assert go(at)["NotNow"] == 1
    message.refresh_from_db()
    assert message.state == State.PENDING
    assert timedelta(seconds=20) < message.next_attempt_at - at < timedelta(seconds=40)
    assert go(message.next_attempt_at)["Accepted"] == 1
    assert tried(message) == ["NOT_NOW", "ACCEPTED"]


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [("drop", 0), ("error", 0), ("accept-500", 1), ("accept-close", 1)],
)
def test_in_doubt_the_provider_is_asked_before_anything_is_sent_again(
    site, at, sink, fault, accepted
):
    """Whether it was accepted or not: in the end there is exactly one text.

    Negative control: ``test_a_blind_retry_would_double`` below.
    """
    message = owe(site, reachable(site, at), at)
    sink.fault(fault)
    assert go(at)["NoAnswer"] == 1
    assert go(at + MINUTE / 2).total() == 0
    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    assert len(sink.look_up(str(message.ref))) == accepted
    later = at + 2 * MINUTE
    engine.reconcile(at=later)
    message.refresh_from_db()
    assert message.state == (State.SENT if accepted else State.PENDING)
    go(later + 3 * MINUTE)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(sink.look_up(str(message.ref))) == 1


def test_a_blind_retry_would_double(site, at, sink, monkeypatch):
    """Negative control: treat no answer as "not accepted" and the patient gets two texts."""
    monkeypatch.setattr(
        delivery, "_doubt", lambda m, at, code: delivery._try_later(m, at, code, 0)
    )
    message = owe(site, reachable(site, at), at)
    sink.fault("accept-500")
    go(at)
    go(at + 5 * MINUTE)
    assert len(sink.look_up(str(message.ref))) == 2


def test_a_sender_that_died_leaves_a_doubt_not_a_guess(site, at, sink):
    message = owe(site, reachable(site, at), at)
    claim = delivery.claim(limit=5, by=BEAT, at=at)
    assert claim.ids == (message.pk,)
    assert delivery.claim(limit=5, by=BEAT, at=at).ids == ()
    assert delivery.reap(by=BEAT, at=at + 2 * MINUTE) == 0  # the lease is 120 s, to the second
    assert delivery.reap(by=BEAT, at=at + 2.1 * MINUTE) == 1
    message.refresh_from_db()
    assert (message.state, message.lease_token) == (State.UNKNOWN, None)


def test_a_thawed_sender_changes_nothing_that_has_passed_on(site, at, sink):
    message = owe(site, reachable(site, at), at)
    old = delivery.claim(limit=5, by=BEAT, at=at)
    delivery.reap(by=BEAT, at=at + 3 * MINUTE)
    with answering("test", WORDS):
        assert delivery.prepare(message_id=message.pk, token=old.token, by=BEAT, at=at) is None
    said = carrier.Accepted("x")
    assert not delivery.settle(
        message_id=message.pk, token=old.token, outcome=said, by=BEAT, at=at
    )
    message.refresh_from_db()
    assert message.state == State.UNKNOWN


def test_a_stale_answer_of_the_provider_is_ignored(site, at, sink):
    message = owe(site, reachable(site, at), at)
    delivery.claim(limit=5, by=BEAT, at=at)
    delivery.reap(by=BEAT, at=at + 3 * MINUTE)
    delivery.reconcile(
        message_id=message.pk, attempts=0, answer=carrier.NotFound(), by=BEAT, at=at
    )
    message.refresh_from_db()
    assert message.state == State.UNKNOWN


def test_a_provider_that_cannot_tell_leaves_a_text_to_a_person(site, at, lost):
    message = owe(site, reachable(site, at), at)
    delivery.claim(limit=5, by=BEAT, at=at)
    delivery.reap(by=BEAT, at=at + 3 * MINUTE)
    answer = carrier.CannotTell(harmless=False)
    delivery.reconcile(
        message_id=message.pk, attempts=1, answer=answer, by=BEAT, at=at + 4 * MINUTE
    )
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.DEAD, Reason.NOT_CONFIRMED)
    assert len(lost) == 1


def test_plain_smtp_sends_the_same_mail_again_under_the_same_message_id(site, at, sink, settings):
    """Without a list to ask, a mail in doubt goes again: two copies, one Message-ID, one mail to a mail reader."""
    settings.MAIL_LOOKUP_URL = ""
    message = owe(site, reachable(site, at, kind="EMAIL"), at, channel="EMAIL")
    sink.fault("mail-accept-close")
    assert go(at)["NoAnswer"] == 1
    engine.reconcile(at=at + 2 * MINUTE)
    go(at + 10 * MINUTE)
    message.refresh_from_db()
    assert message.state == State.SENT
    copies = [mail for mail in sink.mails() if mail["message_id"] == message.provider_id]
    assert [mail["copy"] for mail in copies] == [1, 2]


def test_a_mail_service_with_a_list_is_asked(site, at, sink):
    message = owe(site, reachable(site, at, kind="EMAIL"), at, channel="EMAIL")
    sink.fault("mail-accept-close")
    go(at)
    engine.reconcile(at=at + 2 * MINUTE)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len([mail for mail in sink.mails() if str(message.ref) in mail["message_id"]]) == 1


@pytest.mark.parametrize(("fault", "state"), [("mail-later", "PENDING"), ("mail-refuse", "DEAD")])
def test_what_a_mail_server_says_is_understood(site, at, sink, fault, state):
    message = owe(site, reachable(site, at, kind="EMAIL"), at, channel="EMAIL")
    sink.fault(fault)
    go(at)
    message.refresh_from_db()
    assert message.state == state


def test_after_six_tries_it_is_given_up_and_a_person_is_told(site, at, sink, lost, settings):
    settings.SMS_URL = "http://127.0.0.1:9"  # nobody listens: certainly not accepted
    message = owe(site, reachable(site, at), at, useful=timedelta(hours=20))
    for _ in range(10):
        message.refresh_from_db()
        if message.state != State.PENDING:
            break
        go(message.next_attempt_at)
    assert (message.state, message.reason, message.attempts) == ("DEAD", "TOO_MANY_TRIES", 6)
    assert len(lost) == 1


def test_a_carrier_that_fails_ten_times_in_a_row_is_left_alone_for_a_minute(site, at, sink):
    messages_ = [owe(site, reachable(site, at), at) for _ in range(12)]
    mail = owe(site, reachable(site, at, kind="EMAIL"), at, channel="EMAIL")
    sink.fault("throttle", count=10)
    with answering("test", WORDS):
        for _ in range(10):
            claim = delivery.claim(limit=1, by=BEAT, at=at)
            if not claim.ids or claim.ids[0] == mail.pk:
                break
            engine._hand_over(claim.ids[0], claim.token, engine.running_from(at), float("inf"))
    health = ProviderHealth.objects.get(channel="SMS")
    assert health.failures == 10
    left = delivery.claim(limit=50, by=BEAT, at=at + timedelta(seconds=1))
    assert left.ids in {(), (mail.pk,)}
    with transaction.atomic(), acting_as(BEAT, at=at):
        Message.objects.filter(pk__in=left.ids).update(
            state="PENDING", lease_token=None, lease_until=None
        )
    later = at + timedelta(seconds=70)
    assert go(later)["Accepted"] == len(messages_) + 1
    assert ProviderHealth.objects.get(channel="SMS").failures == 0
