"""Going home, the two other ways out of the chair, and closing the session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.drug_log.models import LedgerLine, Lot
from clinic.scheduling.models import Escort
from sessions.actions import closing, discharge
from sessions.actions.gate import verdicts_of
from sessions.gate import Stage, may_go_on
from sessions.models import Discharge, DosingSession, VitalSigns
from sessions.views import forms
from sessions.views.checklist import the_session
from sessions.views.told import shown


def escort_of(session: DosingSession) -> Escort | None:
    """Who is on record for this visit."""
    return Escort.objects.current().filter(appointment=session.appointment_id).first()


@allow(Permission.DOSING_VIEW)
def going_home(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What still keeps the patient here, and the set that lets them go."""
    return home_page(request, the_session(request, pk))


def home_page(request: SignedInRequest, session: DosingSession, **bound: Any) -> HttpResponse:
    """The page, a refused form in its place with status 422."""
    verdicts = verdicts_of(session, Stage.DISCHARGE, clock.now())
    told = shown(session, verdicts)
    newest = (
        Discharge.objects.of(session.pk)
        .select_related("monitor", "therapist", "vital_signs")
        .order_by("-recorded_at")
        .first()
    )
    context = {
        "session": session,
        "open": [v for v in told if v.blocks],
        "passed": [v for v in told if not v.blocks],
        "may": may_go_on(verdicts),
        "escort": escort_of(session),
        "newest": newest,
        "form": bound.get("form") or home_form(session),
        "early_form": bound.get("early") or forms.LeftEarlyForm(auto_id="early_%s"),
        "transfer_form": bound.get("transfer") or forms.NoteForm(auto_id="transfer_%s"),
        "can": {"discharge": request.user.may(Permission.DOSING_DISCHARGE, session.site_id)},
    }
    return render(request, "sessions/going_home.html", context, status=422 if bound else 200)


def home_form(session: DosingSession, data: Any = None) -> forms.DischargeForm:
    """Sets of this session that no try has used."""
    sets = (
        VitalSigns.objects.of(session.pk)
        .standing()
        .filter(phase=VitalSigns.Phase.MONITORING, discharge=None)
        .order_by("-taken_at")
    )
    return forms.DischargeForm(data, sets=sets, zone=session.site.timezone)


@require_POST
@allow(Permission.DOSING_DISCHARGE)
def record_home(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The monitor's answers."""
    found = the_session(request, pk)
    form = home_form(found, request.POST)
    if form.is_valid() and attempt(
        request, discharge.record, found, form=form, escort=escort_of(found), **form.wanted()
    ):
        return redirect("sessions:going-home", pk=pk)
    return home_page(request, found, form=form)


@require_POST
@allow(Permission.DOSING_MONITOR)
def sign_home(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The therapist's signature."""
    row = get_object_or_404(Discharge.objects.visible_to(request.user), pk=pk)
    return _then(request, discharge.sign_as_therapist, row, "sessions:going-home", row.session_id)


@require_POST
@allow(Permission.DOSING_DISCHARGE)
def let_go(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Home with the escort."""
    found = the_session(request, pk)
    tried = attempt(request, discharge.discharge, found)
    if tried.error:
        messages.error(request, tried.error.sentence)
        return redirect("sessions:going-home", pk=pk)
    messages.success(request, _("Gone home. The integration window is open."))
    return redirect("sessions:closing", pk=pk)


@require_POST
@allow(Permission.DOSING_DISCHARGE)
def left_early(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Against advice."""
    found = the_session(request, pk)
    form = forms.LeftEarlyForm(request.POST, auto_id="early_%s")
    if form.is_valid() and attempt(
        request, discharge.left_early, found, form=form, **form.cleaned_data
    ):
        return redirect("sessions:closing", pk=pk)
    return home_page(request, found, early=form)


@require_POST
@allow(Permission.DOSING_DISCHARGE)
def transfer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Emergency services take over."""
    found = the_session(request, pk)
    form = forms.NoteForm(request.POST, auto_id="transfer_%s")
    if form.is_valid() and attempt(
        request, discharge.transfer, found, form=form, **form.cleaned_data
    ):
        return redirect("sessions:closing", pk=pk)
    return home_page(request, found, transfer=form)


@allow(Permission.DOSING_VIEW)
def close_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Whether the drug adds up."""
    return closing_page(request, the_session(request, pk))


def closing_page(request: SignedInRequest, session: DosingSession, **bound: Any) -> HttpResponse:
    """The page, a refused form in its place with status 422."""
    verdicts = verdicts_of(session, Stage.CLOSE, clock.now())
    lines = (
        LedgerLine.objects.filter(session_id=session.pk)
        .select_related("lot__product", "by", "witnessed__witness")
        .order_by("happened_at", "pk")
    )
    custody = LedgerLine.objects.custody([session.pk]).get(session.pk, [])
    lots = {lot.pk: lot for lot in Lot.objects.filter(pk__in=[c.lot_id for c in custody])}
    context = {
        "session": session,
        "verdicts": shown(session, verdicts),
        "may": may_go_on(verdicts),
        "lines": lines,
        "custody": [(lots[c.lot_id], c) for c in custody],
        "form": bound.get("form") or waste_form(session),
        "can": {
            "give": request.user.may(Permission.DOSING_GIVE, session.site_id),
            "close": request.user.may(Permission.DOSING_CLOSE, session.site_id),
        },
    }
    return render(request, "sessions/closing.html", context, status=422 if bound else 200)


def waste_form(session: DosingSession, data: Any = None) -> forms.WasteForm:
    """Lots this session drew from."""
    lots = Lot.objects.filter(lines__session_id=session.pk).select_related("product").distinct()
    return forms.WasteForm(data, lots=lots)


@require_POST
@allow(Permission.DOSING_GIVE)
def waste(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The rest, to be witnessed."""
    found = the_session(request, pk)
    form = waste_form(found, request.POST)
    if form.is_valid() and attempt(request, closing.waste, found, form=form, **form.cleaned_data):
        return redirect("sessions:closing", pk=pk)
    return closing_page(request, found, form=form)


@require_POST
@allow(Permission.DOSING_CLOSE)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The end."""
    return _then(request, closing.close, the_session(request, pk), "sessions:closing", pk)


def _then(request: SignedInRequest, verb: Any, thing: Any, name: str, pk: UUID) -> HttpResponse:
    tried = attempt(request, verb, thing)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect(name, pk=pk)
