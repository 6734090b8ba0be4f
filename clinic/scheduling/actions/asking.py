"""What the verbs of an offer are made of: asking somebody, letting go when no yes came, and the one order of locks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.events import publish
from clinic.core.nudge import nudge
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import WaitlistTerms
from clinic.scheduling.actions.placement import end_hold, place
from clinic.scheduling.events import OfferEnded, OfferMade
from clinic.scheduling.line import terms_in_force
from clinic.scheduling.models import Appointment, FreedTime, Offer, WaitlistEntry
from clinic.scheduling.policies.fits import Candidate
from clinic.tasks.actions.task import complete_for_cause, raise_task

Status, Way = Offer.Status, Offer.Way


class NoPolicy(DomainError):
    """Without signed terms nobody is offered anything."""

    code = "no-policy"


@step
def make(
    freed: FreedTime,
    who: Candidate,
    *,
    way: Offer.Way,
    slot: int,
    keep: bool,
    signed: PolicyVersion,
    by: Actor,
    at: datetime,
) -> Offer:
    """Ask this person now. `keep`: the time is held for them in the calendar. Raises what a booking raises."""
    minutes = timedelta(minutes=signed.policy.waitlist.offer_minutes)
    expires_at = min(at + minutes, freed.starts_at)
    hold = None
    if keep and who.proposal is not None:
        # Their booked visit fills the step until they say yes: the hold names none.
        wanted = replace(who.proposal, step=None) if who.later else who.proposal
        hold = place(wanted, status=Appointment.Status.HELD, held_until=expires_at, by=by, at=at)
    entry = lock_entry(who.entry.pk)
    entry.move_to(WaitlistEntry.Status.OFFERED)
    entry.save()
    offer = Offer(
        site_id=freed.site_id,
        patient_id=entry.patient_id,
        freed_time=freed,
        entry=entry,
        slot=slot,
        position=who.position,
        way=way,
        policy_version=signed,
        expires_at=expires_at,
        hold=hold,
        created_at=at,
    )
    offer.save()
    publish(OfferMade(**_facts(offer, freed, at), expires_at=expires_at))
    if way == Way.CALL and by == BEAT:
        _ask_the_desk_to_call(offer, freed, at)
    return offer


@step
def locked(offer: Offer) -> tuple[FreedTime, Offer]:
    """The freed time, then the offer: always in that order."""
    freed = lock_freed(offer.freed_time_id)
    found = Offer.objects.select_for_update(of=("self",)).select_related("hold")
    return freed, found.get(pk=offer.pk)


@step
def lock_freed(pk: UUID) -> FreedTime:
    rows = FreedTime.objects.select_for_update(of=("self",))
    return rows.select_related("site", "room", "appointment").get(pk=pk)


@step
def stop(
    freed: FreedTime,
    offer: Offer,
    status: Offer.Status,
    *,
    by: Actor,
    at: datetime,
    look: bool = True,
) -> None:
    """No yes came of it: the hold is let go, the person waits on, and somebody else is looked for."""
    offer.move_to(status)
    offer.ended_at, offer.ended_by = at, by.actor_id
    offer.save()
    hold = offer.hold
    if hold is not None and hold.status == Appointment.Status.HELD:
        end_hold(hold, by=by, at=at)
    entry = lock_entry(offer.entry_id)
    if entry.status == WaitlistEntry.Status.OFFERED:
        entry.move_to(WaitlistEntry.Status.WAITING)
        entry.save()
    tell_end(offer, freed, at)
    if look and freed.status == FreedTime.Status.OPEN:
        freed.look_at = min(freed.look_at, at)
        freed.save()
        nudge("waitlist.tick")


@step
def lock_entry(pk: UUID) -> WaitlistEntry:
    """The place in line, after the freed time and the offer."""
    rows = WaitlistEntry.objects.select_for_update(of=("self",))
    return rows.select_related("patient", "site", "course", "step").get(pk=pk)


@step
def signed_terms(freed: FreedTime, at: datetime) -> tuple[PolicyVersion, WaitlistTerms]:
    """The version in force and its numbers, or NoPolicy."""
    found = terms_in_force(freed, at)
    if found is None:
        raise NoPolicy(
            _("There is no signed clinical policy. The medical director signs it first.")
        )
    return found


@step
def tell_end(offer: Offer, freed: FreedTime, at: datetime) -> None:
    """Whoever sends messages hears of it; the desk need not call any more."""
    publish(OfferEnded(**_facts(offer, freed, at), status=offer.status))
    if offer.way == Way.CALL:
        label = str(Status(offer.status).label)
        complete_for_cause.step(key=f"offer:{offer.pk}", outcome=label, by=BEAT, at=at)


def _ask_the_desk_to_call(offer: Offer, freed: FreedTime, at: datetime) -> None:
    until = localtime.clock_text(offer.expires_at, freed.zone)
    raise_task.step(
        freed.site,
        kind="WAITLIST_CALL",
        sentence=_("Call the patient: %(when)s is free for them. Ask before %(until)s.")
        % {"when": freed.when(), "until": until},
        patient_id=offer.patient_id,
        subject_id=offer.pk,
        role=Role.FRONT_DESK,
        due_at=at,
        link=f"/waitlist/times/{freed.pk}/",
        key=f"offer:{offer.pk}",
        by=BEAT,
        at=at,
    )


def _facts(offer: Offer, freed: FreedTime, at: datetime) -> _Facts:
    """What every event of an offer carries."""
    return _Facts(
        offer_id=offer.pk,
        patient_id=offer.patient_id,
        site_id=offer.site_id,
        way=offer.way,
        starts_at=freed.starts_at,
        at=at,
    )


class _Facts(TypedDict):
    offer_id: UUID
    patient_id: UUID
    site_id: UUID
    way: str
    starts_at: datetime
    at: datetime
