"""A visit gave its time back: the time is written down, in the same transaction, so that somebody can be asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from clinic.accounts.action import step
from clinic.accounts.system import BEAT
from clinic.core.actor import Actor, acting_as
from clinic.policy.models import PolicyVersion
from clinic.scheduling import events
from clinic.scheduling.models import Appointment, FreedTime, Offer, WaitlistEntry

# The desk may undo a slip for so long; nobody is asked before [domain 9: notices wait three minutes].
UNDO = timedelta(minutes=3)
Reason, Cause = Appointment.Reason, FreedTime.Cause
# Room or team are not there: the time is not free, only empty.
NOT_FREE = frozenset({Reason.CLINIC_CLOSED, Reason.STAFF_AWAY})


@step
def called_off(event: events.AppointmentCancelled) -> None:
    """A visit was called off."""
    if event.undo:
        _put_back_in_line(event.appointment_id)
    if event.reason not in NOT_FREE:
        _write_down(event.appointment_id, Cause.CANCELLED, event.at)


@step
def moved(event: events.AppointmentMoved) -> None:
    """A visit went to another time: the old one is free, unless the two overlap in one room."""
    if event.undo:
        _put_back_in_line(event.old_id)
    if not event.new_time:
        return
    now = Appointment.objects.get(pk=event.appointment_id)
    old = Appointment.objects.get(pk=event.old_id)
    overlap = now.starts_at < old.ends_at and now.ends_at > old.starts_at
    if not (overlap and now.room_id == old.room_id):
        _write_down(event.old_id, Cause.MOVED, event.at)


@step
def hold_ended(event: events.HoldEnded) -> None:
    """A hold was let go. The hold of an offer belongs to a freed time already."""
    if not Offer.objects.filter(hold_id=event.appointment_id).exists():
        _write_down(event.appointment_id, Cause.HOLD_ENDED, event.at)


def _write_down(appointment_id: UUID, cause: FreedTime.Cause, at: datetime) -> None:
    visit = Appointment.objects.select_related("site").get(pk=appointment_id)
    # A seat of a group is not a time of its own; without room and team there is nothing to fill.
    if visit.party_id is not None or (visit.room_id is None and not visit.staff.exists()):
        return
    signed = PolicyVersion.objects.in_force(visit.site_id, at)
    if visit.starts_at <= at or signed is None:
        return
    lead = timedelta(hours=signed.policy.waitlist.lead_hours)
    freed = FreedTime(
        site=visit.site,
        appointment=visit,
        cause=cause,
        kind=visit.kind,
        route=visit.route,
        room_id=visit.room_id,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        zone=visit.zone,
        offer_until=visit.starts_at - lead,
        look_at=at + UNDO,
        created_at=at,
    )
    with acting_as(BEAT, at=at):  # a consequence, not the deed of whoever called off
        freed.save()


def _put_back_in_line(appointment_id: UUID) -> None:
    """A booking from the waitlist was undone before anybody was told: its person waits where they waited."""
    won = Offer.objects.filter(booked_id=appointment_id).select_related("entry").first()
    if won is None or won.entry.status != WaitlistEntry.Status.BOOKED:
        return
    entry = won.entry
    same = {
        name: getattr(entry, name)
        for name in ("patient_id", "site_id", "kind", "step", "visit_id")
    }
    if WaitlistEntry.objects.in_line().filter(**same).exists():
        return  # put on again meanwhile: one place in line is enough
    entry.move_to(WaitlistEntry.Status.WAITING)
    entry.ended_at, entry.ended_by = None, ""
    entry.save()


@step
def end(freed: FreedTime, status: FreedTime.Status, *, by: Actor, at: datetime) -> None:
    """It is filled, taken, past or closed: nobody is asked any more."""
    freed.move_to(status)
    freed.ended_at, freed.ended_by = at, by.actor_id
    freed.save()
