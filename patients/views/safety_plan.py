"""The patient's safety plan: the newest version to read, and the form for the next one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import safety_plan as actions
from patients.crisis import crisis_line
from patients.models import SafetyAlert, SafetyPlan
from patients.views.header import find, header_of


class PlanForm(forms.Form):
    """Every part of the template, in the order in which it is gone through; `after` is the version being read."""

    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SafetyPlan.PARTS:
            self.fields[name] = forms.CharField(
                label=SafetyPlan.title_of(name),
                required=name in SafetyPlan.NEEDED,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


@allow(Permission.CHART_VIEW)
def plan(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Read it, and write the next version with the patient."""
    patient = find(request, pk)
    plans = SafetyPlan.objects.visible_to(request.user).filter(patient=patient)
    versions = list(plans.select_related("made_by", "site").newest_first())
    newest = versions[0] if versions else None
    words = {name: getattr(newest, name) for name in SafetyPlan.PARTS} if newest else {}
    start = {"after": newest.number if newest else 0, **words}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        alert = _alert(request, patient.pk)
        if attempt(request, actions.write, patient, alert=alert, form=form, **form.cleaned_data):
            messages.success(request, _("Saved. Print it for the patient to take along."))
            return redirect("patients:safety-plan", pk=pk)
    shown = {
        "form": form,
        "newest": newest,
        "versions": versions,
        "head": header_of(request, patient),
        "crisis": crisis_line(patient.site.jurisdiction),
        "writes": request.user.may(Permission.SAFETY_PLAN_WRITE, patient.site_id),
        "alert_id": request.GET.get("alert", ""),
    }
    return render(request, "patients/safety_plan.html", shown, status=422 if form.errors else 200)


def _alert(request: SignedInRequest, patient_id: UUID) -> SafetyAlert | None:
    """The alert this plan is written because of, when the page was opened from one."""
    try:
        asked = UUID(request.GET.get("alert", ""))
    except ValueError:
        return None
    alerts = SafetyAlert.objects.visible_to(request.user).filter(patient_id=patient_id)
    return alerts.filter(pk=asked).first()
