"""One free time: who fits, who does not and why, who is being asked, and what happened so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions import offer_round
from clinic.scheduling.line import Seen, look_at_line, team_of, terms_in_force, whole_line
from clinic.scheduling.models import FreedTime, Offer, Skip, WaitlistEntry
from clinic.scheduling.policies.fits import rules_broken


@dataclass(frozen=True)
class Line:
    """One line of the log: when, who, what. `reasons` of somebody passed over."""

    at: datetime
    name: str
    what: str
    reasons: list[str]
    position: int


@allow(Permission.APPOINTMENT_VIEW)
def freed_time(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The list "who fits", the running offers, the log."""
    freed, at = _freed(request, pk), clock.now()
    signed = terms_in_force(freed, at)
    is_open = freed.status == FreedTime.Status.OPEN and freed.starts_at > at
    seen = look_at_line(freed, signed[1], at, whole_line(freed)) if signed and is_open else []
    running = list(Offer.objects.running().filter(freed_time=freed).select_related("patient"))
    asked = {offer.entry_id for offer in running}
    waiting = [each for each in seen if each.who.entry.pk not in asked]
    return render(
        request,
        "scheduling/freed_time.html",
        {
            "freed": freed,
            "team": team_of(freed),
            "is_open": is_open,
            "has_terms": signed is not None,
            "running": running,
            "fit": [each for each in waiting if not each.reasons],
            "by_phone": [each for each in waiting if each.reasons and not _rules(each)],
            "others": [each for each in waiting if _rules(each)],
            "log": _log(freed),
            "may_offer": request.user.may(Permission.WAITLIST_OFFER, freed.site_id),
        },
    )


def _rules(seen: Seen) -> bool:
    return bool(rules_broken(seen.reasons))


def _log(freed: FreedTime) -> list[Line]:
    """Asked, answered, passed over and why; the latest first."""
    found = []
    for offer in Offer.objects.filter(freed_time=freed).select_related("patient"):
        name, position = offer.patient.full_name, offer.position
        if offer.way != Offer.Way.DESK:
            what = _("Asked: %(how)s") % {"how": offer.get_way_display()}
            found.append(Line(offer.created_at, name, what, [], position))
        if offer.ended_at:
            said = offer.get_way_display() if offer.way == "DESK" else offer.get_status_display()
            reasons = [offer.because] if offer.because else []
            found.append(Line(offer.ended_at, name, str(said), reasons, position))
    for skip in Skip.objects.filter(freed_time=freed).select_related("patient"):
        name = skip.patient.full_name
        line = Line(skip.created_at, name, _("Not asked"), skip.sentences, skip.position)
        found.append(line)
    return sorted(found, key=lambda line: (line.at, -line.position), reverse=True)


@require_POST
@allow(Permission.WAITLIST_OFFER)
def fill(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Book the time for this person, now."""
    freed, entry = _freed(request, pk), _entry(request)
    tried = attempt(request, offer_round.fill, freed, entry=entry)
    # Only a visit that went to another time is news to somebody the desk has just spoken with.
    news = _("Booked. They are told in three minutes.")
    done = news if entry.visit_id else _("Booked. They know it from you.")
    return _say(request, freed.pk, tried, done)


@require_POST
@allow(Permission.WAITLIST_OFFER)
def ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Offer the time, by message or while calling."""
    freed, entry = _freed(request, pk), _entry(request)
    way = Offer.Way.MESSAGE if request.POST.get("way") == "MESSAGE" else Offer.Way.CALL
    tried = attempt(request, offer_round.ask, freed, entry=entry, way=way)
    return _say(request, freed.pk, tried, _("The time is kept while they decide."))


@require_POST
@allow(Permission.WAITLIST_OFFER)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The clinic needs the time for something else."""
    tried = attempt(request, offer_round.close, _freed(request, pk))
    return _say(request, pk, tried, _("This time is offered to nobody any more."))


@require_POST
@allow(Permission.WAITLIST_OFFER)
def accept(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """They said yes on the phone."""
    return _answer(request, pk, offers.accept, _("Booked."))


@require_POST
@allow(Permission.WAITLIST_OFFER)
def decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """They said no on the phone."""
    return _answer(request, pk, offers.decline, _("Written down. The next in line is asked."))


@require_POST
@allow(Permission.WAITLIST_OFFER)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the offer back."""
    done = _("Taken back. They keep their place in line.")
    return _answer(request, pk, offers.withdraw, done, because="")


def _answer(
    request: SignedInRequest, pk: UUID, verb: Verb[Any, Offer], done: str, **given: Any
) -> HttpResponse:
    """One verb on one offer, then back to its time. What could not be kept is said as such."""
    offer = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, verb, offer, **given)
    after = tried.result
    if after is not None and after.status == Offer.Status.WITHDRAWN and verb is offers.accept:
        messages.error(request, _("It could not be kept: %(why)s") % {"why": after.because})
        return redirect("scheduling:freed-time", pk=offer.freed_time_id)
    return _say(request, offer.freed_time_id, tried, done)


def _say(request: SignedInRequest, pk: UUID, tried: Any, done: str) -> HttpResponse:
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, done)
    return redirect("scheduling:freed-time", pk=pk)


def _freed(request: SignedInRequest, pk: UUID) -> FreedTime:
    rows = FreedTime.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("site", "room", "appointment__visit_kind"), pk=pk)


def _entry(request: SignedInRequest) -> WaitlistEntry:
    rows = WaitlistEntry.objects.visible_to(request.user)
    try:
        wanted = UUID(request.POST.get("entry", ""))
    except ValueError:
        wanted = UUID(int=0)
    return get_object_or_404(rows, pk=wanted)
