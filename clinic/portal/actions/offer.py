"""What a patient may do about a time that became free: answer, and ask to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import NotAllowed
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions import waitlist
from clinic.scheduling.models import Appointment, Offer, WaitlistEntry


@action(Permission.PORTAL)
def say_yes(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """Yes: the visit is booked, or the later one moves here. See `offer.accept` for what may come back."""
    _require_own(offer, by)
    return offers.accept.step(offer, by=by, at=at)


@action(Permission.PORTAL)
def say_no(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """No: somebody else is asked. The place in line stays."""
    _require_own(offer, by)
    return offers.decline.step(offer, by=by, at=at)


@action(Permission.PORTAL)
def ask_sooner(
    visit: Appointment,
    *,
    weekdays: Sequence[int],
    not_before: time | None,
    not_after: time | None,
    notice_hours: int,
    by: Actor,
    at: datetime,
) -> WaitlistEntry:
    """The patient would take an earlier time for this visit. The visit stays until they say yes to one."""
    _require_own(visit, by)
    return waitlist.put_on.step(
        visit.patient,
        site=visit.site,
        visit=visit,
        weekdays=weekdays,
        not_before=not_before,
        not_after=not_after,
        notice_hours=notice_hours,
        asked_by_patient=True,
        by=by,
        at=at,
    )


@action(Permission.PORTAL)
def leave_line(entry: WaitlistEntry, *, by: Actor, at: datetime) -> WaitlistEntry:
    """The patient does not want to be asked any more."""
    _require_own(entry, by)
    return waitlist.take_off.step(entry, by=by, at=at)


def _require_own(thing: Offer | Appointment | WaitlistEntry, by: Actor) -> None:
    if thing.patient_id != by.patient_id():
        raise NotAllowed
