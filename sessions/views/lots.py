"""The drug of one session at the chair: drawn, back unopened, wasted, and the waste seen by somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import LedgerLine, Lot
from sessions.actions import closing, dose
from sessions.models import DosingSession, Order
from sessions.views import correcting_forms, forms
from sessions.views.checklist import the_session


@allow(Permission.DOSING_VIEW)
def lots(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is in the hand, and the three things that can happen to it."""
    return page(request, the_session(request, pk))


def page(request: SignedInRequest, session: DosingSession, **bound: Any) -> HttpResponse:
    """The page, a refused form in its place with status 422."""
    lines = LedgerLine.objects.filter(session_id=session.pk)
    custody = LedgerLine.objects.custody([session.pk]).get(session.pk, [])
    found = {lot.pk: lot for lot in _drawn(session)}
    held = [(found[each.lot_id], each) for each in custody]
    context = {
        "session": session,
        "held": held,
        "open": [(lot, each) for lot, each in held if each.open],
        "waiting": lines.unwitnessed().select_related("lot__product", "by"),
        "draw_form": bound.get("draw") or draw_form(session),
        "back_form": bound.get("back") or back_form(session),
        "waste_form": bound.get("waste") or waste_form(session),
        "ordered": Order.objects.of(session.pk).exists(),
        "over": session.status in {"CLOSED", "CANCELLED"},
        "refused": next(iter(bound), ""),
        "can": {
            "give": request.user.may(Permission.DOSING_GIVE, session.site_id),
            "witness": ledger.witness.allowed(request.user, session.site_id),
        },
    }
    return render(request, "sessions/lots.html", context, status=422 if bound else 200)


def _drawn(session: DosingSession) -> Any:
    """Lots this session drew from."""
    return Lot.objects.filter(lines__session_id=session.pk).select_related("product").distinct()


def draw_form(session: DosingSession, data: Any = None) -> correcting_forms.DrawForm:
    """Lots of the ordered product, in date and not empty."""
    products = Order.objects.of(session.pk).values("product")
    rows = Lot.objects.usable(session.route, session.site.today(clock.now())).filter(
        site_id=session.site_id, product__in=products
    )
    return correcting_forms.DrawForm(data, lots=rows.select_related("product"), auto_id="draw_%s")


def back_form(session: DosingSession, data: Any = None) -> correcting_forms.ReturnForm:
    """What went out and was not opened."""
    return correcting_forms.ReturnForm(data, lots=_drawn(session), auto_id="back_%s")


def waste_form(session: DosingSession, data: Any = None) -> forms.WasteForm:
    """What was opened and not given."""
    return forms.WasteForm(data, lots=_drawn(session), auto_id="waste_%s")


@require_POST
@allow(Permission.DOSING_GIVE)
def draw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Out of the cupboard, for this session."""
    found = the_session(request, pk)
    return _try(request, found, dose.draw, draw_form(found, request.POST), "draw")


@require_POST
@allow(Permission.DOSING_GIVE)
def give_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Into the cupboard again, unopened."""
    found = the_session(request, pk)
    return _try(request, found, closing.return_unopened, back_form(found, request.POST), "back")


@require_POST
@allow(Permission.DOSING_GIVE)
def waste(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Thrown away; somebody else says they saw it."""
    found = the_session(request, pk)
    return _try(request, found, closing.waste, waste_form(found, request.POST), "waste")


@require_POST
@allow(Permission.DRUG_LOG_WITNESS)
def witness(request: SignedInRequest, pk: UUID, line: UUID) -> HttpResponse:
    """The second person, signed in as themselves, at the chair."""
    found = the_session(request, pk)
    rows = LedgerLine.objects.visible_to(request.user).filter(session_id=found.pk)
    tried = attempt(request, ledger.witness, get_object_or_404(rows, pk=line))
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Witnessed."))
    return redirect("sessions:lots", pk=pk)


def _try(
    request: SignedInRequest, session: DosingSession, verb: Verb[Any, Any], form: Any, name: str
) -> HttpResponse:
    if form.is_valid() and attempt(request, verb, session, form=form, **form.cleaned_data):
        return redirect("sessions:lots", pk=session.pk)
    return page(request, session, **{name: form})
