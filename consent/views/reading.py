"""Reading and signing: on the patient's own page, and on the clinic's device beside a clinician."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt, proof
from clinic.accounts.permissions import Permission
from consent.actions import consent as actions
from consent.models import Consent
from consent.views.forms import ReadForm, ReasonForm


def _visible(request: SignedInRequest, pk: UUID) -> Consent:
    rows = Consent.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("form", "site", "patient", "course"), pk=pk)


def _own(request: SignedInRequest, pk: UUID) -> Consent:
    """Only the patient's own, whatever else the account may see."""
    rows = Consent.objects.visible_to(request.user).filter(patient=request.user.patient_id())
    return get_object_or_404(rows.select_related("form", "site", "patient", "course"), pk=pk)


@allow(Permission.PORTAL)
def own_list(request: SignedInRequest) -> HttpResponse:
    """Everything the patient was asked to sign, newest first."""
    rows = Consent.objects.visible_to(request.user).filter(patient=request.user.patient_id())
    rows = rows.select_related("form", "site").order_by("-id")
    place = rows[0].site if rows else None
    return render(request, "consent/own_list.html", {"consents": rows, "place": place})


@allow(Permission.PORTAL)
def own_read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The form, part by part, with the signature at its end."""
    consent = _own(request, pk)
    if not consent.is_unsigned:
        return render(
            request, "consent/own_signed.html", {"consent": consent, "place": consent.site}
        )
    form = ReadForm(request.POST or None, consent=consent, own=True)
    if request.method == "POST" and form.is_valid() and _done(request, consent, form):
        return (
            redirect("consent:own-read", pk=pk)
            if _signing(request)
            else redirect("portal:next-step")
        )
    return _page(request, "consent/own_read.html", consent, form)


@allow(Permission.CONSENT_SIGN)
def read_here(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The same form on the clinic's device, with the clinician who is signed in as its witness."""
    consent = _visible(request, pk)
    if not consent.is_unsigned:
        return redirect("consent:consent", pk=pk)
    form = ReadForm(request.POST or None, consent=consent, own=False)
    if request.method == "POST" and form.is_valid() and _done(request, consent, form):
        return redirect("consent:consent", pk=pk)
    return _page(request, "consent/read_here.html", consent, form)


def _signing(request: SignedInRequest) -> bool:
    return request.POST.get("do") == "sign"


def _done(request: SignedInRequest, consent: Consent, form: ReadForm) -> bool:
    """Save what is ticked and typed, or sign it. False: refused, and the form says why."""
    read = {"acknowledged": form.acknowledged(), "answers": form.answers()}
    if not _signing(request):
        saved = attempt(request, actions.fill, consent, form=form, **read)
        if saved:
            messages.success(request, _("Saved. Go on whenever you like."))
        return bool(saved)
    proved_at = proof(request, form)
    if proved_at is None:
        return False
    tried = attempt(
        request,
        actions.sign,
        consent,
        form=form,
        typed_name=form.cleaned_data["typed_name"],
        interpreter=form.cleaned_data.get("interpreter", ""),
        authenticated_at=proved_at,
        ip=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.headers.get("User-Agent", ""),
        **read,
    )
    if tried.error is not None:
        form.point_at(tried.error.details)
    return bool(tried)


def _page(
    request: SignedInRequest, template: str, consent: Consent, form: ReadForm
) -> HttpResponse:
    return render(
        request,
        template,
        {"consent": consent, "form": form, "place": consent.site},
        status=422 if form.errors else 200,
    )


@allow(Permission.PORTAL)
def own_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take it back: one page, one button, no reason asked for that must be given."""
    consent = _own(request, pk)
    form = ReasonForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(request, actions.withdraw, consent, form=form, **form.cleaned_data):
        messages.success(request, _("It is taken back. We will call you today."))
        return redirect("portal:next-step")
    return render(
        request,
        "consent/own_withdraw.html",
        {"consent": consent, "form": form, "place": consent.site},
        status=422 if form.errors else 200,
    )


@require_POST
@allow(Permission.PORTAL)
def own_decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """No, without a reason."""
    tried = attempt(request, actions.decline, _own(request, pk))
    if tried.error is None:
        messages.info(request, _("You said no. We will call you to talk about it."))
    else:
        messages.error(request, tried.error.sentence)
    return redirect("portal:next-step")
