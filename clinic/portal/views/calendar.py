"""The patient's visits in their own calendar: an address made, shown once, ended."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.portal.own import patient_of
from clinic.scheduling.models import CalendarFeed
from clinic.scheduling.views.calendar_feed import end_own, keep


@allow(Permission.PORTAL)
def calendar(request: SignedInRequest) -> HttpResponse:
    """The addresses that answer, and one more."""
    site = patient_of(request.user).site
    return keep(request, "portal/calendar.html", CalendarFeed.Whose.PATIENT, site)


@require_POST
@allow(Permission.PORTAL)
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    end_own(request, pk)
    return redirect("portal:calendar")
