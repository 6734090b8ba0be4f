"""Who is on call, as the patients' packages ask it (patients/on_call.py)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from clinic.scheduling.models import RosterShift


def on_call(site_id: UUID, at: datetime) -> Sequence[UUID]:
    """The people whose shift on call holds at that instant, the longest on it first."""
    shifts = RosterShift.objects.standing().filter(
        site_id=site_id, on_call=True, starts_at__lte=at, ends_at__gt=at, staff__is_active=True
    )
    return list(shifts.order_by("starts_at", "id").values_list("staff_id", flat=True))
