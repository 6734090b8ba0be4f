"""How long, how often, how many: the numbers of the sending engine, in one place."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings


@dataclass(frozen=True)
class Timing:
    """Seconds, unless a name says otherwise. Tests shorten some through ``settings.OUTBOX_TIMING``."""

    lease: float = 120  # a claim is another's after this
    give_up: float = 60  # a holder does not start a hand-off so long after its claim: well before the lease ends
    look_after: float = (
        60  # the provider is asked about an uncertain send not sooner than this after it
    )
    look_again: float = 60  # and again, when it could not be asked
    checker_failed: float = (
        300  # a message whose check broke is put off: it must not block the others
    )
    backoff: tuple[float, ...] = (30, 120, 600, 1800, 7200)
    tries: int = 6
    batch: int = 20
    failures_before_rest: int = 10
    rest: float = 60
    alarm_after: float = 300  # failing so long, a person is told
    drain: float = 50  # one tick works at most so long: below Celery's soft limit

    def wait(self, attempt: int) -> timedelta:
        """How long until the next try after the ``attempt``-th failed: give or take a fifth."""
        base = self.backoff[min(attempt, len(self.backoff)) - 1]
        return timedelta(seconds=base * random.uniform(0.8, 1.2))  # noqa: S311 - spreads load only


def timing() -> Timing:
    return Timing(**settings.OUTBOX_TIMING)
