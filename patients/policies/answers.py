"""Which answers of an unfinished form still count: those given close enough together to speak of the same days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from patients.models import MeasureAnswer
from patients.policies.workup import policy_or_shipped


def counting(
    rows: Iterable[MeasureAnswer], site_id: UUID, at: datetime
) -> dict[str, MeasureAnswer]:
    """By question. An answer older than the policy says is asked again; what it asked for at its time stands."""
    days = policy_or_shipped(site_id, at).measures.answers_hold_days
    oldest = at - timedelta(days=days)
    return {row.item: row for row in rows if row.answered_at >= oldest}
