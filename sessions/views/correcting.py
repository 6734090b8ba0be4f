"""Putting right what was written wrongly: one page a row. The old value stays, struck out, with who, when and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from sessions.actions import drug_event, effect, vital_signs
from sessions.models import DrugEvent, Effect, VitalSigns
from sessions.models.dosing_session import OfSession
from sessions.models.vital_signs import NUMBERS
from sessions.views import correcting_forms as forms
from sessions.views import row_words
from sessions.views.checklist import the_session


@allow(Permission.DOSING_MONITOR)
def correct_set(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A typed number was wrong."""
    row = get_object_or_404(VitalSigns.objects.visible_to(request.user), pk=pk)
    form = forms.CorrectVitalsForm(request.POST or None, initial=_as_it_stands(row))
    if form.is_valid() and attempt(
        request, vital_signs.correct, row, form=form, **form.wanted(_not_asked(row))
    ):
        return redirect("sessions:flowsheet", pk=row.session_id)
    return _page(request, row, form, row_words.set_words(row), _("Which numbers are right?"))


def _as_it_stands(row: VitalSigns) -> dict[str, Any]:
    names = (*forms.CorrectVitalsForm.BOXES, "temperature")
    numbers = {name: getattr(row, name) for name in names}
    return {**numbers, "signs": row.signs or [], "signs_asked": row.signs is not None}


def _not_asked(row: VitalSigns) -> dict[str, Any]:
    """Numbers this form has no box for stay as they were: a monitor's oxygen, the scales of pain and anxiety."""
    asked = forms.CorrectVitalsForm.base_fields
    return {name: getattr(row, name) for name in NUMBERS if name not in asked}


@allow(Permission.DOSING_MONITOR)
def correct_effect(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """An effect was tapped by mistake, or at the wrong time."""
    row = get_object_or_404(Effect.objects.visible_to(request.user), pk=pk)
    stands = {name: getattr(row, name) for name in ("intensity", "started_at", "ended_at")}
    form = forms.CorrectEffectForm(
        request.POST or None,
        zone=row.session.site.timezone,
        initial=_on_the_wall(stands, row),
    )
    if form.is_valid() and attempt(
        request, effect.correct, row, form=form, **_changed(form.cleaned_data, stands)
    ):
        return redirect("sessions:flowsheet", pk=row.session_id)
    return _page(request, row, form, row_words.effect_words(row), _("What was it really?"))


@allow(Permission.DOSING_GIVE)
def correct_drug(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A drug event has the wrong time or place. How much went in is not changed here."""
    rows = DrugEvent.objects.visible_to(request.user).select_related("lot")
    row = get_object_or_404(rows, pk=pk)
    stands = {"happened_at": row.happened_at, "body_site": row.body_site}
    form = forms.CorrectDrugForm(
        request.POST or None,
        zone=row.session.site.timezone,
        initial=_on_the_wall(stands, row),
    )
    if form.is_valid() and attempt(
        request, drug_event.correct, row, form=form, **_changed(form.cleaned_data, stands)
    ):
        return redirect("sessions:flowsheet", pk=row.session_id)
    return _page(request, row, form, row_words.event_words(row), _("When and where was it?"))


def _on_the_wall(stands: dict[str, Any], row: OfSession) -> dict[str, Any]:
    """Moments as the boxes show them: the clinic's clock, to the minute."""
    zone = row.session.site.timezone
    return {
        name: localtime.wall_time(value, zone).replace(second=0, microsecond=0)
        if hasattr(value, "tzinfo")
        else value
        for name, value in stands.items()
    }


def _changed(typed: dict[str, Any], stands: dict[str, Any]) -> dict[str, Any]:
    """What differs. A box shows minutes: left alone it must not cut the seconds off."""
    kept = {
        name
        for name, old in stands.items()
        if hasattr(old, "tzinfo") and typed[name] == old.replace(second=0, microsecond=0)
    }
    return {name: value for name, value in typed.items() if name not in kept}


def _page(
    request: SignedInRequest, row: OfSession, form: Any, wrong: str, question: str
) -> HttpResponse:
    """The wrong value on top, the right one below, a refusal with everything that was typed."""
    context = {
        "session": the_session(request, row.session_id),
        "form": form,
        "wrong": wrong,
        "question": question,
        "boxes": [form[name] for name in getattr(form, "BOXES", ())],
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/correct.html", context, status=status)
