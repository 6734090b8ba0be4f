"""The one way a visit gets into the calendar: lock what it takes, ask the rules again, insert, or say what is in the way.

Locks come first and in one order, because the exclusion constraint alone makes rival bookings deadlock: each inserts,
then waits for the other. The constraint stays the judge: a booking that forgets the locks, or that is written by hand,
still cannot take what is taken.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.failpoints import failpoint
from clinic.core.locks import lock_all
from clinic.scheduling.actions.slot_taken import SlotTaken, claims_in_the_way
from clinic.scheduling.models import Appointment, AppointmentStaff
from clinic.scheduling.models.facts import Facts, Question, load
from clinic.scheduling.policies.booking import Proposal, require_bookable


@step
def place(
    proposal: Proposal,
    *,
    status: Appointment.Status,
    by: Actor,
    at: datetime,
    held_until: datetime | None = None,
    replaces: Appointment | None = None,
) -> Appointment:
    """Put the visit into the calendar, in place of `replaces` if given. Raises RulesInTheWay or SlotTaken.

    A `replaces` that ended earlier in this transaction is only pointed to: so two visits can change places.
    """
    old_resources = resources_of(replaces) if replaces else []
    lock_all([*proposal.resources(), *old_resources])
    failpoint("booking.locked")
    require_bookable(proposal, _facts(proposal), at)
    if replaces is not None and replaces.is_standing:
        replaces = give_up(replaces, by=by, at=at)
    try:
        return _insert(proposal, status, by, at, held_until, replaces)
    except _Clash:
        if not _let_go_of_expired_holds(proposal, by=by, at=at):
            raise SlotTaken(proposal, at) from None
    try:
        return _insert(proposal, status, by, at, held_until, replaces)
    except _Clash:
        raise SlotTaken(proposal, at) from None


class StepIsBooked(DomainError):
    """One planned step is filled by one visit at a time."""

    code = "step-is-booked"


class _Clash(Exception):
    """The exclusion constraint refused; the savepoint is rolled back, the transaction goes on."""


def resources_of(appointment: Appointment) -> list[tuple[str, UUID]]:
    """Everything a visit takes, as `(kind, id)`: what must be locked before it changes."""
    found: list[tuple[str, UUID]] = [("patient", appointment.patient_id)]
    if appointment.room_id:
        found.append(("room", appointment.room_id))
    return [*found, *(("staff", each.user_id) for each in appointment.staff.all())]


def _facts(proposal: Proposal) -> Facts:
    """The calendar and the course as they are under the locks."""
    zone = proposal.site.timezone
    return load(
        Question(
            proposal.site.pk,
            zone,
            proposal.course.pk if proposal.course else None,
            proposal.room.pk if proposal.room else None,
            [user.pk for user, _role in proposal.staff],
            proposal.starts_at,
            proposal.ends_at,
            first=localtime.local_date(proposal.starts_at, zone),
            last=localtime.local_date(proposal.ends_at - timedelta(microseconds=1), zone),
        )
    )


@step
def give_up(old: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """End the row that is being replaced, so that its claims are free for the one that replaces it."""
    old = Appointment.objects.select_for_update(of=("self",)).get(pk=old.pk)
    old.move_to(Appointment.Status.RESCHEDULED)
    old.ended_at, old.ended_by = at, by.actor_id
    old.held_until = None
    old.save()
    return old


def _insert(
    proposal: Proposal,
    status: Appointment.Status,
    by: Actor,
    at: datetime,
    held_until: datetime | None,
    replaces: Appointment | None,
) -> Appointment:
    wall = localtime.wall_time(proposal.starts_at, proposal.site.timezone)
    booked = status != Appointment.Status.HELD
    appointment = Appointment(
        site=proposal.site,
        patient=proposal.patient,
        course=proposal.course,
        step=proposal.step,
        kind=proposal.visit_kind.kind,
        visit_kind=proposal.visit_kind,
        route=proposal.visit_kind.route,
        room=proposal.room,
        status=status,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        turnover_minutes=proposal.turnover // timedelta(minutes=1),
        wall_date=wall.date(),
        wall_time=wall.time(),
        zone=proposal.site.timezone,
        replaces=replaces,
        moves=replaces.moves + 1 if replaces else 0,
        held_until=held_until,
        booked_at=at if booked else None,
        booked_by=by.actor_id if booked else "",
        created_at=at,
    )
    appointment.visit_id = replaces.visit_id if replaces else appointment.pk
    people = [
        AppointmentStaff(appointment=appointment, user=user, role=role)
        for user, role in proposal.staff
    ]
    try:
        with transaction.atomic():
            appointment.save()
            AppointmentStaff.objects.bulk_create(people)
    except IntegrityError as error:
        if clashes(error):
            raise _Clash from error
        if _constraint(error) == "one_standing_appointment_per_step":
            raise StepIsBooked(
                _("That planned step is booked already. Move that visit.")
            ) from error
        raise
    return appointment


def clashes(error: IntegrityError) -> bool:
    """Whether the database refused because something is taken."""
    return _constraint(error) == "nothing_is_claimed_twice"


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def _let_go_of_expired_holds(proposal: Proposal, *, by: Actor, at: datetime) -> bool:
    """End holds that ran out and stand in the way. True if there were any."""
    in_the_way = claims_in_the_way(proposal).values("appointment")
    expired = Appointment.objects.filter(
        pk__in=in_the_way, status=Appointment.Status.HELD, held_until__lte=at
    )
    holds = list(expired.select_for_update(of=("self",)).order_by("pk"))
    for hold in holds:
        end_hold(hold, by=by, at=at)
    return bool(holds)


@step
def end_hold(hold: Appointment, *, by: Actor, at: datetime) -> None:
    """The hold ran out: its room and people are free again."""
    hold.move_to(Appointment.Status.CANCELLED)
    hold.reason = Appointment.Reason.HOLD_RAN_OUT
    hold.ended_at, hold.ended_by = at, by.actor_id
    hold.save()
