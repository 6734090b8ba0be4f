"""Right after an answer that asks for help, before the next question and before any thanks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.portal.danger import staffed
from clinic.portal.own import patient_of
from patients.models import MeasureResponse, SafetyPlan


@allow(Permission.PORTAL)
def danger(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Whom to call now; and that the clinic was told, or is closed. The questions go on below."""
    patient = patient_of(request.user)
    own = MeasureResponse.objects.visible_to(request.user).filter(patient=patient)
    response = get_object_or_404(own.select_related("site"), pk=pk)
    plans = SafetyPlan.objects.visible_to(request.user).filter(patient=patient)
    shown = {
        "place": response.site,
        "staffed": staffed(response.site, clock.now()),
        "plan": plans.exists(),
        "next": reverse("portal:question", args=[pk]),
    }
    return render(request, "portal/danger.html", shown)
