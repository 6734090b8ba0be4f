"""What workers run for patients."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import source
from patients.actions import safety_ladder


@shared_task(name="safety.climb")
def climb(**_: Any) -> None:
    """Tell the next in line of every alert nobody has taken on."""
    with source("task:safety.climb"):
        safety_ladder.climb_due(by=BEAT, at=clock.database_now())
