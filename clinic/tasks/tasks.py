"""What workers run for staff tasks."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import source
from clinic.tasks.actions import task as actions


@shared_task(name="tasks.escalate")
def escalate(**_: Any) -> None:
    with source("task:tasks.escalate"):
        actions.escalate_due(by=BEAT, at=clock.database_now())
