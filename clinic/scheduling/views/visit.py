"""One visit, and the buttons that say what happened to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import escort as escorts
from clinic.scheduling.models import Appointment, Escort
from clinic.scheduling.policies.gaps import gap_warnings
from clinic.scheduling.views.forms import EscortForm

Status = Appointment.Status


@allow(Permission.APPOINTMENT_VIEW)
def visit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """When, where, who; what is in the way; what can be done."""
    found = _visit(request, pk)
    chain = Appointment.objects.visible_to(request.user).filter(visit_id=found.visit_id)
    return render(
        request,
        "scheduling/visit.html",
        {
            "visit": found,
            "escort": Escort.objects.current().filter(appointment=found).first(),
            "warnings": gap_warnings(found) if found.is_standing else [],
            "overrides": found.overrides.order_by("code"),
            "chain": chain.exclude(pk=found.pk).order_by("moves"),
            "can": {to.value for to in Appointment.MOVES[Status(found.status)]},
            "is_over": found.left_at is not None,
            "has_begun": found.starts_at <= clock.now(),
            "may_print": request.user.may(Permission.PATIENT_VIEW, found.site_id),
            "can_wait": found.status in (Status.BOOKED, Status.CONFIRMED)
            and request.user.may(Permission.WAITLIST_EDIT, found.site_id),
        },
    )


@allow(Permission.ESCORT_EDIT)
def escort(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who takes the patient home?"""
    found = _visit(request, pk)
    form = EscortForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, escorts.promise, found, form=form, **form.cleaned_data)
    ):
        return redirect("scheduling:visit", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "scheduling/escort.html", {"visit": found, "form": form}, status=status)


@require_POST
@allow(Permission.ESCORT_EDIT)
def reach(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The escort was spoken with."""
    found = get_object_or_404(Escort.objects.visible_to(request.user), pk=pk)
    return _button(request, escorts.reach, found, found.appointment_id)


@require_POST
@allow(Permission.APPOINTMENT_BOOK)
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _button(request, actions.confirm, _visit(request, pk), pk)


@require_POST
@allow(Permission.APPOINTMENT_BOOK)
def book_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _button(request, actions.book_hold, _visit(request, pk), pk)


@require_POST
@allow(Permission.APPOINTMENT_ARRIVE)
def arrive(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _button(request, actions.arrive, _visit(request, pk), pk)


@require_POST
@allow(Permission.APPOINTMENT_ARRIVE)
def un_arrive(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _button(request, actions.un_arrive, _visit(request, pk), pk)


@require_POST
@allow(Permission.APPOINTMENT_ARRIVE)
def finish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _button(request, actions.finish, _visit(request, pk), pk)


def _visit(request: SignedInRequest, pk: UUID) -> Appointment:
    return get_object_or_404(Appointment.objects.visible_to(request.user).with_people(), pk=pk)


def _button(
    request: SignedInRequest, verb: Verb[Any, Any], thing: Any, visit_id: UUID
) -> HttpResponse:
    """One verb, then back to the visit; a refusal is said there."""
    tried = attempt(request, verb, thing)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("scheduling:visit", pk=visit_id)
