"""The patient's first page: the next visit, and what to do before it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.portal import own


@allow(Permission.PORTAL)
def next_step(request: SignedInRequest) -> HttpResponse:
    shown = own.next_step(request.user, clock.now())
    place = shown.visit.site if shown.visit else shown.patient.site
    return render(request, "portal/next_step.html", {"step": shown, "place": place})
