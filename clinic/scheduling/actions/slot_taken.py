"""The refusal that names what is in the way and offers what is free."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.core.errors import DomainError
from clinic.scheduling.models import Claim, Room
from clinic.scheduling.models.claim import ClaimQuerySet
from clinic.scheduling.models.free_time import FreeTime, Search, find
from clinic.scheduling.policies.proposal import Wanted, things_taken

# Nearly always the next two days have enough; only a full calendar pays for the longer look.
LOOK_AHEAD = (timedelta(days=2), timedelta(days=14))
OFFERED = 3


def claims_in_the_way(proposal: Wanted) -> ClaimQuerySet:
    """The claims in force that this visit would overlap, recovery and the room's turnover included."""
    wanted = Q()
    for thing, until in things_taken(proposal):
        wanted |= Q(resource=thing, during__overlap=DateTimeTZRange(proposal.starts_at, until))
    found = Claim.objects.filter(wanted, active=True)
    if proposal.party_id is not None:
        found = found.exclude(party=proposal.party_id)
    return found.order_by("during", "id")


class SlotTaken(DomainError):
    """Something the visit needs is taken. `details["taken"]` says what and when, `details["free"]` what is free next.

    What is in the way is looked up after the transaction has ended, so that nobody waits for the answer with locks
    held.
    """

    code = "slot-taken"

    def __init__(self, proposal: Wanted, at: datetime) -> None:
        super().__init__(_("That time was just taken. Nothing was changed."))
        self._proposal, self._at = proposal, at

    def after_rollback(self) -> None:
        zone = self._proposal.site.timezone
        taken = list(claims_in_the_way(self._proposal).select_related("room", "staff"))
        # A seat of a group has its group's time: what is free otherwise is no answer.
        free = [] if self._proposal.party_id else _next_free(self._proposal, self._at)
        names = dict(
            Room.objects.filter(pk__in=[each.room_id for each in free]).values_list("pk", "name")
        )
        self.details |= {
            "taken": [_as_data(claim) for claim in taken],
            "free": [_offer(each) for each in free],
        }
        sentences = in_words(taken, zone) or [_("That time was just taken.")]
        sentences.append(_("Nothing was changed."))
        if free:
            times = "; ".join(_time_in_words(each, names, zone, self._proposal) for each in free)
            sentences.append(_("Free next: %(times)s.") % {"times": times})
        self.sentence = " ".join(sentences)
        self.args = (self.sentence,)


def _next_free(proposal: Wanted, at: datetime) -> list[FreeTime]:
    free: list[FreeTime] = []
    for ahead in LOOK_AHEAD:
        free = find(_search(proposal, at, ahead))
        if len(free) == OFFERED:
            break
    return free


def _search(proposal: Wanted, at: datetime, ahead: timedelta) -> Search:
    after = max(proposal.starts_at, at)
    return Search(
        site=proposal.site,
        visit_kind=proposal.visit_kind,
        after=after,
        until=after + ahead,
        patient_id=proposal.patient.pk if proposal.patient else None,
        minutes=int((proposal.ends_at - proposal.starts_at) / timedelta(minutes=1)),
        room_kind=proposal.room.kind if proposal.room else "",
        staff=[(user.pk, role) for user, role in proposal.staff],
        limit=OFFERED,
    )


def _as_data(claim: Claim) -> dict[str, Any]:
    """Ids and times; never whose visit it is."""
    return {
        "kind": claim.kind,
        "resource": str(claim.resource),
        "starts_at": claim.during.lower.isoformat(),
        "ends_at": claim.during.upper.isoformat(),
    }


def _offer(free: FreeTime) -> dict[str, Any]:
    return {
        "starts_at": free.starts_at.isoformat(),
        "ends_at": free.ends_at.isoformat(),
        "room": str(free.room_id) if free.room_id else None,
    }


def in_words(taken: list[Claim], zone: str) -> list[str]:
    """One sentence for each thing taken, with all the hours it is taken."""
    hours: dict[Any, list[str]] = {}
    things = {claim.resource: claim for claim in taken}
    for claim in taken:
        start = localtime.wall_time(claim.during.lower, zone)
        span = f"{start:%H:%M}–{localtime.clock_text(claim.during.upper, zone)}"
        hours.setdefault(claim.resource, []).append(span)
    return [_sentence(claim, ", ".join(hours[key])) for key, claim in things.items()]


def _sentence(claim: Claim, hours: str) -> str:
    if claim.room is not None:
        words = {"room": claim.room.name, "hours": hours}
        return _("%(room)s is taken %(hours)s by another visit.") % words
    if claim.staff is not None:
        words = {"name": claim.staff.name, "hours": hours}
        return _("%(name)s has another visit %(hours)s.") % words
    return _("The patient has another visit %(hours)s.") % {"hours": hours}


def _time_in_words(free: FreeTime, names: dict[Any, str], zone: str, proposal: Wanted) -> str:
    same_day = localtime.local_date(free.starts_at, zone) == localtime.local_date(
        proposal.starts_at, zone
    )
    when = (
        localtime.clock_text(free.starts_at, zone)
        if same_day
        else localtime.day_and_clock_text(free.starts_at, zone)
    )
    return f"{names[free.room_id]}, {when}" if free.room_id in names else when
