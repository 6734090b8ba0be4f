"""The drug log: what is in the cupboard, one lot's ledger, waste to witness, counting, receiving."""

from __future__ import annotations

import csv
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
from clinic.drug_log.actions import ledger, stock
from clinic.drug_log.models import LedgerLine, Lot, Product
from clinic.drug_log.views.forms import CountForm, ProductForm, ReceiveForm


@allow(Permission.DRUG_LOG_VIEW)
def cupboard(request: SignedInRequest) -> HttpResponse:
    """Balances by lot, the nearest expiry first, and what waits for a second signature."""
    site = site_here(request)
    lots = Lot.objects.visible_to(request.user).filter(site=site).select_related("product")
    waiting = (
        LedgerLine.objects.visible_to(request.user)
        .filter(site=site)
        .unwitnessed()
        .select_related("lot", "lot__product", "by")
    )
    return render(
        request,
        "drug_log/cupboard.html",
        {
            "lots": lots.with_balance().order_by("expires_on"),
            "waiting": waiting.order_by("happened_at"),
            "today": site.today(clock.now()),
        },
    )


@allow(Permission.DRUG_LOG_VIEW)
def lot(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One lot's ledger, newest line first, and the form to count it."""
    found = get_object_or_404(
        Lot.objects.visible_to(request.user).select_related("product").with_balance(), pk=pk
    )
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, stock.count, found, form=form, **form.cleaned_data)
        if tried:
            agreed = tried.result is None
            messages.success(
                request,
                _("The count agrees with the ledger.")
                if agreed
                else _("Adjusted. The manager has a task to look into it."),
            )
            return redirect("drug_log:lot", pk=pk)
    lines = found.lines.select_related("by", "witnessed__witness").order_by("-sequence")
    return render(
        request,
        "drug_log/lot.html",
        {"lot": found, "lines": lines[:200], "form": form},
        status=422 if form.errors else 200,
    )


@allow(Permission.DRUG_LOG_RECEIVE)
def receive(request: SignedInRequest) -> HttpResponse:
    """A delivery goes into the cupboard."""
    site = site_here(request)
    form = ReceiveForm(request.POST or None)
    products = Product.objects.visible_to(request.user).order_by("name")
    form.fields["product"].queryset = products  # type: ignore[attr-defined]
    form.fields["product"].label_from_instance = lambda product: product.name  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, ledger.receive, site, form=form, **form.cleaned_data)
        if tried and tried.result:
            return redirect("drug_log:lot", pk=tried.result.lot_id)
    return render(
        request, "drug_log/receive.html", {"form": form}, status=422 if form.errors else 200
    )


@allow(Permission.DRUG_LOG_RECEIVE)
def add_product(request: SignedInRequest) -> HttpResponse:
    """A presentation not stocked before."""
    form = ProductForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, ledger.add_product, form=form, **form.cleaned_data)
    ):
        return redirect("drug_log:receive")
    return render(
        request, "drug_log/product.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@allow(Permission.DRUG_LOG_WITNESS)
def witness(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Sign as the second person who saw a waste."""
    line = get_object_or_404(LedgerLine.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, ledger.witness, line)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Witnessed."))
    return redirect("drug_log:cupboard")


@allow(Permission.DRUG_LOG_VIEW)
def export(request: SignedInRequest) -> HttpResponse:
    """Every line of this site's ledger as CSV: "readily retrievable" (21 CFR 1304.04)."""
    site = site_here(request)
    lines = (
        LedgerLine.objects.visible_to(request.user)
        .filter(site=site)
        .select_related("lot__product", "by", "witnessed__witness")
        .order_by("lot_id", "sequence")
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{site.slug}.csv"'
    out = csv.writer(response)
    out.writerow(
        [
            "happened_at",
            "product",
            "lot",
            "sequence",
            "kind",
            "quantity",
            "unit",
            "mg_base",
            "balance_after",
            "patient",
            "session",
            "by",
            "witness",
            "party",
            "reason",
        ]
    )
    for line in lines:
        signature = getattr(line, "witnessed", None)
        out.writerow(
            _cell(value)
            for value in (
                line.happened_at.isoformat(),
                line.lot.product.name,
                line.lot.lot_number,
                line.sequence,
                line.kind,
                line.quantity,
                line.lot.unit,
                line.mg,
                line.balance_after,
                line.patient_id or "",
                line.session_id or "",
                line.by.actor_label,
                signature.witness.actor_label if signature else "",
                line.party,
                line.reason,
            )
        )
    return response


def _cell(value: object) -> str:
    """A spreadsheet must not take a typed text for a formula."""
    text = str(value)
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
