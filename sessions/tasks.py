"""What workers run for courses under treatment. What is owed stands in rows, none of it in the broker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import source
from sessions.actions import measure_replan, pause_limit
from sessions.models import MeasureReplan


@shared_task(name="courses.call_long_pauses")
def call_long_pauses(**_: Any) -> None:
    """Tell the owner of every pause that has lasted as long as the policy lets it."""
    with source("task:courses.call_long_pauses"):
        pause_limit.call_due(by=BEAT, at=clock.database_now())


@shared_task(name=measure_replan.TASK)
def replan_measures(*, id: str, policy: str, upto: str = "", **_: Any) -> None:  # noqa: A002 - the nudge's word
    """The next batch of a site whose policy was just signed, unless somebody is further already."""
    place = UUID(upto) if upto else None
    owed = MeasureReplan.objects.open().filter(pk=id, policy=UUID(policy), upto=place).first()
    with source(f"task:{measure_replan.TASK}"):
        if owed is not None:
            measure_replan.go_on(owed, by=BEAT, at=clock.database_now())


@shared_task(name="measures.carry_on")
def carry_on_replans(**_: Any) -> None:
    """What a worker left lying, or was never told of."""
    with source("task:measures.carry_on"):
        measure_replan.carry_on_stalled(by=BEAT, at=clock.database_now())
