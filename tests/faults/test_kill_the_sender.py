"""``kill -9`` while sending: nothing lost, nothing doubled, with a provider that has no idempotency.

The engine's timings run some forty times faster here (tests/faults/conftest.py), in the same proportions.
"""

import signal
import time

import pytest

from clinic.outbox.models import Message
from tests.faults.conftest import all_sent, copies, owe_many, wait_until

ARROWS = ["outbox.claimed", "outbox.prepared", "outbox.handed_over"]


@pytest.mark.long
def test_twenty_random_kills_lose_nothing_and_double_nothing(site, now, sink, senders, dice):
    found = owe_many(site, 300, now)
    sink.fault("delay", count=10**6, seconds=0.01)
    for _ in range(20):
        victim = senders.start()
        time.sleep(dice.uniform(0.1, 0.8))
        senders.kill(victim)
    assert not all_sent(), "the kills came too late to interrupt anything"
    senders.start(SENDERS=4)
    wait_until(all_sent, "the last message")
    assert copies(sink, found) == [1] * len(found)


@pytest.mark.parametrize("arrow", ARROWS)
def test_killed_at_each_arrow_of_the_engine(site, now, sink, senders, arrow):
    found = owe_many(site, 6, now)
    assert senders.ended(senders.start(DIE_AT=f"{arrow}:2")) == -signal.SIGKILL
    senders.start()
    wait_until(all_sent, "the last message", 30)
    assert copies(sink, found) == [1] * len(found)


def test_killed_while_asking_the_provider(site, now, sink, senders):
    found = owe_many(site, 3, now)
    assert senders.ended(senders.start(DIE_AT="outbox.handed_over:1")) == -signal.SIGKILL
    assert senders.ended(senders.start(DIE_AT="outbox.asked:1")) == -signal.SIGKILL
    senders.start()
    wait_until(all_sent, "the last message", 30)
    assert copies(sink, found) == [1] * len(found)


def test_negative_control_a_blind_retry_doubles(site, now, sink, senders):
    """Without asking first, the message that was accepted but not yet marked goes twice."""
    found = owe_many(site, 3, now)
    senders.ended(senders.start(ENGINE="blind", DIE_AT="outbox.handed_over:2"))
    senders.start(ENGINE="blind")
    wait_until(all_sent, "the last message", 30)
    assert sorted(copies(sink, found)) == [1, 1, 2]


def test_negative_control_marking_first_loses(site, now, sink, senders):
    """With the mark before the hand-over, the message that was marked but not handed over never goes."""
    found = owe_many(site, 3, now)
    senders.ended(senders.start(ENGINE="mark-first", DIE_AT="marked:2"))
    senders.start(ENGINE="mark-first")
    wait_until(all_sent, "the last message", 30)
    wait_until(lambda: sum(copies(sink, found)) == 2, "the two that went", 15)
    time.sleep(1)
    assert sorted(copies(sink, found)) == [0, 1, 1]


def test_frozen_before_the_hand_over_it_gives_up_when_it_thaws(site, now, sink, senders):
    """A paused machine outlives its lease; another sender takes over; the thawed one looks at the clock and stops."""
    found = owe_many(site, 1, now)
    frozen = senders.start(FREEZE_AT="prepared")
    wait_until(lambda: Message.objects.filter(state="SENDING").exists(), "the claim")
    senders.start()
    wait_until(all_sent, "the other sender", 30)
    frozen.signal(signal.SIGCONT)
    time.sleep(1)
    assert copies(sink, found) == [1]


def test_the_one_window_that_stays_open_is_known(site, now, sink, senders):
    """Frozen between the last look at the clock and the first byte on the wire, for longer than lease and look-up
    together: the text goes twice. Only a provider's idempotency key could close this; ours has none.

    This test says what is true, so that nobody promises more. The day it fails is a good day.
    """
    found = owe_many(site, 1, now)
    frozen = senders.start(FREEZE_AT="post")
    wait_until(lambda: Message.objects.filter(handed_over_at__isnull=False).exists(), "the claim")
    senders.start()
    wait_until(all_sent, "the other sender", 30)
    frozen.signal(signal.SIGCONT)
    wait_until(lambda: copies(sink, found) == [2], "the second copy", 10)
    assert Message.objects.get().state == "SENT"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_thousands_of_messages_and_twenty_kills(site, now, sink, senders, dice):
    """Two senders at once, both killed twenty times: what one was doing, the other may be asking about."""
    found = owe_many(site, 2000, now)
    for _ in range(20):
        victims = [senders.start(SENDERS=4), senders.start(SENDERS=4)]
        time.sleep(dice.uniform(0.2, 1.5))
        for victim in victims:
            senders.kill(victim)
    senders.start(SENDERS=4)
    wait_until(all_sent, "the last message", 600)
    assert copies(sink, found) == [1] * len(found)
