"""Conditions, medications and allergies: confirm one, end one, strike one out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import fact as actions
from patients.models import Allergy, Condition, Medication
from patients.views.header import find, header_of

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ConditionForm(forms.Form):
    """A diagnosis or problem somebody here vouches for."""

    name = forms.CharField(max_length=200, label=_("What"))
    started_on = forms.DateField(required=False, widget=DAY, label=_("Since"))
    is_past = forms.BooleanField(required=False, label=_("It is over"))
    note = forms.CharField(max_length=500, required=False, label=_("Note"))


class MedicationForm(ConditionForm):
    """Something the patient takes."""

    dose = forms.CharField(max_length=120, required=False, label=_("Dose"))
    frequency = forms.CharField(max_length=120, required=False, label=_("How often"))
    purpose = forms.CharField(max_length=200, required=False, label=_("What for"))
    prescribed_by = forms.CharField(max_length=120, required=False, label=_("Prescribed by"))


class AllergyForm(ConditionForm):
    """Something the patient must not be given."""

    reaction = forms.CharField(max_length=200, required=False, label=_("Reaction"))
    severity = forms.ChoiceField(
        choices=Allergy.Severity.choices, initial="UNKNOWN", label=_("How bad")
    )


class EndForm(forms.Form):
    ended_on = forms.DateField(widget=DAY, label=_("Until"))


class MistakeForm(forms.Form):
    because = forms.CharField(max_length=240, label=_("Why it was never so"))


KINDS: dict[str, tuple[Any, type[forms.Form], Verb[Any, Any]]] = {
    "condition": (Condition, ConditionForm, actions.confirm_condition),
    "medication": (Medication, MedicationForm, actions.confirm_medication),
    "allergy": (Allergy, AllergyForm, actions.confirm_allergy),
}


@allow(Permission.CHART_EDIT)
def add(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """Confirm a new fact. The page says that a signed screening is then signed again."""
    if kind not in KINDS:
        raise Http404
    patient = find(request, pk)
    _model, form_class, confirm = KINDS[kind]
    form = form_class(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, confirm, patient, form=form, **form.cleaned_data)
    ):
        return redirect("patients:record", pk=pk)
    shown = {"form": form, "kind": kind, "head": header_of(request, patient)}
    return render(request, "patients/fact.html", shown, status=422 if form.errors else 200)


@allow(Permission.CHART_EDIT)
def end(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """It held until a day."""
    fact = _find(request, kind, pk)
    today = fact.site.today(clock.now())
    form = EndForm(request.POST or None, initial={"ended_on": today})
    return _change(request, fact, form, actions.end, "end")


@allow(Permission.CHART_EDIT)
def mistake(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """It was never so."""
    return _change(
        request,
        _find(request, kind, pk),
        MistakeForm(request.POST or None),
        actions.mark_mistaken,
        "mistake",
    )


def _change(
    request: SignedInRequest, fact: Any, form: forms.Form, verb: Verb[Any, Any], what: str
) -> HttpResponse:
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, verb, fact, form=form, **form.cleaned_data)
    ):
        return redirect("patients:record", pk=fact.patient_id)
    patient = find(request, fact.patient_id)
    shown = {"form": form, "fact": fact, "what": what, "head": header_of(request, patient)}
    return render(request, "patients/fact_change.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.CHART_EDIT)
def no_allergies(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Asked, and there are none."""
    tried = attempt(request, actions.confirm_no_allergies, find(request, pk))
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:record", pk=pk)


def _find(request: SignedInRequest, kind: str, pk: UUID) -> Any:
    if kind not in KINDS:
        raise Http404
    model = KINDS[kind][0]
    return get_object_or_404(model.objects.visible_to(request.user).select_related("site"), pk=pk)
