"""Everything that can happen to a visit up to arrival, each verb once."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, IllegalMove, InvalidInput
from clinic.core.events import publish
from clinic.scheduling import events, outlook
from clinic.scheduling.actions.change import facts_of, record
from clinic.scheduling.actions.placement import end_hold, place
from clinic.scheduling.actions.proposal import Asked, Changed, propose, propose_move
from clinic.scheduling.models import Appointment, Change, Kind
from clinic.scheduling.policies.booking import HOLD, Override, is_late
from patients.models import Patient

Status = Appointment.Status


class NotReady(DomainError):
    """The visit cannot be confirmed: `details["blockers"]` says why, a sentence each."""

    code = "not-ready"


class TooEarly(DomainError):
    """The verb waits for the visit's own time."""

    code = "too-early"


@action(Permission.APPOINTMENT_BOOK)
def book(
    patient: Patient,
    *,
    starts_at: datetime,
    override: Override | None = None,
    recorded_as: Change.Kind = Change.Kind.BOOK,
    by: Actor,
    at: datetime,
    **asked: Unpack[Asked],
) -> Appointment:
    """Promise a visit; what may be asked for is in `Asked`. Soft rules may be put aside with an `override`.

    `recorded_as`: what the list of changes calls it.

    Raises RulesInTheWay, SlotTaken, or InvalidInput for a kind or a length the site does not offer.
    """
    proposal = propose(patient, starts_at, asked)
    appointment = place(proposal, status=Status.BOOKED, override=override, by=by, at=at)
    record(asked["site"], recorded_as, [(None, appointment, None)], by=by, at=at)
    publish(events.AppointmentBooked(**facts_of(appointment, at), new=appointment))
    return appointment


@action(Permission.APPOINTMENT_BOOK)
def hold(
    patient: Patient,
    *,
    starts_at: datetime,
    override: Override | None = None,
    by: Actor,
    at: datetime,
    **asked: Unpack[Asked],
) -> Appointment:
    """Keep a time while the desk talks: it occupies everything a booking does, for ten minutes."""
    proposal = propose(patient, starts_at, asked)
    until = at + HOLD
    return place(proposal, status=Status.HELD, held_until=until, override=override, by=by, at=at)


@action(Permission.APPOINTMENT_BOOK)
def book_hold(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Turn a hold into a booking. A hold that ran out may still be taken up while nobody took the time."""
    appointment = _locked(appointment)
    if appointment.status == Status.ARRIVED:
        # The table lets an arrival be taken back; booking is not that verb.
        raise IllegalMove(_("This patient has arrived already. The visit is booked."))
    appointment.move_to(Status.BOOKED)
    appointment.held_until = None
    appointment.booked_at, appointment.booked_by = at, by.actor_id
    appointment.save()
    record(appointment.site, Change.Kind.BOOK, [(None, appointment, None)], by=by, at=at)
    publish(events.AppointmentBooked(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_BOOK)
def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    override: Override | None = None,
    recorded_as: Change.Kind = Change.Kind.MOVE,
    by: Actor,
    at: datetime,
    **changed: Unpack[Changed],
) -> Appointment:
    """Another time, room or team: ends this row and returns the one that replaces it.

    What `changed` leaves out stays as it was. The replacement is booked, to be confirmed anew. Whoever had a seat of
    a group visit gets a time of their own; for a seat of another group, see `actions.group.join`.
    """
    if Status.RESCHEDULED not in Appointment.MOVES[Status(appointment.status)]:
        appointment.move_to(Status.RESCHEDULED)
    proposal = propose_move(appointment, starts_at, changed)
    held = appointment.status == Status.HELD
    moved = place(
        proposal,
        status=Status.HELD if held else Status.BOOKED,
        held_until=appointment.held_until if held else None,
        replaces=appointment,
        override=override,
        by=by,
        at=at,
    )
    if not held:
        record(moved.site, recorded_as, [(appointment, moved, None)], by=by, at=at)
        new_time = moved.starts_at != appointment.starts_at
        publish(
            events.AppointmentMoved(
                **facts_of(moved, at), old_id=appointment.pk, new_time=new_time
            )
        )
    return moved


@action(Permission.APPOINTMENT_BOOK)
def confirm(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Nothing that takes long to mend is in the way any more. A dosing visit asks the gate's outlook."""
    appointment = _locked(appointment)
    if appointment.status == Status.ARRIVED:
        # The table lets an arrival be taken back; confirming is not that verb.
        raise IllegalMove(_("This patient has arrived already. There is nothing left to confirm."))
    appointment.move_to(Status.CONFIRMED)
    if appointment.kind == Kind.DOSING:
        blockers = outlook.blockers([appointment], at).get(appointment.pk, [])
        if blockers:
            raise NotReady(" ".join(blockers), blockers=blockers)
    appointment.confirmed_at, appointment.confirmed_by = at, by.actor_id
    appointment.save()
    publish(events.AppointmentConfirmed(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_ARRIVE)
def arrive(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """The patient is here. On the day of the visit only: for another day the visit is moved first."""
    appointment = _locked(appointment)
    appointment.move_to(Status.ARRIVED)
    if localtime.local_date(at, appointment.zone) != appointment.wall_date:
        sentence = _("This visit is on %(when)s. Move it to today first.")
        raise TooEarly(sentence % {"when": appointment.when()})
    appointment.arrived_at, appointment.arrived_by = at, by.actor_id
    appointment.save()
    publish(events.AppointmentArrived(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_ARRIVE)
def un_arrive(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """The arrival was a mistake. Refused once care has begun."""
    appointment = _locked(appointment)
    appointment.move_to(Status.CONFIRMED if appointment.confirmed_at else Status.BOOKED)
    if appointment.left_at is not None:
        raise DomainError(_("This visit is over. The arrival cannot be taken back."))
    appointment.arrived_at, appointment.arrived_by = None, ""
    appointment.save()
    publish(events.AppointmentUnarrived(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_ARRIVE)
def finish(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """The patient has left. Called when the dosing session or the therapy session is closed."""
    appointment = _locked(appointment)
    if appointment.status != Status.ARRIVED:
        raise DomainError(_("This patient has not arrived."))
    if appointment.left_at is not None:
        return appointment
    appointment.left_at, appointment.left_by = at, by.actor_id
    appointment.save()
    publish(events.AppointmentFinished(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_CANCEL)
def cancel(
    appointment: Appointment, *, reason: str, note: str = "", by: Actor, at: datetime
) -> Appointment:
    """Call a visit off, with the reason. A patient who does so in the last 24 hours [POL] has cancelled late."""
    if reason not in Appointment.Reason.values:
        raise InvalidInput(_("Choose why the visit is called off."), field="reason")
    appointment = _locked(appointment)
    was = appointment.status
    booked = was != Status.HELD
    late = booked and is_late(appointment, reason, at)
    appointment.move_to(Status.LATE_CANCELLED if late else Status.CANCELLED)
    if appointment.left_at is not None:
        raise DomainError(_("This visit is over. It cannot be called off."))
    appointment.reason, appointment.note = reason, note
    appointment.ended_at, appointment.ended_by = at, by.actor_id
    appointment.held_until = None
    appointment.save()
    if booked and was != Status.ARRIVED:
        record(appointment.site, Change.Kind.CANCEL, [(appointment, None, None)], by=by, at=at)
    if booked:
        publish(events.AppointmentCancelled(**facts_of(appointment, at), was=was, reason=reason))
    else:
        publish(events.HoldEnded(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_CANCEL)
def no_show(appointment: Appointment, *, note: str = "", by: Actor, at: datetime) -> Appointment:
    """The patient did not come. Only once the visit should have begun."""
    appointment = _locked(appointment)
    appointment.move_to(Status.NO_SHOW)
    if at < appointment.starts_at:
        sentence = _("This visit begins %(when)s. Nobody has missed it yet.")
        raise TooEarly(sentence % {"when": appointment.when()})
    appointment.note = note
    appointment.ended_at, appointment.ended_by = at, by.actor_id
    appointment.save()
    record(appointment.site, Change.Kind.NO_SHOW, [(appointment, None, None)], by=by, at=at)
    publish(events.AppointmentMissed(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_CANCEL, anywhere=True)
def release_holds(*, by: Actor, at: datetime) -> int:
    """End every hold that ran out. Returns how many; the clock calls it."""
    ran_out = Appointment.objects.filter(status=Status.HELD, held_until__lte=at)
    holds = list(ran_out.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    for each in holds:
        end_hold(each, by=by, at=at)
        publish(events.HoldEnded(**facts_of(each, at)))
    return len(holds)


def _locked(appointment: Appointment) -> Appointment:
    return Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
