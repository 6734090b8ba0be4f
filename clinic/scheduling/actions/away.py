"""Somebody cannot come on a day: the visits that were accepted move in one change, and the absence is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.locks import lock
from clinic.scheduling.actions import leave as leaves
from clinic.scheduling.actions.change import apply_rows, record
from clinic.scheduling.actions.row import Row
from clinic.scheduling.models import Change, Leave
from clinic.sites.models import Site


@action(Permission.APPOINTMENT_BOOK)
def send_away(
    site: Site, *, staff: User, day: date, lines: Sequence[Row], by: Actor, at: datetime
) -> Change:
    """Accept the re-planning of that person's day, whole or in part, and take them off the roster for it.

    Writing down that somebody is ill today is the desk's; leave ahead is the manager's. Without rows the absence alone
    is written down. Raises RowRefused, or InvalidInput for a day that is over.
    """
    kind = Change.Kind.SICK_DAY
    if lines:
        change = apply_rows(site, kind, lines, by=by, at=at)
    else:
        lock(("staff", staff.pk))
        made = record(site, kind, [], by=by, at=at)
        if made is None:
            raise DomainError(_("An absence is written down by a person."))
        change = made
    change.leave = _absent(site, staff, day, by=by, at=at)
    change.save()
    return change


@step
def _absent(site: Site, staff: User, day: date, *, by: Actor, at: datetime) -> Leave | None:
    """What is left of that day, unless a leave covers it already."""
    begins, ends = localtime.day_bounds(day, site.timezone)
    begins = max(begins, at)
    known = Leave.objects.standing().at_site(site.pk).filter(staff=staff)
    if known.filter(starts_at__lte=begins, ends_at__gte=ends).exists():
        return None
    return leaves.grant.step(
        site,
        staff=staff,
        starts_at=begins,
        ends_at=ends,
        kind=Leave.Kind.SICK,
        everywhere=False,
        by=by,
        at=at,
    )
