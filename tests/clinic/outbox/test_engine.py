"""The sending engine against a real sink: once, on time, to who agreed, and never on a guess."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError
from clinic.outbox.actions import contact_point, delivery
from clinic.outbox.actions import message as messages
from clinic.outbox.checkers import Drop, Later
from clinic.outbox.models import ContactPoint, Message
from clinic.outbox.senders import carrier
from tests.clinic.outbox.sending import MINUTE, WORDS, Reason, State, go
from tests.messages import answering, owe, reachable, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]


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
