"""A patient's own visit: coming, asking for another time, naming who takes them home."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.portal.actions import visit as actions
from clinic.portal.own import patient_of
from clinic.scheduling.models import Appointment


class EscortForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Their name"), max_length=120)
    phone = forms.CharField(label=gettext_lazy("Their phone number"), max_length=32)
    relation = forms.CharField(
        label=gettext_lazy("Who are they to you?"),
        help_text=gettext_lazy("For example: my sister, a friend."),
        max_length=60,
        required=False,
    )
    adult = forms.BooleanField(label=gettext_lazy("They are 18 or older"))


class AskForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What would suit you?"),
        help_text=gettext_lazy("For example: any morning, not Monday."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _own(request: SignedInRequest, pk: UUID) -> Appointment:
    """The patient's own standing visit, or 404."""
    patient = patient_of(request.user)
    visits = Appointment.objects.visible_to(request.user).filter(patient=patient).standing()
    return get_object_or_404(visits.select_related("site"), pk=pk)


@require_POST
@allow(Permission.PORTAL)
def will_come(request: SignedInRequest, pk: UUID) -> HttpResponse:
    visit = _own(request, pk)
    if attempt(request, actions.will_come, visit):
        messages.success(request, _("Thank you. We look forward to seeing you."))
    else:
        messages.info(request, _("Thank you. Some things are still open. See the list below."))
    return redirect("portal:next-step")


@allow(Permission.PORTAL)
def another_time(request: SignedInRequest, pk: UUID) -> HttpResponse:
    visit = _own(request, pk)
    form = AskForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    ask = actions.ask_for_another_time
    if sent and attempt(request, ask, visit, form=form, **form.cleaned_data):
        messages.success(request, _("We will call you. Until then your visit stays as it is."))
        return redirect("portal:next-step")
    return render(
        request,
        "portal/another_time.html",
        {"form": form, "visit": visit, "place": visit.site},
        status=422 if form.errors else 200,
    )


@allow(Permission.PORTAL)
def escort(request: SignedInRequest, pk: UUID) -> HttpResponse:
    visit = _own(request, pk)
    form = EscortForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(request, actions.name_escort, visit, form=form, **form.cleaned_data):
        messages.success(request, _("Thank you. We will call them before your visit."))
        return redirect("portal:next-step")
    return render(
        request,
        "portal/escort.html",
        {"form": form, "visit": visit, "place": visit.site},
        status=422 if form.errors else 200,
    )
