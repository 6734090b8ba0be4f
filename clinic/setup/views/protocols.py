"""Which plans the clinic treats by."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.policy.models import PolicyVersion
from patients.actions import protocol as actions
from patients.models import Protocol, SiteProtocol


@allow(Permission.PROTOCOL_CHOOSE)
def protocols(request: SignedInRequest) -> HttpResponse:
    """Every plan, the newest version of each, and whether it is offered here."""
    here = site_here(request)
    offered = {row.protocol_id: row for row in SiteProtocol.objects.current().filter(site=here)}
    newest: dict[str, Protocol] = {}
    for one in Protocol.objects.visible_to(request.user).order_by("code", "number"):
        newest[one.code] = one
    in_force = PolicyVersion.objects.in_force(here.pk, clock.now())
    routes = in_force.policy.routes if in_force else None
    rows = [
        {
            "protocol": one,
            "offered": offered.get(one.pk),
            "forbidden": routes is not None and one.route not in routes,
        }
        for one in newest.values()
    ]
    return render(request, "setup/protocols.html", {"rows": rows, "chosen": len(offered)})


@require_POST
@allow(Permission.PROTOCOL_CHOOSE)
def offer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The site treats by this plan from now on."""
    plan = get_object_or_404(Protocol.objects.visible_to(request.user), pk=pk)
    return _then(request, attempt(request, actions.offer, site_here(request), protocol=plan).error)


@require_POST
@allow(Permission.PROTOCOL_CHOOSE)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """No new course follows it; courses that do go on."""
    rows = SiteProtocol.objects.visible_to(request.user).current()
    row = get_object_or_404(rows, pk=pk, site=site_here(request))
    return _then(request, attempt(request, actions.drop, row).error)


def _then(request: SignedInRequest, error: object) -> HttpResponse:
    if error:
        messages.error(request, str(error))
    return redirect("setup:protocols")
