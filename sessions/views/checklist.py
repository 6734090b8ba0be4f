"""The page before the dose: every guard with its reason, and the form that mends it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.drug_log.models import Lot, Product
from patients.models import Allergy, AllergyCheck
from sessions.actions import check, clearance, dose, dosing_session, order
from sessions.actions.gate import verdicts_of
from sessions.gate import Stage, may_go_on
from sessions.models import (
    BEFORE_DOSE,
    CheckKind,
    DosingSession,
    EquipmentCheck,
    Order,
    PreDoseCheck,
)
from sessions.views import forms
from sessions.views.check_forms import FORMS, form_of
from sessions.views.told import shown

ASKED = (
    CheckKind.WEIGHT,
    CheckKind.INTAKE,
    CheckKind.PREGNANCY,
    CheckKind.SOBRIETY,
    CheckKind.MENTAL_STATE,
    CheckKind.MEDICATIONS,
    CheckKind.TIME_OUT,
    CheckKind.READ_BACK,
)


def the_session(request: SignedInRequest, pk: UUID) -> DosingSession:
    """The session, if this person may know of it."""
    rows = DosingSession.objects.visible_to(request.user).select_related(
        "site", "patient", "course", "appointment__room", "policy_version"
    )
    found = get_object_or_404(rows, pk=pk)
    found.allergies_words = _allergies(found)  # type: ignore[attr-defined]
    return found


def _allergies(session: DosingSession) -> str:
    """What stands at the top of every page of this session: names, none, or that nobody asked."""
    names = Allergy.objects.current().filter(patient_id=session.patient_id)
    said = ", ".join(names.order_by("name").values_list("name", flat=True))
    asked = said or AllergyCheck.objects.filter(patient_id=session.patient_id).exists()
    return said or (_("None known") if asked else _("Not asked"))


@allow(Permission.DOSING_VIEW)
def session(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Wherever this session stands now."""
    found = the_session(request, pk)
    if found.status in BEFORE_DOSE:
        return redirect("sessions:checklist", pk=pk)
    return redirect("sessions:flowsheet" if found.left_at is None else "sessions:closing", pk=pk)


@allow(Permission.DOSING_VIEW)
def checklist(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The checks before the dose."""
    return page(request, the_session(request, pk))


def page(request: SignedInRequest, session: DosingSession, **bound: Any) -> HttpResponse:
    """The page, with a refused form in its place and status 422."""
    at = clock.now()
    stage = Stage.DOSE if session.status == "CLEARED" else Stage.CLEAR
    verdicts = verdicts_of(session, stage, at)
    told = shown(session, verdicts)
    standing = PreDoseCheck.objects.of(session.pk).standing().select_related("recorded_by")
    newest = {row.kind: row for row in standing.order_by("recorded_at", "pk")}
    first = next((kind for kind in ASKED if kind not in newest), None)
    parts = [
        {
            "kind": kind,
            "label": CheckKind(kind).label,
            "form": bound.get(kind) or form_of(kind, session),
            "done": newest.get(kind),
            "open": kind in bound or kind == first,
        }
        for kind in ASKED
    ]
    context = {
        "session": session,
        "open": [v for v in told if v.blocks],
        "passed": [v for v in told if not v.blocks],
        "may": may_go_on(verdicts),
        "stage": stage.value,
        "parts": parts,
        "order": Order.objects.of(session.pk)
        .select_related("product", "prescriber")
        .order_by("-signed_at")
        .first(),
        "order_form": bound.get("order") or order_form(session),
        "vitals_form": bound.get("vitals") or forms.VitalsForm(auto_id="vitals_%s"),
        "give_form": bound.get("give") or give_form(session),
        "hold_form": bound.get("hold") or forms.HoldForm(auto_id="hold_%s"),
        "off_form": bound.get("off") or forms.BecauseForm(auto_id="off_%s"),
        "equipment_items": [
            (item, getattr(EquipmentCheck._meta.get_field(item), "verbose_name", item))
            for item in EquipmentCheck.ITEMS
        ],
        "is_before": session.status in BEFORE_DOSE,
        "can": {
            "check": request.user.may(Permission.DOSING_CHECK, session.site_id),
            "order": request.user.may(Permission.DOSING_ORDER, session.site_id),
            "clear": request.user.may(Permission.DOSING_CLEAR, session.site_id),
            "give": request.user.may(Permission.DOSING_GIVE, session.site_id),
        },
    }
    return render(request, "sessions/checklist.html", context, status=422 if bound else 200)


def order_form(session: DosingSession, data: Any = None) -> forms.OrderForm:
    """Products of this route only."""
    products = Product.objects.filter(routes__contains=[session.route]).order_by(
        "name", "strength"
    )
    return forms.OrderForm(
        data, products=products, infusion=session.route == "IV", auto_id="order_%s"
    )


def give_form(
    session: DosingSession, data: Any = None, kind: str = Order.Kind.FIRST
) -> forms.GiveForm:
    """Lots of the ordered product, in date and not empty."""
    made = Order.objects.of(session.pk).filter(kind=kind).order_by("-signed_at").first()
    lots = Lot.objects.usable(session.route, session.site.today(clock.now())).filter(
        site_id=session.site_id
    )
    lots = lots.filter(product=made.product) if made else lots.none()
    return forms.GiveForm(data, lots=lots.select_related("product"), auto_id="give_%s")


@require_POST
@allow(Permission.DOSING_CHECK)
def record(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """Keep one check."""
    found = the_session(request, pk)
    if kind not in FORMS:
        raise Http404
    form = form_of(CheckKind(kind), found, request.POST)
    if form.is_valid() and attempt(
        request, check.record, found, form=form, kind=kind, values=form.cleaned_data
    ):
        return redirect("sessions:checklist", pk=pk)
    return page(request, found, **{kind: form})


@require_POST
@allow(Permission.DOSING_CHECK)
def void(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Strike out one check."""
    row = get_object_or_404(PreDoseCheck.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, check.void, row, because=request.POST.get("because", ""))
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("sessions:checklist", pk=row.session_id)


@require_POST
@allow(Permission.DOSING_CHECK)
def equipment(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Somebody looked at the cart; boxes left empty are missing."""
    found = the_session(request, pk)
    there = set(request.POST.getlist("there"))
    missing = tuple(item for item in EquipmentCheck.ITEMS if item not in there)
    attempt(request, check.check_equipment, found.site, missing=missing)
    return redirect("sessions:checklist", pk=pk)


@require_POST
@allow(Permission.DOSING_ORDER)
def sign_order(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Sign an order."""
    found = the_session(request, pk)
    form = order_form(found, request.POST)
    if form.is_valid() and attempt(request, order.sign, found, form=form, **form.cleaned_data):
        return redirect("sessions:checklist", pk=pk)
    return page(request, found, order=form)


@require_POST
@allow(Permission.DOSING_CLEAR)
def clear(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The prescriber's clearance."""
    return _plainly(request, clearance.clear, the_session(request, pk))


@require_POST
@allow(Permission.DOSING_CHECK)
def acknowledge(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A warning was read."""
    found = the_session(request, pk)
    given = {name: request.POST.get(name, "") for name in ("guard", "finding")}
    return _plainly(request, clearance.acknowledge, found, **given)


@require_POST
@allow(Permission.DOSING_GIVE)
def start(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The first drug of the session."""
    found = the_session(request, pk)
    form = give_form(found, request.POST)
    if form.is_valid() and attempt(request, dose.start, found, form=form, **form.cleaned_data):
        return redirect("sessions:flowsheet", pk=pk)
    return page(request, found, give=form)


@require_POST
@allow(Permission.DOSING_CHECK)
def hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Wait, and look again."""
    found = the_session(request, pk)
    form = forms.HoldForm(request.POST, auto_id="hold_%s")
    if form.is_valid() and attempt(
        request, dosing_session.hold, found, form=form, **form.cleaned_data
    ):
        return redirect("sessions:checklist", pk=pk)
    return page(request, found, hold=form)


@require_POST
@allow(Permission.DOSING_CHECK)
def resume(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Back to the checks."""
    return _plainly(request, dosing_session.resume, the_session(request, pk))


@require_POST
@allow(Permission.DOSING_CHECK)
def call_off(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """No dose today."""
    found = the_session(request, pk)
    form = forms.BecauseForm(request.POST, auto_id="off_%s")
    if form.is_valid() and attempt(
        request, dosing_session.call_off, found, form=form, **form.cleaned_data
    ):
        messages.success(request, _("Called off. No dose today."))
        return redirect("web:course", pk=found.course_id)
    return page(request, found, off=form)


def _plainly(
    request: SignedInRequest, verb: Any, found: DosingSession, **given: Any
) -> HttpResponse:
    """A button without a form: a refusal is said at the top of the page."""
    tried = attempt(request, verb, found, **given)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("sessions:checklist", pk=found.pk)
