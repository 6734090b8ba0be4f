"""The sending engine against a real sink: once, on time, to who agreed, and never on a guess."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError
from clinic.outbox import engine
from clinic.outbox.actions import contact_point, delivery
from clinic.outbox.actions import message as messages
from clinic.outbox.checkers import Drop, Later, Send
from clinic.outbox.models import ContactPoint, Message, ProviderHealth
from clinic.outbox.senders import carrier
from tests.messages import answering, owe, reachable, tried

pytestmark = pytest.mark.django_db
State, Reason = Message.State, Message.Reason
WORDS = Send("Your visit", "Your visit is on Tuesday.")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def outside_transactions(monkeypatch):
    """The test's own outer transaction is not one of ours. ``test_nothing_leaves…`` checks the guard itself."""
    monkeypatch.setattr("clinic.outbox.senders.sms.forbid_transaction", lambda: None)
    monkeypatch.setattr("clinic.outbox.senders.email.forbid_transaction", lambda: None)


def go(at, ruling=WORDS):
    with answering("test", ruling):
        return engine.dispatch(at=at, senders=1)


def test_a_text_goes_once_and_says_when(site, at, sink):
    message = owe(site, reachable(site, at), at)
    assert go(at)["Accepted"] == 1
    assert go(at + MINUTE).total() == 0
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.sent_at >= at
    (text,) = sink.look_up(str(message.ref))
    assert text["id"] == message.provider_id
    assert tried(message) == ["ACCEPTED"]


def test_a_mail_goes_with_a_message_id_made_from_its_ref(site, at, sink):
    message = owe(site, reachable(site, at, kind="EMAIL"), at, channel="EMAIL")
    go(at)
    message.refresh_from_db()
    assert message.state == State.SENT
    (mail,) = [mail for mail in sink.mails() if mail["message_id"] == message.provider_id]
    assert str(message.ref) in mail["message_id"]
    assert mail["subject"] == "Your visit"


def test_not_before_it_is_due(site, at, sink):
    message = owe(site, reachable(site, at), at, due_at=at + MINUTE)
    assert go(at + MINUTE - timedelta(seconds=1)).total() == 0
    assert go(at + MINUTE)["Accepted"] == 1
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_message_nobody_answers_for_is_kept_back(site, at, sink, lost):
    """Fails closed. It is not lost: a person is told when its time goes by."""
    message = owe(site, reachable(site, at), at, topic="nobody")
    assert go(at)["kept back"] == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.PENDING, 0)
    assert message.next_attempt_at > at
    assert sink.look_up(str(message.ref)) == []
    assert delivery.expire(by=BEAT, at=message.not_after) == 1
    assert [event.message_id for event in lost] == [message.pk]


def test_a_check_that_breaks_stops_its_own_message_only(site, at, sink):
    poison = owe(site, reachable(site, at), at)
    good = owe(site, reachable(site, at), at)

    def check(message, _at):
        if message.pk == poison.pk:
            raise ZeroDivisionError
        return WORDS

    go(at, check)
    poison.refresh_from_db()
    good.refresh_from_db()
    assert (poison.state, good.state) == (State.PENDING, State.SENT)


def test_what_is_no_longer_right_is_dropped_with_its_reason(site, at, sink, lost):
    message = owe(site, reachable(site, at), at)
    go(at, Drop(Reason.VISIT_CANCELLED))
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.CANCELLED, Reason.VISIT_CANCELLED)
    assert sink.look_up(str(message.ref)) == []
    assert lost == []


def test_at_a_quiet_hour_it_waits_without_losing_a_try(site, at, sink):
    message = owe(site, reachable(site, at), at)
    go(at, Later(at + timedelta(hours=2)))
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.PENDING, 0)
    assert go(at + timedelta(hours=1)).total() == 0
    assert go(at + timedelta(hours=2))["Accepted"] == 1


@pytest.mark.parametrize("why", ["NO_ADDRESS", "NO_CONSENT", "OPTED_OUT"])
def test_nobody_who_did_not_agree_is_written_to(site, at, sink, desk, lost, why):
    patient = uuid4() if why == "NO_ADDRESS" else reachable(site, at)
    point = ContactPoint.objects.of(patient).first()
    if why == "NO_CONSENT":
        contact_point.set_contact_point(
            site=site,
            patient_id=patient,
            kind="SMS",
            address=point.address,
            consented=False,
            by=desk,
            at=at,
        )
    if why == "OPTED_OUT":
        contact_point.opt_out(point, by=desk, at=at)
    message = owe(site, patient, at)
    go(at)
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.DEAD, why)
    assert sink.look_up(str(message.ref)) == []
    assert [event.message_id for event in lost] == [message.pk]


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


def test_what_could_not_go_in_time_expires_and_a_person_is_told(site, at, lost):
    message = owe(site, reachable(site, at), at)
    assert delivery.expire(by=BEAT, at=message.not_after - timedelta(seconds=1)) == 0
    assert delivery.claim(limit=5, by=BEAT, at=message.not_after).ids == ()
    assert delivery.expire(by=BEAT, at=message.not_after) == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.EXPIRED, Reason.TOO_LATE)
    assert [event.message_id for event in lost] == [message.pk]


def test_a_claimed_message_whose_time_goes_by_is_not_handed_over(site, at, sink):
    message = owe(site, reachable(site, at), at, useful=timedelta(seconds=30))
    claim = delivery.claim(limit=5, by=BEAT, at=at)
    with answering("test", WORDS):
        letter = delivery.prepare(
            message_id=message.pk, token=claim.token, by=BEAT, at=at + timedelta(seconds=30)
        )
    assert letter is None


def test_the_same_cause_owes_one_message(site, at, sink):
    patient, subject = reachable(site, at), uuid4()
    when = {"subject_id": subject, "occurrence": at + timedelta(days=1)}
    first = owe(site, patient, at, **when)
    assert owe(site, patient, at, **when).pk == first.pk
    go(at)
    assert owe(site, patient, at, **when).state == State.SENT
    assert go(at + MINUTE).total() == 0


def test_moved_away_and_back_it_is_owed_again_unless_it_went(site, at, sink):
    patient, subject = reachable(site, at), uuid4()
    when = {"subject_id": subject, "occurrence": at + timedelta(days=1)}
    message = owe(site, patient, at, **when)
    with transaction.atomic(), acting_as(BEAT, at=at):
        assert messages.cancel_for(subject, reason=Reason.VISIT_MOVED) == 1
    assert go(at).total() == 0
    owe(site, patient, at, **when)
    assert go(at)["Accepted"] == 1
    with transaction.atomic(), acting_as(BEAT, at=at):
        assert messages.cancel_for(subject, reason=Reason.VISIT_MOVED) == 0
    assert len(sink.look_up(str(message.ref))) == 1


def test_staff_may_try_a_dead_message_again_while_it_is_of_use(site, at, sink, desk):
    message = owe(site, reachable(site, at), at)
    sink.fault("reject")
    go(at)
    messages.retry(message, by=desk, at=at + MINUTE)
    assert go(at + MINUTE)["Accepted"] == 1
    dead = owe(site, reachable(site, at), at)
    sink.fault("reject")
    go(at + MINUTE)
    with pytest.raises(messages.TooLateToSend):
        messages.retry(dead, by=desk, at=dead.not_after)
    with pytest.raises(DomainError):
        messages.retry(message, by=desk, at=at + 2 * MINUTE)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "LOST"},
        {"state": "SENDING"},
        {"state": "SENT"},
        {"state": "CANCELLED"},
        {"due_days": 3},
        {"not_after_days": 2},
        {"channel": "FAX"},
    ],
)
def test_the_database_refuses(site, at, values):
    """Above all: a reminder of a visit can never be owed after its visit."""
    values = dict(values)
    due = at + timedelta(days=values.pop("due_days", 0))
    not_after = at + timedelta(days=values.pop("not_after_days", 0.5))
    row = Message(
        created_at=at,
        site=site,
        patient_id=uuid4(),
        topic="test",
        subject_id=uuid4(),
        kind="TEST",
        occurrence=at + timedelta(days=1),
        before_event=True,
        due_at=due,
        not_after=not_after,
        next_attempt_at=due,
        **{"channel": "SMS", **values},
    )
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(BEAT, at=at):
        row.save()


def test_nothing_leaves_the_house_inside_a_transaction(monkeypatch):
    monkeypatch.undo()
    with pytest.raises(carrier.InTransaction):
        carrier.forbid_transaction()
