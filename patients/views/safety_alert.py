"""An alert that somebody must be called: read, taken on, answered."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import safety_alert as actions
from patients.crisis import crisis_line
from patients.models import Contact, SafetyAlert
from patients.views.header import header_of

LINES = forms.Textarea(attrs={"rows": 4})


class AnswerForm(forms.Form):
    assessment = forms.CharField(widget=LINES, label=lazy("What you found"))
    plan = forms.CharField(widget=LINES, label=lazy("What happens next"))


@allow(Permission.MEASURE_VIEW)
def alert(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Opening it does not take it on: that is the button, because seeing has a name and a time."""
    rows = SafetyAlert.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("patient__site", "site", "response__instrument", "seen_by"), pk=pk
    )
    posted = request.POST if request.method == "POST" and "see" not in request.POST else None
    form = AnswerForm(posted)
    if request.method == "POST" and "see" in request.POST:
        attempt(request, actions.see, found)
        return redirect("patients:safety-alert", pk=pk)
    if (
        form.is_bound
        and form.is_valid()
        and attempt(request, actions.close, found, form=form, **form.cleaned_data)
    ):
        messages.success(request, _("Answered. The patient's record shows it."))
        return redirect("patients:record", pk=found.patient_id)
    shown = {
        "alert": found,
        "form": form,
        "head": header_of(request, found.patient),
        "contacts": Contact.objects.visible_to(request.user)
        .current()
        .filter(patient=found.patient, is_emergency=True),
        "crisis": crisis_line(found.site.jurisdiction),
        "answers": request.user.may(Permission.SAFETY_ALERT_ANSWER, found.site_id),
    }
    return render(request, "patients/safety_alert.html", shown, status=422 if form.errors else 200)
