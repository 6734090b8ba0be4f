"""M33: an offer is told at once where it may be, without a word about care, and not at all once it is over."""

import pytest

from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.scheduling.actions import offer as offers
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `line`
from tests.clinic.scheduling.waitlist import MINUTE, SOON, fresh, running

pytestmark = pytest.mark.django_db(transaction=True)
BANNED = ("ketamine", "dose", "dosing", "infusion", "therapy", "psych", "treatment", "eat")


def gone(sink, offer):
    """The texts of this offer; what earlier tests sent is in the sink as well."""
    refs = {str(row.ref) for row in Message.objects.about(offer.pk)}
    return [text for text in sink.texts() if text["ref"] in refs]


def owed(offer):
    return {row.channel: row for row in Message.objects.about(offer.pk)}


def test_the_message_names_time_zone_and_answer_time_and_nothing_of_care(line, sink):
    line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    engine.dispatch(at=line.at + SOON, senders=1)
    [text] = gone(sink, offer)
    assert "Wed, Nov 25, 9:00 AM MST" in text["body"]
    assert "by 9:24 AM" in text["body"]
    assert "/me/offer/" in text["body"]
    assert str(offer.pk) not in text["body"]
    assert len(text["body"]) <= 160
    assert not [word for word in BANNED if word in text["body"].lower()]
    assert owed(offer)["SMS"].state == "SENT"


def test_an_offer_that_ended_before_the_message_went_is_never_told(line, sink):
    """Negative control: the test above, in which it still stands, sends it."""
    line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    offers.decline(offer, by=line.walk.desk, at=line.at + SOON)
    engine.dispatch(at=line.at + SOON, senders=1)
    assert gone(sink, offer) == []
    assert {(m.state, m.reason) for m in owed(offer).values()} == {("CANCELLED", "OFFER_OVER")}


def test_the_last_check_stops_a_message_already_in_the_senders_hand(line, sink):
    """Claimed while the offer stood, checked after it was taken back."""
    from clinic.accounts.system import BEAT
    from clinic.outbox.actions import delivery

    line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    at = line.at + SOON
    claim = delivery.claim(limit=10, by=BEAT, at=at)
    offers.withdraw(offer, because="The room is needed.", by=line.walk.desk, at=at)
    mine = [row.pk for row in owed(offer).values() if row.pk in claim.ids]
    letters = [delivery.prepare(message_id=pk, token=claim.token, by=BEAT, at=at) for pk in mine]
    assert letters == [None, None]
    assert {(m.state, m.reason) for m in owed(offer).values()} == {("CANCELLED", "OFFER_OVER")}
    assert fresh(offer).status == "WITHDRAWN"


def test_what_reaches_nobody_becomes_a_call_while_the_offer_stands(line, sink):
    from clinic.tasks.models import Task

    line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    sink.fault("reject", count=9)
    engine.dispatch(at=line.at + SOON, senders=1)
    task = Task.objects.get(kind="WAITLIST_CALL", subject_id=offer.pk)
    assert task.done_at is None
    offers.accept(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert fresh(task).done_at is not None
