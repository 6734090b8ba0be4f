"""Who works when. A shift is planned in wall time and kept as instants; it is withdrawn, never changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.scheduling.actions.room import refuse_while_booked
from clinic.scheduling.models import Appointment, RosterShift
from clinic.scheduling.models.visit_kind import WORKING_ROLES
from clinic.sites.models import Site

LONGEST = timedelta(hours=24)


@action(Permission.ROSTER_MANAGE)
def roster(
    site: Site,
    *,
    staff: User,
    role: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
) -> RosterShift:
    """Plan a person to work, in a role they hold at this site. Raises InvalidInput."""
    if role not in WORKING_ROLES:
        raise InvalidInput(_("Only clinical roles are rostered for visits."), field="role")
    if ends_at <= starts_at:
        words = {
            "end": localtime.day_and_clock_text(ends_at, site.timezone),
            "start": localtime.day_and_clock_text(starts_at, site.timezone),
        }
        sentence = _("The shift would end %(end)s, before it starts %(start)s.")
        raise InvalidInput(sentence % words, field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise InvalidInput(_("A shift lasts at most 24 hours."), field="ends_at")
    lock(("staff", staff.pk))
    held = Membership.objects.filter(user=staff, site=site, role=role).current(at)
    if not held.exists():
        raise InvalidInput(_("This person does not have that role here."), field="role")
    same = RosterShift.objects.standing().filter(staff=staff, role=role)
    if same.touching(starts_at, ends_at).exists():
        raise InvalidInput(_("This person already works then in that role."), field="starts_at")
    shift = RosterShift(
        site=site, staff=staff, role=role, starts_at=starts_at, ends_at=ends_at, created_at=at
    )
    shift.save()
    return shift


@action(Permission.ROSTER_MANAGE)
def withdraw(shift: RosterShift, *, by: Actor, at: datetime) -> RosterShift:
    """Take a shift back. Refused while visits to come count on it."""
    lock(("staff", shift.staff_id))
    shift = RosterShift.objects.select_for_update().get(pk=shift.pk)
    if shift.withdrawn_at is not None:
        return shift
    counting_on_it = Appointment.objects.standing().filter(
        site_id=shift.site_id,
        staff__user_id=shift.staff_id,
        staff__role=shift.role,
        starts_at__lt=shift.ends_at,
        ends_at__gt=max(shift.starts_at, at),
    )
    refuse_while_booked(list(counting_on_it.values_list("pk", flat=True)))
    shift.withdrawn_at, shift.withdrawn_by = at, by.actor_id
    shift.save()
    return shift
