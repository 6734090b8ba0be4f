"""Registering a person at the desk, and joining two records of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import merge as merging
from patients.actions import registration as actions
from patients.models import Course, Patient, Referral
from patients.views.birth_date_field import tell_today
from patients.views.forms import RegisterForm


@allow(Permission.PATIENT_REGISTER)
def register(request: SignedInRequest) -> HttpResponse:
    """A new person, after a look at who on the books may be the same."""
    site = site_here(request)
    form = RegisterForm(request.POST or None, initial={"given_name": "", "agreed": False})
    tell_today(form, site, site.today(clock.now()))
    known: Any = None
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, actions.register_at_desk, site, form=form, **form.cleaned_data)
        if tried.result is not None:
            return redirect("web:patient", pk=tried.result.patient_id)
        known = tried.error if isinstance(tried.error, actions.MayBeKnown) else None
    return render(
        request,
        "patients/register.html",
        {
            "form": form,
            "candidates": _openable(request, known),
            "must_compare": known is not None or "compared" in form.data,
        },
        status=422 if form.errors else 200,
    )


@allow(Permission.PATIENT_MERGE)
def compare(request: SignedInRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Two records side by side, and which of them stays."""
    pair = [_record(request, pk), _record(request, other)]
    return render(request, "patients/compare.html", {"pair": pair, "one": pair[0], "two": pair[1]})


@require_POST
@allow(Permission.PATIENT_MERGE)
def merge(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """This record is a second one of the record named."""
    rows = Patient.objects.visible_to(request.user)
    second = get_object_or_404(rows, pk=pk)
    into = get_object_or_404(rows, pk=request.POST.get("into"))
    tried = attempt(request, merging.merge, second, into=into)
    if tried.error:
        messages.error(request, tried.error.sentence)
        return redirect("patients:compare", pk=pk, other=into.pk)
    messages.success(request, _("Merged. Both histories stay, and it can be undone."))
    return redirect("web:patient", pk=into.pk)


@require_POST
@allow(Permission.PATIENT_MERGE)
def undo_merge(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """They are two people after all."""
    second = get_object_or_404(Patient.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, merging.undo_merge, second)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("web:patient", pk=pk)


def _openable(request: SignedInRequest, error: Any) -> list[Any]:
    """Those of the candidates whom the person at the desk may open; of the others nothing is told."""
    found = getattr(error, "candidates", [])
    ids = [one.patient.pk for one in found]
    mine = set(
        Patient.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
    )
    return [one for one in found if one.patient.pk in mine]


def _record(request: SignedInRequest, pk: UUID) -> dict[str, Any]:
    patient = get_object_or_404(
        Patient.objects.visible_to(request.user).select_related("site", "merged_into"), pk=pk
    )
    return {
        "patient": patient,
        "courses": Course.objects.visible_to(request.user).filter(patient=patient),
        "referrals": Referral.objects.visible_to(request.user).filter(patient=patient),
    }
