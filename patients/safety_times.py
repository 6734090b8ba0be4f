"""How fast alerts are taken on: numbers without a name, for whoever answers for the clinic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Max

from patients.instruments.scoring import Urgency
from patients.models import SafetyAlert

# Looked back so far: long enough for a median to mean something in a small clinic [POL].
PERIOD = timedelta(days=90)


@dataclass(frozen=True)
class Times:
    """One urgency (or all: ``urgency`` is empty). Minutes from the answer until somebody took it on."""

    urgency: str
    raised: int
    taken_on: int
    median_minutes: float | None
    longest_minutes: int | None
    passed_on: int
    waiting: int


def times(site_id: UUID, at: datetime) -> list[Times]:
    """All urgencies together, then each. Alerts raised in the ninety days until ``at``. One query, no patient read."""
    rows = list(
        SafetyAlert.objects.filter(site_id=site_id, raised_at__gt=at - PERIOD, raised_at__lte=at)
        .annotate(rung=Max("calls__rung"))
        .values_list("urgency", "raised_at", "acknowledged_at", "rung")
    )
    groups = [("", rows)] + [(u.value, [r for r in rows if r[0] == u]) for u in Urgency]
    return [_times(name, group) for name, group in groups]


Row = tuple[str, datetime, datetime | None, int | None]


def _times(urgency: str, rows: list[Row]) -> Times:
    minutes = [
        (taken_at - raised_at).total_seconds() / 60
        for _urgency, raised_at, taken_at, _rung in rows
        if taken_at is not None
    ]
    return Times(
        urgency=urgency,
        raised=len(rows),
        taken_on=len(minutes),
        median_minutes=round(median(minutes), 1) if minutes else None,
        longest_minutes=int(max(minutes)) if minutes else None,
        passed_on=sum((row[3] or 0) > 0 for row in rows),
        waiting=len(rows) - len(minutes),
    )
