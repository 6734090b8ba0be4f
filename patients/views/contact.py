"""The people around a patient."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import contact as actions
from patients.models import Contact
from patients.views.header import find, header_of


class ContactForm(forms.Form):
    """Somebody to call, or who takes the patient home."""

    name = forms.CharField(max_length=120, label=_("Name"))
    relationship = forms.ChoiceField(
        choices=Contact.Relationship.choices, label=_("Who they are to the patient")
    )
    phone = forms.CharField(max_length=32, required=False, label=_("Phone"))
    email = forms.EmailField(required=False, label=_("E-mail"))
    is_emergency = forms.BooleanField(required=False, label=_("Call in an emergency"))
    is_escort = forms.BooleanField(required=False, label=_("Takes the patient home"))
    may_be_told = forms.BooleanField(
        required=False, label=_("The patient agreed that this person hears about the treatment")
    )


@allow(Permission.PATIENT_EDIT)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    patient = find(request, pk)
    form = ContactForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.add, patient, form=form, **form.cleaned_data)
    ):
        return redirect("patients:record", pk=pk)
    return render(
        request,
        "patients/contact.html",
        {"form": form, "head": header_of(request, patient)},
        status=422 if form.errors else 200,
    )


@allow(Permission.PATIENT_EDIT)
def change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    contact = _find(request, pk)
    known = {name: getattr(contact, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=known)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.change, contact, form=form, **form.cleaned_data)
    ):
        return redirect("patients:record", pk=contact.patient_id)
    patient = find(request, contact.patient_id)
    return render(
        request,
        "patients/contact.html",
        {"form": form, "contact": contact, "head": header_of(request, patient)},
        status=422 if form.errors else 200,
    )


@require_POST
@allow(Permission.PATIENT_EDIT)
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    contact = _find(request, pk)
    tried = attempt(request, actions.end, contact)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:record", pk=contact.patient_id)


def _find(request: SignedInRequest, pk: UUID) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
