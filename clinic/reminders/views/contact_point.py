"""How a patient is reached: a new number, a stop, allowed again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.outbox.actions import contact_point as actions
from clinic.outbox.models import ContactPoint
from clinic.reminders.views.forms import AllowForm, ReachForm
from patients.models import Patient


@allow(Permission.CONTACT_POINT_EDIT)
def reach(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A number or a mailbox for messages; it replaces the one of its kind."""
    person = get_object_or_404(Patient.objects.visible_to(request.user), pk=pk)
    form = ReachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = attempt(
            request,
            actions.set_contact_point,
            form=form,
            site=person.site,
            patient_id=person.pk,
            **form.cleaned_data,
        )
        if tried:
            return redirect("reminders:ledger", pk=person.pk)
    shown = {"patient": person, "form": form}
    return render(request, "reminders/reach.html", shown, status=422 if form.errors else 200)


@allow(Permission.CONTACT_POINT_EDIT)
@require_POST
def stop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """She asked for no messages there."""
    point = get_object_or_404(ContactPoint.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.opt_out, point)
    if tried:
        messages.success(request, _("Nothing goes there any more."))
    elif tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("reminders:ledger", pk=point.patient_id)


@allow(Permission.CONTACT_POINT_EDIT)
def allow_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """She asked for messages again; her words go on record."""
    point = get_object_or_404(ContactPoint.objects.visible_to(request.user), pk=pk)
    form = AllowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, actions.opt_in, point, form=form, **form.cleaned_data)
        if tried:
            return redirect("reminders:ledger", pk=point.patient_id)
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=point.patient_id)
    shown = {"patient": patient, "point": point, "form": form}
    return render(request, "reminders/allow.html", shown, status=422 if form.errors else 200)
