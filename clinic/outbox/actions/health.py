"""A carrier that fails again and again is left alone for a while; signs of life of our own workers."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.outbox.models import Heartbeat, ProviderHealth
from clinic.outbox.timing import timing

log = logging.getLogger(__name__)


@step
def works(channel: str) -> None:
    """It answered sensibly: the count of failures starts anew. Usually there is nothing to write."""
    ProviderHealth.objects.filter(channel=channel, failures__gt=0).update(
        failures=0, failing_since=None, closed_until=None
    )


@step
def fails(channel: str, at: datetime) -> None:
    """It did not. After ten in a row nothing is handed to it for a minute."""
    ProviderHealth.objects.get_or_create(channel=channel)
    health = ProviderHealth.objects.select_for_update().get(channel=channel)
    health.failures += 1
    health.failing_since = health.failing_since or at
    if health.failures >= timing().failures_before_rest:
        health.closed_until = at + timedelta(seconds=timing().rest)
        if at - health.failing_since > timedelta(seconds=timing().alarm_after):
            log.error("carrier %s has failed since %s", channel, health.failing_since.isoformat())
    health.save()


@action(Permission.MESSAGE_SEND, anywhere=True)
def beat(*, name: str, by: Actor, at: datetime) -> None:
    """A worker did a piece of work at this moment."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
