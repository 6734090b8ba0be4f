"""The patient's own safety plan, to read at any hour."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.portal.own import patient_of
from patients.models import SafetyPlan


@allow(Permission.PORTAL)
def safety_plan(request: SignedInRequest) -> HttpResponse:
    patient = patient_of(request.user)
    plans = SafetyPlan.objects.visible_to(request.user).filter(patient=patient)
    plan = plans.newest_first().first()
    if plan is None:
        raise Http404
    names = [name for name in SafetyPlan.PARTS if getattr(plan, name)]
    parts = [(SafetyPlan.title_of(name), getattr(plan, name)) for name in names]
    shown = {"plan": plan, "parts": parts, "place": patient.site}
    return render(request, "portal/safety_plan.html", shown)
