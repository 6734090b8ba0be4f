"""Help, always one tap away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.portal.own import patient_of
from patients.models import SafetyPlan


@allow(Permission.PORTAL)
def help_now(request: SignedInRequest) -> HttpResponse:
    patient = patient_of(request.user)
    plans = SafetyPlan.objects.visible_to(request.user).filter(patient=patient)
    return render(request, "portal/help.html", {"place": patient.site, "plan": plans.exists()})
