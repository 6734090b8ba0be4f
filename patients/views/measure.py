"""Questionnaires asked by staff: the whole form on one page, saved answer by answer on refusal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import measure as actions
from patients.crisis import crisis_line
from patients.models import Course, MeasureResponse
from patients.views.header import find, header_of
from patients.views.measure_form import AnswersForm, CutoffForm
from patients.views.measure_words import answer_words, said


class VoidForm(forms.Form):
    because = forms.CharField(max_length=240, label=lazy("Why it does not count"))


@require_POST
@allow(Permission.MEASURE_ENTER)
def begin(request: SignedInRequest, pk: UUID, code: str) -> HttpResponse:
    """Open a questionnaire with the patient, in the open course if there is one."""
    patient = find(request, pk)
    course = Course.objects.visible_to(request.user).open().filter(patient=patient).first()
    tried = attempt(request, actions.start, patient, instrument=code, course=course)
    if tried.result is None:
        messages.error(request, tried.error.sentence if tried.error else "")
        return redirect("patients:record", pk=pk)
    return redirect("patients:measure", pk=tried.result.pk)


@allow(Permission.MEASURE_VIEW)
def fill(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The form while it is open, its result afterwards. Help lines stand first when they are needed."""
    response = _find(request, pk)
    answers = {row.item: row.value for row in response.answers.all()}
    posted = request.POST if request.method == "POST" else None
    form = AnswersForm(posted, response=response, answers=answers)
    if form.is_bound and form.is_valid() and _handed_in(request, response, form):
        return redirect("patients:measure", pk=pk)
    instrument = form.instrument
    shown = {
        "response": response,
        "instrument": instrument,
        "form": form,
        "kept": form.is_bound and not form.non_field_errors(),
        "said": said(response, response.parts.all()),
        "answered": [(each.name, answer_words(each, answers)) for each in instrument.items],
        "cutoff": CutoffForm(),
        **_around(request, response),
    }
    return render(request, "patients/measure.html", shown, status=422 if form.errors else 200)


def _around(request: SignedInRequest, response: MeasureResponse) -> dict[str, Any]:
    """Whose form it is, what is alarming about it, and who may change it."""
    return {
        "head": header_of(request, response.patient),
        "alerts": list(response.alerts.all()),
        "crisis": crisis_line(response.site.jurisdiction),
        "enters": request.user.may(Permission.MEASURE_ENTER, response.site_id),
    }


def _handed_in(request: SignedInRequest, response: MeasureResponse, form: AnswersForm) -> bool:
    """One verb: what was typed is saved even when something is missing, so item 9 is never lost."""
    tried = attempt(
        request, actions.hand_in, response, answers=form.given(), **form.told(), form=form
    )
    if not tried or tried.result is None:
        return False
    missing = tried.result.missing
    if missing:
        for key in missing:
            form.add_error(key, _("Not answered yet."))
        return False
    return True


@require_POST
@allow(Permission.MEASURE_ENTER)
def cutoff(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Whose cut-off holds for a finished total."""
    response = _find(request, pk)
    form = CutoffForm(request.POST)
    if form.is_valid():
        tried = attempt(request, actions.choose_cutoff, response, **form.cleaned_data)
        if tried.error:
            messages.error(request, tried.error.sentence)
    return redirect("patients:measure", pk=pk)


@allow(Permission.MEASURE_ENTER)
def void(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The wrong person, or the wrong form."""
    response = _find(request, pk)
    form = VoidForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.void, response, form=form, **form.cleaned_data)
    ):
        return redirect("patients:record", pk=response.patient_id)
    shown = {"form": form, "response": response, "head": header_of(request, response.patient)}
    return render(request, "patients/measure_void.html", shown, status=422 if form.errors else 200)


def _find(request: SignedInRequest, pk: UUID) -> MeasureResponse:
    rows = MeasureResponse.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("patient__site", "site", "instrument").prefetch_related(
            "answers", "alerts", "parts"
        ),
        pk=pk,
    )
