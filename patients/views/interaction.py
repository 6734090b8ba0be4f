"""The medications on one page: what was read from each, what the rules say, answers, and time before a dose."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from clinic.core.errors import InvalidInput
from patients.actions import interaction, medication_hold
from patients.models import (
    InteractionCheck,
    InteractionNote,
    Medication,
    MedicationHold,
    Patient,
)
from patients.views.header import find, header_of
from patients.views.medication_card import Card, card_of

WALL = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
EARLIER_SHOWN = 10


class AnswerForm(forms.Form):
    """A prescriber's reason."""

    finding = forms.CharField(max_length=24, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=500, label=_("Why treat all the same"), widget=forms.Textarea(attrs={"rows": 2})
    )


class HoldForm(forms.Form):
    """Before which dose; the start is the rule's unless somebody says another."""

    dose_at = forms.DateTimeField(widget=WALL, label=_("Before the dose of"))
    starts_at = forms.DateTimeField(
        widget=WALL,
        required=False,
        label=_("The last one before"),
        help_text=_("Empty: the shortest time of the rule."),
    )
    note = forms.CharField(max_length=240, required=False, label=_("Note"))


@allow(Permission.CHART_VIEW)
def medications(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the patient takes and what the rules say to it."""
    return page(request, find(request, pk))


def page(request: SignedInRequest, patient: Patient, **bound: Any) -> HttpResponse:
    """The page, with a refused form in its place and status 422."""
    user = request.user
    checks = InteractionCheck.objects.visible_to(user).filter(patient=patient).newest()
    earlier = list(checks.select_related("rules")[: EARLIER_SHOWN + 1])
    card: Card = card_of(user, patient, earlier[0] if earlier else None)
    shown = {
        "head": header_of(request, patient),
        "place": patient.site,
        "card": card,
        "earlier": earlier[1:],
        "answer_form": bound.get("answer") or AnswerForm(),
        "hold_form": bound.get("hold") or HoldForm(),
        "holding": bound.get("holding"),
        "edits": user.may(Permission.CHART_EDIT, patient.site_id),
        "answers": user.may(Permission.INTERACTION_ANSWER, patient.site_id),
    }
    return render(request, "patients/medications.html", shown, status=422 if bound else 200)


@require_POST
@allow(Permission.CHART_EDIT)
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Read the list again."""
    return _plainly(request, interaction.check, find(request, pk), pk)


@require_POST
@allow(Permission.INTERACTION_ANSWER)
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write down why the patient is treated all the same."""
    rows = InteractionCheck.objects.visible_to(request.user).select_related("patient__site")
    read = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid() and attempt(
        request, interaction.answer, read, form=form, **form.cleaned_data
    ):
        return redirect("patients:medications", pk=read.patient_id)
    return page(request, read.patient, answer=form)


@require_POST
@allow(Permission.INTERACTION_ANSWER)
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The reason no longer holds."""
    note = get_object_or_404(InteractionNote.objects.visible_to(request.user), pk=pk)
    because = request.POST.get("because", "")
    return _plainly(request, interaction.take_back, note, note.patient_id, because=because)


@require_POST
@allow(Permission.CHART_EDIT)
def hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask for time between the last one and a dose."""
    rows = Medication.objects.visible_to(request.user).select_related("patient__site", "site")
    medication = get_object_or_404(rows, pk=pk)
    form = HoldForm(request.POST)
    if form.is_valid():
        given = _instants(form, medication.site.timezone)
        if given is not None and attempt(
            request, medication_hold.ask, medication, form=form, **given
        ):
            return redirect("patients:medications", pk=medication.patient_id)
    return page(request, medication.patient, hold=form, holding=medication.pk)


@require_POST
@allow(Permission.INTERACTION_ANSWER)
def confirm_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A prescriber agrees."""
    found = get_object_or_404(MedicationHold.objects.visible_to(request.user), pk=pk)
    return _plainly(request, medication_hold.confirm, found, found.patient_id)


@require_POST
@allow(Permission.CHART_EDIT)
def withdraw_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Nothing is left out after all."""
    found = get_object_or_404(MedicationHold.objects.visible_to(request.user), pk=pk)
    because = request.POST.get("because", "")
    return _plainly(request, medication_hold.withdraw, found, found.patient_id, because=because)


def _instants(form: HoldForm, zone: str) -> dict[str, Any] | None:
    """The form's wall times as instants of the clinic; a time that a clock change makes unclear is refused."""
    given: dict[str, Any] = dict(form.cleaned_data)
    for name in ("dose_at", "starts_at"):
        wall: datetime | None = given[name]
        if wall is None:
            continue
        try:
            given[name] = localtime.instant(wall.replace(tzinfo=None), zone)
        except InvalidInput as error:
            form.add_error(name, error.sentence)
            return None
    return given


def _plainly(
    request: SignedInRequest, verb: Verb[Any, Any], thing: Any, patient_id: UUID, **given: Any
) -> HttpResponse:
    """A button: a refusal is said at the top of the page."""
    tried = attempt(request, verb, thing, **given)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:medications", pk=patient_id)
