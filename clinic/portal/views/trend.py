"""How the patient has been: their own numbers, one line each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.portal.own import patient_of
from clinic.portal.trend import trends_of


@allow(Permission.PORTAL)
def trend(request: SignedInRequest) -> HttpResponse:
    patient = patient_of(request.user)
    shown = trends_of(patient, request.user, clock.now())
    return render(request, "portal/trend.html", {"trends": shown, "place": patient.site})
