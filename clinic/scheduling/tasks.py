"""What workers run for the calendar. Ticks only: what is owed stands in rows, none of it in the broker."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import source
from clinic.scheduling import waitlist_clock
from clinic.scheduling.actions import appointment, expansion


@shared_task(name="waitlist.tick")
def tick(**_: Any) -> None:
    with source("task:waitlist.tick"):
        waitlist_clock.tick(at=clock.database_now())


@shared_task(name="scheduling.release_holds")
def release_holds(**_: Any) -> None:
    with source("task:scheduling.release_holds"):
        appointment.release_holds(by=BEAT, at=clock.database_now())


@shared_task(name="scheduling.expand_patterns")
def expand_patterns(**_: Any) -> None:
    with source("task:scheduling.expand_patterns"):
        at = clock.database_now()
        for person in expansion.people_with_patterns(at):
            expansion.expand_person(person, by=BEAT, at=at)
