"""One freed time, offered to one person: asked, answered, run out, taken back. Exactly one yes wins.

Every verb locks the freed time first; so two answers to one time come one after the other, whatever their order was.
The unique constraint on accepted offers and the claims of the calendar stay the judges.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.failpoints import failpoint
from clinic.core.locks import lock_all
from clinic.policy.models import PolicyVersion
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import freed_time as freed_times
from clinic.scheduling.actions.asking import (
    lock_entry,
    locked,
    signed_terms,
    stop,
    tell_end,
)
from clinic.scheduling.actions.placement import end_hold
from clinic.scheduling.line import look_at_line
from clinic.scheduling.models import Appointment, Change, FreedTime, Offer, WaitlistEntry
from clinic.scheduling.policies.fits import Candidate, rules_broken

Status, Way = Offer.Status, Offer.Way
OVER = {
    Status.ACCEPTED: gettext_lazy("This time was taken with a yes already."),
    Status.DECLINED: gettext_lazy("This time was answered with a no."),
    Status.EXPIRED: gettext_lazy("The time to answer is over. The place in line stays."),
    Status.WITHDRAWN: gettext_lazy("This time is not free any more. The place in line stays."),
    Status.LOST: gettext_lazy("Somebody else was faster. The place in line stays."),
}


class OfferOver(DomainError):
    """The offer was answered, ran out or was taken back. `details["status"]` says which."""

    code = "offer-over"


@action(Permission.WAITLIST_OFFER)
def accept(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """Yes. Books the visit, or moves the later one here, through the calendar's own verbs.

    Raises OfferOver when it is too late. An offer that cannot be kept (the time is taken, the gate has closed) comes
    back WITHDRAWN, and `because` says why: the place in line stays. Saying yes twice changes nothing.
    """
    failpoint("offer.yes_on_its_way")
    freed, offer = locked(offer)
    if offer.status == Status.ACCEPTED:
        return offer
    _require_running(offer, at)
    seen = look_at_line(freed, signed_terms(freed, at)[1], at, [lock_entry(offer.entry_id)])[0]
    broken = rules_broken(seen.reasons)
    if broken:
        because = " ".join(each.sentence for each in broken)
        return take_back(offer, because=because, by=by, at=at)
    try:
        with transaction.atomic():
            visit = _book(seen.who, offer.hold, by=by, at=at)
    except DomainError as refused:
        return take_back(offer, because=refused.sentence, by=by, at=at)
    _win(freed, offer, visit, by=by, at=at)
    return offer


@action(Permission.WAITLIST_OFFER)
def decline(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """No. The next in line is asked; this person keeps the place for other times."""
    freed, offer = locked(offer)
    if offer.status == Status.DECLINED:
        return offer
    _require_running(offer, at)
    stop(freed, offer, Status.DECLINED, by=by, at=at)
    return offer


@action(Permission.WAITLIST_OFFER)
def withdraw(offer: Offer, *, because: str, by: Actor, at: datetime) -> Offer:
    """The desk takes the offer back, with the reason."""
    _freed, offer = locked(offer)
    if offer.status == Status.WITHDRAWN:
        return offer
    if not offer.is_running:
        raise OfferOver(str(OVER[Status(offer.status)]), status=offer.status)
    return take_back(offer, because=because.strip() or _("The desk took it back."), by=by, at=at)


@action(Permission.WAITLIST_OFFER)
def expire(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """The minutes are over. The clock calls it; what came in between stands."""
    freed, offer = locked(offer)
    if offer.is_running and offer.expires_at <= at:
        stop(freed, offer, Status.EXPIRED, by=by, at=at)
    return offer


@step
def take_back(offer: Offer, *, because: str, by: Actor, at: datetime) -> Offer:
    """It can no longer be kept. The person keeps the place in line."""
    freed, offer = locked(offer)
    if offer.is_running:
        offer.because = because[:500]
        stop(freed, offer, Status.WITHDRAWN, by=by, at=at)
    return offer


@step
def win_directly(
    freed: FreedTime, who: Candidate, signed: PolicyVersion, *, by: Actor, at: datetime
) -> Offer:
    """The desk fills the time without asking by message: booked at once, and logged like every offer."""
    visit = _book(who, None, by=by, at=at)
    offer = Offer(
        site_id=freed.site_id,
        patient_id=who.entry.patient_id,
        freed_time=freed,
        entry=who.entry,
        position=who.position,
        way=Way.DESK,
        status=Status.ACCEPTED,
        policy_version=signed,
        expires_at=at,
        booked=visit,
        ended_at=at,
        ended_by=by.actor_id,
        created_at=at,
    )
    offer.save()
    _settle(freed, offer, by=by, at=at)
    return offer


def _book(who: Candidate, hold: Appointment | None, *, by: Actor, at: datetime) -> Appointment:
    """Lock everything, let go of the hold, and book or move through the one door."""
    wanted, later = who.proposal, who.later
    assert wanted is not None  # noqa: S101 - without one `not-offered` is among the broken rules
    before = [("staff", each.user_id) for each in later.staff.all()] if later else []
    if later and later.room_id:
        before.append(("room", later.room_id))
    lock_all([*wanted.resources(), *before])
    if hold is not None:
        hold = Appointment.objects.select_for_update(of=("self",)).get(pk=hold.pk)
        if hold.status == Appointment.Status.HELD:
            end_hold(hold, by=by, at=at)
    if later is not None:
        return appointments.move.step(
            later,
            starts_at=wanted.starts_at,
            room=wanted.room,
            staff=wanted.staff,
            recorded_as=Change.Kind.WAITLIST,
            by=by,
            at=at,
        )
    return appointments.book.step(
        wanted.patient,
        kind=wanted.visit_kind.kind,
        site=wanted.site,
        room=wanted.room,
        staff=wanted.staff,
        starts_at=wanted.starts_at,
        minutes=int((wanted.ends_at - wanted.starts_at) / timedelta(minutes=1)),
        course=wanted.course,
        step=wanted.step,
        route=wanted.visit_kind.route,
        recorded_as=Change.Kind.WAITLIST,
        by=by,
        at=at,
    )


def _win(freed: FreedTime, offer: Offer, visit: Appointment, *, by: Actor, at: datetime) -> None:
    offer.move_to(Status.ACCEPTED)
    offer.booked = visit
    offer.ended_at, offer.ended_by = at, by.actor_id
    offer.save()
    tell_end(offer, freed, at)
    _settle(freed, offer, by=by, at=at)


def _settle(freed: FreedTime, won: Offer, *, by: Actor, at: datetime) -> None:
    """The entry is served, everybody else who was asked lost, the time is filled."""
    entry = lock_entry(won.entry_id)
    entry.move_to(WaitlistEntry.Status.BOOKED)
    entry.ended_at, entry.ended_by = at, by.actor_id
    entry.save()
    for other in Offer.objects.running().filter(freed_time=freed).order_by("slot"):
        stop(freed, other, Status.LOST, by=by, at=at, look=False)
    freed_times.end(freed, FreedTime.Status.FILLED, by=by, at=at)


def _require_running(offer: Offer, at: datetime) -> None:
    if not offer.is_running:
        raise OfferOver(str(OVER[Status(offer.status)]), status=offer.status)
    if offer.expires_at <= at:
        raise OfferOver(str(OVER[Status.EXPIRED]), status=Status.EXPIRED)
