"""Somebody cannot come on a day: the visits that were accepted move in one change, and the absence is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.scheduling.actions.change import apply_rows
from clinic.scheduling.actions.row import Row
from clinic.scheduling.models import Change
from clinic.sites.models import Site


@action(Permission.APPOINTMENT_BOOK)
def send_away(
    site: Site, *, staff: User, day: date, lines: Sequence[Row], by: Actor, at: datetime
) -> Change:
    """Accept the re-planning of that person's day, whole or in part. Raises RowRefused."""
    return apply_rows(site, Change.Kind.SICK_DAY, lines, by=by, at=at)
