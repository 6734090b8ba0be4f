"""The loop that keeps promises: claim, check, hand over, mark each one; ask before sending again.

Called by the workers' tick and by ``manage.py dispatch``: the same function, with a broker or without. ``at`` is
the database's clock, read once; within one run it moves on by the monotonic clock, so the host's wall clock
decides nothing.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from clinic.accounts.system import BEAT
from clinic.core.actor import source
from clinic.core.failpoints import failpoint
from clinic.outbox.actions import delivery
from clinic.outbox.models import Message
from clinic.outbox.senders import carrier_for
from clinic.outbox.timing import timing

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def running_from(at: datetime) -> Clock:
    """A clock that starts at ``at`` and runs with the process, whatever the host's wall clock does."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def dispatch(*, at: datetime, senders: int | None = None) -> Counter[str]:
    """Send everything due, in batches, until nothing is left or the time for one tick is used up.

    ``senders`` letters travel at once (default: ``OUTBOX_SENDERS``). Answers how many ended how.
    """
    clock, done = running_from(at), Counter[str]()
    deadline = time.monotonic() + timing().drain
    many = settings.OUTBOX_SENDERS if senders is None else senders
    while time.monotonic() < deadline:
        claim = delivery.claim(limit=timing().batch, by=BEAT, at=clock())
        if not claim.ids:
            break
        failpoint("outbox.claimed")
        give_up_at = time.monotonic() + timing().give_up
        done.update(_hand_over_all(claim, clock, give_up_at, many))
    return done


def _hand_over_all(claim: delivery.Claim, clock: Clock, give_up_at: float, many: int) -> list[str]:
    if many == 1 or len(claim.ids) == 1:
        return [_hand_over(each, claim.token, clock, give_up_at) for each in claim.ids]

    def in_thread(message_id: UUID) -> str:
        try:
            with source("task:outbox.dispatch"):
                return _hand_over(message_id, claim.token, clock, give_up_at)
        finally:
            connection.close()  # this thread's own

    with ThreadPoolExecutor(min(many, len(claim.ids))) as pool:
        return list(pool.map(in_thread, claim.ids))


def _hand_over(message_id: UUID, token: UUID, clock: Clock, give_up_at: float) -> str:
    """One message, from the last check to the mark. Whatever breaks here stops this one only."""
    try:
        if time.monotonic() > give_up_at:
            delivery.put_off(message_id=message_id, token=token, seconds=0, by=BEAT, at=clock())
            return "put off"
        letter = delivery.prepare(message_id=message_id, token=token, by=BEAT, at=clock())
    except Exception:
        log.exception("message %s could not be checked and is kept back", message_id)
        delivery.put_off(
            message_id=message_id,
            token=token,
            seconds=timing().checker_failed,
            by=BEAT,
            at=clock(),
        )
        return "kept back"
    if letter is None:
        return "stopped"
    failpoint("outbox.prepared")
    if time.monotonic() > give_up_at:
        return "given up"  # we were frozen: the lease may be another's by now, so touch nothing
    outcome = carrier_for(letter.channel).send(letter)
    failpoint("outbox.handed_over")
    settled = delivery.settle(
        message_id=message_id, token=token, outcome=outcome, by=BEAT, at=clock()
    )
    return type(outcome).__name__ if settled else "lease lost"


def reconcile(*, at: datetime) -> Counter[str]:
    """Ask the carriers about every send whose fate is unknown, before anything is sent again."""
    clock, said = running_from(at), Counter[str]()
    deadline = time.monotonic() + timing().drain
    doubtful = list(Message.objects.to_reconcile(at)[: timing().batch * 10])
    for message in doubtful:
        if time.monotonic() > deadline:
            break
        answer = carrier_for(message.channel).find(message.ref)
        failpoint("outbox.asked")
        delivery.reconcile(
            message_id=message.pk, attempts=message.attempts, answer=answer, by=BEAT, at=clock()
        )
        said[type(answer).__name__] += 1
    return said


def sweep(*, at: datetime) -> Counter[str]:
    """Everything but sending: leases that ran out, doubtful sends, messages whose time went by."""
    result = Counter({"reaped": delivery.reap(by=BEAT, at=at)})
    result.update(reconcile(at=at))
    result["expired"] = delivery.expire(by=BEAT, at=at)
    return result
