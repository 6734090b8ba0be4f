"""Which plans this site treats by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import protocol as actions
from patients.models import Protocol, SiteProtocol


@allow(Permission.PROTOCOL_CHOOSE)
def offered(request: SignedInRequest) -> HttpResponse:
    """Every plan, the offered ones first, each with its steps and sources."""
    site = site_here(request)
    rows = SiteProtocol.objects.visible_to(request.user).current().filter(site=site)
    chosen = {row.protocol_id: row for row in rows}
    plans = Protocol.objects.visible_to(request.user).order_by("code", "-number")
    return render(
        request,
        "patients/protocols.html",
        {
            "place": site,
            "plans": sorted(
                ((plan, chosen.get(plan.pk)) for plan in plans), key=lambda pair: pair[1] is None
            ),
            "count": len(chosen),
        },
    )


@require_POST
@allow(Permission.PROTOCOL_CHOOSE)
def offer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    plan = get_object_or_404(Protocol.objects.visible_to(request.user), pk=pk)
    return _try(request, actions.offer, site_here(request), protocol=plan)


@require_POST
@allow(Permission.PROTOCOL_CHOOSE)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(SiteProtocol.objects.visible_to(request.user), pk=pk)
    return _try(request, actions.drop, row)


def _try(
    request: SignedInRequest, verb: Verb[Any, Any], *args: Any, **kwargs: Any
) -> HttpResponse:
    tried = attempt(request, verb, *args, **kwargs)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:protocols")
