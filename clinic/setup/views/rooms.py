"""Rooms and chairs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import room as actions
from clinic.scheduling.models import Room
from clinic.setup.views.forms import RoomForm


@allow(Permission.ROSTER_MANAGE)
def rooms(request: SignedInRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    here = site_here(request)
    form = RoomForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.open_room, here, form=form, **form.cleaned_data)
    ):
        return redirect("setup:rooms")
    found = Room.objects.visible_to(request.user).filter(site=here)
    return render(
        request,
        "setup/rooms.html",
        {"rooms": found.order_by("-is_in_use", "kind", "name"), "form": form},
        status=422 if form.errors else 200,
    )


@allow(Permission.ROSTER_MANAGE)
def room(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Rename it, or say what it is for."""
    found = _get(request, pk)
    known = {
        "name": found.name,
        "kind": found.kind,
        "seats": found.seats,
        "equipment": found.equipment,
    }
    form = RoomForm(request.POST or None, initial=known)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.adjust_room, found, form=form, **form.cleaned_data)
    ):
        return redirect("setup:rooms")
    return render(
        request,
        "setup/room.html",
        {"form": form, "room": found},
        status=422 if form.errors else 200,
    )


@require_POST
@allow(Permission.ROSTER_MANAGE)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Out of use; refused while visits to come are booked there."""
    return _then(request, attempt(request, actions.close_room, _get(request, pk)).error)


@require_POST
@allow(Permission.ROSTER_MANAGE)
def reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """In use again."""
    return _then(request, attempt(request, actions.reopen_room, _get(request, pk)).error)


def _get(request: SignedInRequest, pk: UUID) -> Room:
    return get_object_or_404(Room.objects.visible_to(request.user), pk=pk)


def _then(request: SignedInRequest, error: object) -> HttpResponse:
    if error:
        messages.error(request, str(error))
    return redirect("setup:rooms")
