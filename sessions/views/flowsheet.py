"""The live session: one row of big boxes, the grid of sets, the trace, effects and drug events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from sessions.actions import adverse_event, dose, drug_event, effect, infusion, order, vital_signs
from sessions.actions.gate import policy_of
from sessions.models import (
    UNDER_DRUG,
    AdverseEvent,
    DosingSession,
    DrugEvent,
    DueSet,
    Effect,
    EffectCode,
    Order,
    SessionStatus,
    VitalSigns,
)
from sessions.views import checklist, forms, row_words, sheet
from sessions.views.checklist import give_form, order_form, the_session
from sessions.views.corrections import corrections


@allow(Permission.DOSING_VIEW)
def flowsheet(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The page; before the dose it is the checklist."""
    found = the_session(request, pk)
    if found.first_drug_at is None:
        return redirect("sessions:checklist", pk=pk)
    return page(request, found)


PARTS = frozenset({"top", "grid", "effects", "events"})


@allow(Permission.DOSING_VIEW)
def live(request: SignedInRequest, pk: UUID, part: str) -> HttpResponse:
    """A part that changes by itself: clocks, grid and trace, effects, drug events. The boxes stay as they are."""
    found = the_session(request, pk)
    if found.first_drug_at is None or part not in PARTS:
        raise Http404
    return render(request, f"sessions/_flow_{part}.html", facts(request, found))


def page(request: SignedInRequest, session: DosingSession, **bound: Any) -> HttpResponse:
    """The whole flowsheet, a refused form in its place with status 422."""
    context = facts(request, session)
    supplemental = Order.Kind.SUPPLEMENTAL
    context |= {
        "vitals_form": bound.get("vitals") or forms.VitalsForm(auto_id="vitals_%s"),
        "effect_form": bound.get("effect") or forms.EffectForm(auto_id="effect_%s"),
        "stop_form": bound.get("stop") or forms.StopForm(auto_id="stop_%s"),
        "rate_form": bound.get("rate") or forms.RateForm(auto_id="rate_%s"),
        "rescue_form": bound.get("rescue") or forms.RescueForm(auto_id="rescue_%s"),
        "order_form": bound.get("order") or order_form(session),
        "give_form": bound.get("give") or give_form(session, kind=supplemental),
        "adverse_form": bound.get("adverse")
        or forms.AdverseEventForm(zone=session.site.timezone, auto_id="adverse_%s"),
        "refused": next(iter(bound), ""),
    }
    boxes = context["vitals_form"]
    context["boxes"] = [(boxes[name], context["last"].get(name)) for name in boxes.BOXES]
    return render(request, "sessions/flowsheet.html", context, status=422 if bound else 200)


def facts(request: SignedInRequest, session: DosingSession) -> dict[str, Any]:
    """What both the page and its live part draw."""
    now = clock.now()
    policy = policy_of(session, now).policy
    terms = policy.routes[session.route]
    sets = list(
        VitalSigns.objects.of(session.pk).select_related("superseded_by", "observer").in_order()
    )
    dues = list(
        DueSet.objects.of(session.pk)
        .standing()
        .select_related("filled_by")
        .order_by("due_at", "pk")
    )
    every_event = list(
        DrugEvent.objects.of(session.pk)
        .select_related("lot", "given_by", "corrected_by", "superseded_by")
        .in_order()
    )
    events = [row for row in every_event if not hasattr(row, "superseded_by")]
    rows = sheet.columns(session, sets, dues, terms, now)
    latest = next((row for row in reversed(sets) if row.phase == "MONITORING"), None)
    effects = list(
        Effect.objects.of(session.pk)
        .select_related("observer", "struck_by")
        .order_by("started_at", "pk")
    )
    felt = {one.code: one for one in effects if one.ended_at is None and one.struck_at is None}
    return {
        "session": session,
        "now": now,
        "columns": rows,
        "grid": [
            (label, [(column, column.cells[index]) for column in rows])
            for index, (_name, label) in enumerate(sheet.row_names())
        ],
        "trace": sheet.trace(session, sets, dues, policy, now),
        "clocks": sheet.clocks(session, dues, events, policy, now),
        "last": sheet.last_values(sets),
        "alerts": sheet.alert_words(session, latest) if latest else [],
        "latest": latest,
        "events": [(row, row_words.event_words(row)) for row in reversed(events)],
        "effects": [(code, label, felt.get(code)) for code, label in EffectCode.choices],
        "others": [
            one
            for one in effects
            if one.code == EffectCode.OTHER and one.ended_at is None and one.struck_at is None
        ],
        "felt_today": [one for one in effects if one.struck_at is None],
        "corrections": corrections(sets, effects, every_event),
        "may_correct": session.status != SessionStatus.CLOSED,
        "adverse": AdverseEvent.objects.of(session.pk).standing().order_by("onset_at"),
        "rate": infusion.running_rate(session),
        "bag_hangs": infusion.is_open(session),
        "watching": session.status in UNDER_DRUG,
        "can": {
            "monitor": request.user.may(Permission.DOSING_MONITOR, session.site_id),
            "give": request.user.may(Permission.DOSING_GIVE, session.site_id),
            "order": request.user.may(Permission.DOSING_ORDER, session.site_id),
        },
    }


@require_POST
@allow(Permission.DOSING_MONITOR)
def record_set(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Save one set, from the flowsheet or before the dose."""
    found = the_session(request, pk)
    form = forms.VitalsForm(request.POST, auto_id="vitals_%s")
    queued = "X-Queue" in request.headers
    if form.is_valid() and attempt(request, vital_signs.record, found, form=form, **form.wanted()):
        return JsonResponse({}, status=201) if queued else redirect("sessions:session", pk=pk)
    if queued:
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"sentence": " ".join(said)}, status=422)
    if found.first_drug_at is None:
        return checklist.page(request, found, vitals=form)
    return page(request, found, vitals=form)


@require_POST
@allow(Permission.DOSING_MONITOR)
def begin_effect(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It begins."""
    found = the_session(request, pk)
    form = forms.EffectForm(request.POST)
    if form.is_valid():
        typed = {k: v for k, v in form.cleaned_data.items() if v != ""}
        if attempt(request, effect.begin, found, form=form, **typed):
            return redirect("sessions:flowsheet", pk=pk)
    return page(request, found, effect=form)


@require_POST
@allow(Permission.DOSING_MONITOR)
def end_effect(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It has passed."""
    row = get_object_or_404(Effect.objects.visible_to(request.user), pk=pk)
    attempt(request, effect.end, row)
    return redirect("sessions:flowsheet", pk=row.session_id)


@require_POST
@allow(Permission.DOSING_MONITOR)
def record_adverse(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write down what went wrong."""
    found = the_session(request, pk)
    form = forms.AdverseEventForm(request.POST, zone=found.site.timezone, auto_id="adverse_%s")
    if form.is_valid() and attempt(
        request, adverse_event.record, found, form=form, **form.cleaned_data
    ):
        return redirect("sessions:flowsheet", pk=pk)
    return page(request, found, adverse=form)


# name in the address -> the verb and the form it takes
DRUG: dict[str, tuple[Verb[Any, Any], Callable[..., Any]]] = {
    "pause": (infusion.pause, forms.SentForm),
    "resume": (infusion.resume, forms.SentForm),
    "stop": (infusion.stop, forms.StopForm),
    "rate": (infusion.change_rate, forms.RateForm),
    "rescue": (drug_event.rescue, forms.RescueForm),
}


@require_POST
@allow(Permission.DOSING_GIVE)
def drug(request: SignedInRequest, pk: UUID, name: str) -> HttpResponse:
    """One verb of the pump, or a rescue medicine."""
    found = the_session(request, pk)
    if name not in DRUG:
        raise Http404
    verb, shape = DRUG[name]
    form = shape(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        tried = attempt(request, verb, found, form=form, **form.cleaned_data)
        if tried:
            return redirect("sessions:flowsheet", pk=pk)
        if tried.error:
            messages.error(request, tried.error.sentence)
    return page(request, found, **{name: form})


@require_POST
@allow(Permission.DOSING_GIVE)
def end_lozenge(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """Spat out or swallowed."""
    found = the_session(request, pk)
    form = forms.SentForm(request.POST)
    if form.is_valid():
        attempt(request, drug_event.end_lozenge, found, kind=kind, **form.cleaned_data)
    return redirect("sessions:flowsheet", pk=pk)


@require_POST
@allow(Permission.DOSING_ORDER)
def order_more(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Sign a supplemental dose."""
    found = the_session(request, pk)
    form = order_form(found, request.POST)
    if form.is_valid():
        typed = {k: v for k, v in form.cleaned_data.items() if k not in {"minutes", "diluent_ml"}}
        if attempt(request, order.sign, found, form=form, supplemental=True, **typed):
            return redirect("sessions:flowsheet", pk=pk)
    return page(request, found, order=form)


@require_POST
@allow(Permission.DOSING_GIVE)
def give_more(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The supplemental dose goes in."""
    found = the_session(request, pk)
    form = give_form(found, request.POST, kind=Order.Kind.SUPPLEMENTAL)
    if form.is_valid() and attempt(
        request, dose.give_supplemental, found, form=form, **form.cleaned_data
    ):
        return redirect("sessions:flowsheet", pk=pk)
    return page(request, found, give=form)
