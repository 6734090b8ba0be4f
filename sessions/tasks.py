"""What workers run for courses under treatment. What is owed stands in rows, none of it in the broker."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import source
from sessions.actions import pause_limit


@shared_task(name="courses.call_long_pauses")
def call_long_pauses(**_: Any) -> None:
    """Tell the owner of every pause that has lasted as long as the policy lets it."""
    with source("task:courses.call_long_pauses"):
        pause_limit.call_due(by=BEAT, at=clock.database_now())
