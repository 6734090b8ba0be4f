"""A time that became free, on the patient's telephone: when, where, what to do before, yes or no."""

from __future__ import annotations

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
from clinic.portal.actions import offer as actions
from clinic.portal.own import fasting, patient_of
from clinic.scheduling.models import Appointment, Kind, Offer, WaitlistEntry
from clinic.scheduling.models.offer import OfferQuerySet
from clinic.scheduling.views.waitlist_forms import WishesForm


@allow(Permission.PORTAL)
def current(request: SignedInRequest) -> HttpResponse:
    """The offer that waits for an answer; else what became of the last one. Messages lead here."""
    own = _own(request)
    offer = own.running().order_by("expires_at").first() or own.order_by("-created_at").first()
    if offer is None:
        place = patient_of(request.user).site
        return render(request, "portal/offer.html", {"offer": None, "place": place})
    return _show(request, offer)


@allow(Permission.PORTAL)
def one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One offer, and how it ended."""
    return _show(request, get_object_or_404(_own(request), pk=pk))


@require_POST
@allow(Permission.PORTAL)
def yes(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _answer(request, pk, actions.say_yes)


@require_POST
@allow(Permission.PORTAL)
def no(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _answer(request, pk, actions.say_no)


def _answer(request: SignedInRequest, pk: UUID, verb: Verb[Any, Offer]) -> HttpResponse:
    """One verb; the page says what came of it, also when it came too late."""
    attempt(request, verb, get_object_or_404(_own(request), pk=pk))
    return redirect("portal:offer", pk)


def _own(request: SignedInRequest) -> OfferQuerySet:
    offers = Offer.objects.visible_to(request.user).filter(patient=patient_of(request.user))
    return offers.exclude(way=Offer.Way.DESK).select_related(
        "freed_time__site", "freed_time__room", "entry", "booked"
    )


def _show(request: SignedInRequest, offer: Offer) -> HttpResponse:
    now, freed = clock.now(), offer.freed_time
    running = offer.is_running and offer.expires_at > now
    dosing = offer.entry.kind == Kind.DOSING
    return render(
        request,
        "portal/offer.html",
        {
            "offer": offer,
            "freed": freed,
            "place": freed.site,
            "running": running,
            "late": offer.is_running and not running,
            "minutes": _minutes_left(offer, now),
            "dosing": dosing,
            "fasting": fasting(freed.site_id, offer.entry.route, freed.starts_at, now)
            if dosing
            else None,
            "later": _later(request, offer) if running else None,
        },
    )


def _minutes_left(offer: Offer, now: datetime) -> int:
    return max(1, int((offer.expires_at - now).total_seconds() // 60))


def _later(request: SignedInRequest, offer: Offer) -> Appointment | None:
    """The booked visit that a yes would move here."""
    visits = Appointment.objects.visible_to(request.user).expected()
    return visits.filter(visit_id=offer.entry.visit_id).first() if offer.entry.visit_id else None


@allow(Permission.PORTAL)
def sooner(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """ "I could come sooner": which days and hours, how much notice."""
    patient = patient_of(request.user)
    visits = Appointment.objects.visible_to(request.user).filter(patient=patient).standing()
    visit = get_object_or_404(visits.select_related("site", "patient", "course", "step"), pk=pk)
    # A form without a single wish is a form all the same: any time suits.
    form = WishesForm(request.POST if request.method == "POST" else None)
    asked = request.method == "POST" and form.is_valid()
    if asked and attempt(request, actions.ask_sooner, visit, form=form, **form.cleaned_data):
        messages.success(request, _("Thank you. We write to you when a time fits."))
        return redirect("portal:next-step")
    return render(
        request,
        "portal/sooner.html",
        {"form": form, "visit": visit, "place": visit.site},
        status=422 if form.errors else 200,
    )


@require_POST
@allow(Permission.PORTAL)
def leave(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """No longer asked."""
    patient = patient_of(request.user)
    entries = WaitlistEntry.objects.visible_to(request.user).filter(patient=patient)
    if attempt(request, actions.leave_line, get_object_or_404(entries, pk=pk)):
        messages.success(request, _("You are not on the waitlist any more."))
    return redirect("portal:next-step")
