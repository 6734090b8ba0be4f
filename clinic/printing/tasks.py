"""What workers run for paper."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from clinic.core import clock
from clinic.core.actor import source
from clinic.printing import nightly


@shared_task(name="printing.nightly")
def tick(**_: Any) -> None:
    with source("task:printing.nightly"):
        nightly.tick(at=clock.database_now())
