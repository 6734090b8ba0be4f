"""Sheets and slips, made when they are asked for and kept nowhere."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.printing.content.day_sheet import day_sheet
from clinic.printing.content.visit_slip import visit_slip
from clinic.printing.typeset import typeset
from clinic.scheduling.models import Appointment


@allow(Permission.PATIENT_VIEW)
def day(request: SignedInRequest) -> HttpResponse:
    """The day's visits on a sheet; `?on=2026-11-25`."""
    site, at = site_here(request), clock.now()
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = site.today(at)
    data = day_sheet(site, on, reader=request.user, at=at)
    return pdf(typeset("day_sheet", data, at=at), f"day-{on}")


@allow(Permission.PATIENT_VIEW)
def slip(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One visit, for the patient to take along."""
    at = clock.now()
    visits = Appointment.objects.visible_to(request.user).standing().with_people()
    visit = get_object_or_404(visits, pk=pk)
    return pdf(typeset("visit_slip", visit_slip(visit, at=at), at=at), "visit")


def pdf(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser, which prints it. The name of the file says nothing of a patient."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
