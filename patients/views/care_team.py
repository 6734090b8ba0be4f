"""Who looks after the patient."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import care_team as actions
from patients.models import CareTeamMember
from patients.views.header import find, header_of


class CareTeamForm(forms.Form):
    """Somebody and their part."""

    role = forms.ChoiceField(choices=CareTeamMember.Role.choices, label=_("Part"))
    user = forms.ModelChoiceField(User.objects.none(), label=_("Who"))

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["user"]
        who.queryset = staff
        who.label_from_instance = lambda user: user.actor_label


class LeaveForm(forms.Form):
    because = forms.CharField(max_length=240, label=_("Why"))


@allow(Permission.CARE_TEAM_EDIT)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    patient = find(request, pk)
    staff = User.objects.visible_to(request.user).active().order_by("name")
    initial = {"role": request.GET.get("role", CareTeamMember.Role.THERAPIST)}
    form = CareTeamForm(request.POST or None, staff=staff, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.assign, patient, form=form, **form.cleaned_data)
    ):
        return redirect("patients:record", pk=pk)
    return render(
        request,
        "patients/care_team.html",
        {"form": form, "head": header_of(request, patient)},
        status=422 if form.errors else 200,
    )


@require_POST
@allow(Permission.CARE_TEAM_EDIT)
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    member = get_object_or_404(CareTeamMember.objects.visible_to(request.user), pk=pk)
    form = LeaveForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    tried = attempt(request, actions.end, member, because=because)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:record", pk=member.patient_id)
