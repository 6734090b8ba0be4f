"""What workers run for the outbox. Nudges and ticks only: every promise is a row."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import source
from clinic.outbox import engine
from clinic.outbox.actions import delivery, health


@shared_task(name="outbox.dispatch")
def dispatch(**_: Any) -> None:
    with source("task:outbox.dispatch"):
        engine.dispatch(at=clock.database_now())


@shared_task(name="outbox.reap")
def reap(**_: Any) -> None:
    with source("task:outbox.reap"):
        delivery.reap(by=BEAT, at=clock.database_now())


@shared_task(name="outbox.reconcile")
def reconcile(**_: Any) -> None:
    with source("task:outbox.reconcile"):
        engine.reconcile(at=clock.database_now())


@shared_task(name="outbox.expire")
def expire(**_: Any) -> None:
    with source("task:outbox.expire"):
        delivery.expire(by=BEAT, at=clock.database_now())


@shared_task(name="outbox.heartbeat")
def heartbeat(**_: Any) -> None:
    with source("task:outbox.heartbeat"):
        health.beat(name="worker", by=BEAT, at=clock.database_now())
