"""Wake a worker. Only a hint: the row in the database is the promise, a sweep finds what was missed."""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)


def nudge(task: str, **ids: str) -> None:
    """After this transaction commits, ask a worker to run ``task``. A dead broker changes nothing."""

    def send() -> None:
        try:
            current_app.send_task(task, kwargs=ids, ignore_result=True)
        except Exception:  # noqa: BLE001 - whatever the broker does, the booking stands
            log.warning("nudge not sent", extra={"task": task})

    transaction.on_commit(send)
