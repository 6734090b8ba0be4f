"""What workers run for the calendar. Ticks only: what is owed stands in rows, none of it in the broker."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.core import clock
from clinic.core.actor import source
from clinic.scheduling import waitlist_clock


@shared_task(name="waitlist.tick")
def tick(**_: Any) -> None:
    with source("task:waitlist.tick"):
        waitlist_clock.tick(at=clock.database_now())
