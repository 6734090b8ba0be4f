"""A version of a safety plan as a PDF, for staff and for the patient whose it is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.printing.content.safety_plan import safety_plan as content
from clinic.printing.typeset import typeset
from clinic.printing.views.paper import pdf
from patients.models import SafetyPlan


@allow(Permission.CHART_VIEW)
def safety_plan(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Made when it is asked for and kept nowhere: the version itself never changes."""
    plans = SafetyPlan.objects.visible_to(request.user).select_related("patient", "site")
    plan, at = get_object_or_404(plans, pk=pk), clock.now()
    return pdf(typeset("safety_plan", content(plan, at=at), at=at), "safety-plan")
