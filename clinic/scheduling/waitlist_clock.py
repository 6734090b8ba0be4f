"""The waitlist's clock: end what ran out, then look for the next to ask. Each row in a transaction of its own.

An offer that ran out and a freed time whose look is due are rows; a worker killed between the two steps, or in the
middle of one, leaves rows the next tick finds.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from clinic.accounts.system import BEAT
from clinic.core.errors import DomainError
from clinic.core.failpoints import failpoint
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions import offer_round
from clinic.scheduling.actions import waitlist as entries
from clinic.scheduling.models import FreedTime, Offer

log = logging.getLogger(__name__)
AT_ONCE = 200  # rows a tick takes at most; the next comes in seconds


def tick(*, at: datetime) -> Counter[str]:
    """One tick. Answers how many of what."""
    done: Counter[str] = Counter()
    for offer in Offer.objects.overdue(at)[:AT_ONCE]:
        done["expired"] += _alone(partial(offers.expire, offer, by=BEAT, at=at))
    failpoint("waitlist.expired")
    done["lapsed"] = entries.lapse(by=BEAT, at=at)
    for freed in FreedTime.objects.to_look_at(at)[:AT_ONCE]:
        done["looked"] += _alone(partial(offer_round.look, freed, by=BEAT, at=at))
    return done


def _alone(verb: Callable[[], object]) -> int:
    """Whatever goes wrong with one row stops this one only; its time stays due."""
    try:
        verb()
    except DomainError as refused:
        log.warning("the waitlist's clock was refused: %s", refused.code)
        return 0
    return 1
