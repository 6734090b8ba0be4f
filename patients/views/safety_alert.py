"""An alert that somebody must be called: read, taken on, assessed, planned, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import safety_alert as actions
from patients.crisis import crisis_line
from patients.ladder import rungs
from patients.models import Contact, SafetyAlert, SafetyPlan
from patients.views.header import header_of

LINES = forms.Textarea(attrs={"rows": 4})
_S = SafetyAlert.Status


class AssessForm(forms.Form):
    assessment = forms.CharField(widget=LINES, label=lazy("What you found"))
    no_screen_because = forms.CharField(
        max_length=240, required=False, label=lazy("Why the suicide screen was not asked")
    )


class PlanForm(forms.Form):
    plan = forms.CharField(widget=LINES, label=lazy("What happens next"))
    recheck_on = forms.DateField(
        required=False,
        label=lazy("Ask the suicide screen again by"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=lazy("At the next contact, and on this day at the latest."),
    )


class CloseForm(forms.Form):
    note = forms.CharField(widget=LINES, required=False, label=lazy("What came of it"))


# What can be done where the alert stands: the form, its verb, the word on the button.
NEXT: dict[str, tuple[type[forms.Form], Any, Any]] = {
    _S.RAISED: (AssessForm, actions.assess, lazy("Save what you found")),
    _S.ACKNOWLEDGED: (AssessForm, actions.assess, lazy("Save what you found")),
    _S.ASSESSED: (PlanForm, actions.plan, lazy("Save the plan")),
    _S.PLANNED: (CloseForm, actions.close, lazy("Close the alert")),
}


@allow(Permission.MEASURE_VIEW)
def alert(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Opening it does not take it on: that is the button, because taking on has a name and a time."""
    found = _find(request, pk)
    if request.method == "POST" and "take_on" in request.POST:
        tried = attempt(request, actions.acknowledge, found)
        if tried.error:
            messages.error(request, tried.error.sentence)
        return redirect("patients:safety-alert", pk=pk)
    shown = {"alert": found, **_around(request, found)}
    if found.status not in NEXT:
        return render(request, "patients/safety_alert.html", shown)
    next_form, verb, button = NEXT[found.status]
    form = next_form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value}
        if attempt(request, verb, found, form=form, **given):
            messages.success(request, _("Saved. The patient's record shows it."))
            return redirect("patients:safety-alert", pk=pk)
    shown |= {"form": form, "button": button}
    status = 422 if form.errors else 200
    return render(request, "patients/safety_alert.html", shown, status=status)


def _find(request: SignedInRequest, pk: UUID) -> SafetyAlert:
    people = ("acknowledged_by", "assessed_by", "planned_by", "closed_by")
    rows = SafetyAlert.objects.visible_to(request.user).select_related(
        "patient__site", "site", "response__instrument", "screen", "recheck", *people
    )
    return get_object_or_404(rows.prefetch_related("calls__person"), pk=pk)


def _around(request: SignedInRequest, found: SafetyAlert) -> dict[str, Any]:
    """What the page says beside the alert's own words."""
    at = clock.now()
    plans = SafetyPlan.objects.visible_to(request.user).filter(patient=found.patient_id)
    contacts = Contact.objects.visible_to(request.user).current()
    return {
        "head": header_of(request, found.patient),
        "contacts": contacts.filter(patient=found.patient, is_emergency=True),
        "crisis": crisis_line(found.site.jurisdiction),
        "answers": request.user.may(Permission.SAFETY_ALERT_ANSWER, found.site_id),
        "waited": found.waited_minutes(at),
        "rungs": rungs(found, at),
        "safety_plan": plans.newest_first().first(),
    }
