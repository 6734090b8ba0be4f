"""The workers' side of the house: nudges and ticks. Every promise is a row in the database, none is in the broker."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from django.db import connections

from clinic.embedded.process import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

app = Celery("clinic")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def begin_a_worker_process(**_: Any) -> None:
    """A forked worker dies with its parent (not inherited by fork) and opens its own database connection."""
    die_with_parent()
    connections.close_all()
