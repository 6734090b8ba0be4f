"""Leave: it takes shifts away and gives them back; visits booked with the person stay until somebody moves them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.scheduling.actions.expansion import expand, give_back, take_away
from clinic.scheduling.models import Appointment, Leave, RosterShift, WorkingPattern
from clinic.scheduling.models.appointment import AppointmentQuerySet
from clinic.sites.models import Site
from clinic.tasks.actions.task import raise_task

LONGEST = timedelta(days=400)
LONGEST_NOTE = 200


@action(Permission.ROSTER_MANAGE)
def grant(
    site: Site,
    *,
    staff: User,
    starts_at: datetime,
    ends_at: datetime,
    kind: str,
    everywhere: bool = True,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Leave:
    """The person is away, from every site or (not `everywhere`) from this one. See `left_without` for their visits."""
    _check(site, staff, starts_at, ends_at, kind, note, at)
    lock(("staff", staff.pk))
    leave = Leave(
        staff=staff,
        site=None if everywhere else site,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=kind,
        note=note.strip(),
        created_at=at,
    )
    leave.save()
    shifts = RosterShift.objects.select_for_update(of=("self",)).standing().filter(staff=staff)
    if not everywhere:
        shifts = shifts.filter(site=site)
    touched = shifts.touching(starts_at, ends_at).select_related("site", "staff", "pattern")
    take_away(leave, list(touched.order_by("starts_at")), by=by, at=at)
    _tell_the_desk(leave, by=by, at=at)
    return leave


@action(Permission.ROSTER_MANAGE)
def take_back(site: Site, *, leave: Leave, by: Actor, at: datetime) -> Leave:
    """The person is not away after all: the shifts it took are worked again. Twice is once."""
    lock(("staff", leave.staff_id))
    leave = Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    if leave.revoked_at is not None:
        return leave
    leave.revoked_at, leave.revoked_by = at, by.actor_id
    leave.save()
    give_back(leave, at=at)
    for rule in WorkingPattern.objects.filter(staff=leave.staff_id).select_related(
        "site", "staff"
    ):
        expand(rule, by=by, at=at)
    return leave


def _tell_the_desk(leave: Leave, *, by: Actor, at: datetime) -> None:
    """A task for each site and day with visits left without the person: due when the first of them begins."""
    first: dict[tuple[Site, date], Appointment] = {}
    for visit in left_without(leave).select_related("site"):
        first.setdefault((visit.site, visit.wall_date), visit)
    for (site, day), visit in first.items():
        words = {"name": leave.staff.name, "day": date_format(day, "D j M")}
        raise_task.step(
            site,
            kind="STAFF_AWAY",
            sentence=_("%(name)s is away on %(day)s. Re-plan the visits of that day.") % words,
            role=Role.FRONT_DESK,
            due_at=max(visit.starts_at, at),
            link=away_link(leave.staff_id, day),
            key=f"away:{leave.pk}:{site.pk}:{day}",
            by=by,
            at=at,
        )


def away_link(staff_id: UUID, day: date) -> str:
    """The page on which the desk re-plans that person's day."""
    return f"/visits/away/?staff={staff_id}&on={day.isoformat()}"


def left_without(leave: Leave) -> AppointmentQuerySet:
    """The standing visits booked with the person inside the leave, in order of time."""
    visits = Appointment.objects.standing().filter(staff__user=leave.staff_id)
    if leave.site_id is not None:
        visits = visits.filter(site=leave.site_id)
    return visits.between(leave.starts_at, leave.ends_at).distinct()


def _check(
    site: Site,
    staff: User,
    starts_at: datetime,
    ends_at: datetime,
    kind: str,
    note: str,
    at: datetime,
) -> None:
    if not Membership.objects.filter(user=staff, site=site).current(at).exists():
        raise InvalidInput(_("This person does not work here."), field="staff")
    if kind not in Leave.Kind.values:
        raise InvalidInput(_("Choose what kind of leave it is."), field="kind")
    if ends_at <= starts_at:
        words = {
            "end": localtime.day_and_clock_text(ends_at, site.timezone),
            "start": localtime.day_and_clock_text(starts_at, site.timezone),
        }
        sentence = _("The leave would end %(end)s, before it starts %(start)s.") % words
        raise InvalidInput(sentence, field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise InvalidInput(_("A leave lasts at most 400 days."), field="ends_at")
    if ends_at <= at:
        raise InvalidInput(_("That time is over."), field="ends_at")
    if len(note.strip()) > LONGEST_NOTE:
        sentence = _("The note has at most %(count)d characters.") % {"count": LONGEST_NOTE}
        raise InvalidInput(sentence, field="note")
