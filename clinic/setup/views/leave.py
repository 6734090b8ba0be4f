"""Who is away, and the visits that leaves without them."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import leave as actions
from clinic.scheduling.models import Appointment, Leave
from clinic.setup.views.roster_forms import LeaveForm


@allow(Permission.ROSTER_MANAGE)
def leaves(request: SignedInRequest) -> HttpResponse:
    """Leave to come, and a form for more."""
    here, now = site_here(request), clock.now()
    form = LeaveForm(request.POST or None, site=here, at=now, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, actions.grant, here, form=form, **form.wanted())
        if tried.result:
            messages.success(request, _("Written down. The shifts inside are taken away."))
            return redirect("setup:leave", pk=tried.result.pk)
    standing = Leave.objects.visible_to(request.user).standing().at_site(here.pk)
    later = standing.filter(ends_at__gt=now).select_related("staff").order_by("starts_at")
    return render(
        request,
        "setup/leaves.html",
        {"form": form, "leaves": later, "place": here},
        status=422 if form.errors else 200,
    )


@allow(Permission.ROSTER_MANAGE)
def leave(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One leave: the visits left without the person, day by day, each with the way to re-plan it."""
    found = _get(request, pk)
    here = site_here(request)
    may = request.user.may(Permission.APPOINTMENT_BOOK, here.pk)
    mine = Appointment.objects.visible_to(request.user).filter(site=here)
    left = actions.left_without(found).filter(pk__in=mine.values("pk")).with_people()
    return render(
        request,
        "setup/leave.html",
        {"leave": found, "days": _by_day(found, list(left)), "may_replan": may, "place": here},
    )


@require_POST
@allow(Permission.ROSTER_MANAGE)
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Not away after all."""
    found = _get(request, pk)
    tried = attempt(request, actions.take_back, site_here(request), leave=found)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("setup:leaves")


def _get(request: SignedInRequest, pk: UUID) -> Leave:
    seen = Leave.objects.visible_to(request.user).at_site(site_here(request).pk)
    return get_object_or_404(seen.select_related("staff"), pk=pk)


def _by_day(leave: Leave, visits: list[Appointment]) -> list[dict[str, Any]]:
    days = groupby(visits, key=lambda visit: visit.wall_date)
    return [
        {"on": day, "visits": list(found), "away": actions.away_link(leave.staff_id, day)}
        for day, found in days
    ]
