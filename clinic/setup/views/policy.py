"""The clinical policy: read by the clinic, adjusted in a draft, signed by the medical director."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.fresh import confirm_password
from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability
from clinic.core import clock
from clinic.core.errors import InvalidInput
from clinic.policy.actions import version as actions
from clinic.policy.models import PolicyVersion
from clinic.setup.views.forms import SignForm
from clinic.setup.views.terms_form import TermsForm, rows_of


@allow(Permission.POLICY_VIEW)
def policy(request: SignedInRequest) -> HttpResponse:
    """The version in force, and beside it the draft if there is one."""
    return _show(request)


@require_POST
@allow(Permission.POLICY_DRAFT)
def draft(request: SignedInRequest) -> HttpResponse:
    """Open the next version: from the one in force, or from the shipped defaults."""
    tried = attempt(request, actions.draft, site_here(request))
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("setup:policy")


@require_POST
@allow(Permission.POLICY_DRAFT)
def adjust(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change numbers of the draft; each inside its bounds."""
    version = _get(request, pk)
    if version.status != PolicyVersion.Status.DRAFT:
        messages.error(request, _("This version is signed. Open a new draft to change it."))
        return redirect("setup:policy")
    form = TermsForm(version.policy, request.POST)
    if form.is_valid():
        note = form.cleaned_data["note"]
        tried = attempt(request, actions.adjust, version, terms=form.terms(), note=note)
        if tried.error:
            form.take(tried.error)
        else:
            messages.success(request, _("The draft is saved. It holds once it is signed."))
            return redirect("setup:policy")
    return _show(request, terms=form)


@require_POST
@allow(Permission.POLICY_SIGN)
def sign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The medical director types their password and puts the draft in force."""
    version = _get(request, pk)
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            proof = confirm_password(request.user, form.cleaned_data["password"])
        except InvalidInput as error:
            form.add_error("password", error.sentence)
        else:
            if attempt(request, actions.sign, version, form=form, authenticated_at=proof):
                messages.success(request, _("Signed. It is in force from now on."))
                return redirect("setup:policy")
    return _show(request, signing=form)


def _get(request: SignedInRequest, pk: UUID) -> PolicyVersion:
    return get_object_or_404(
        PolicyVersion.objects.visible_to(request.user), pk=pk, site=site_here(request)
    )


def _show(request: SignedInRequest, **forms: Any) -> HttpResponse:
    here, user = site_here(request), request.user
    mine = PolicyVersion.objects.visible_to(user).filter(site=here).select_related("signed_by")
    in_force = mine.in_force(here.pk, clock.now())
    drafted = mine.filter(status=PolicyVersion.Status.DRAFT).first()
    shown = drafted or in_force
    may_draft = user.may(Permission.POLICY_DRAFT, here.pk)
    may_sign = user.may(Permission.POLICY_SIGN, here.pk) and user.has_capability(
        Capability.MEDICAL_DIRECTOR, here.pk
    )
    terms = forms.get("terms")
    # Who can sign reads the numbers as they are stored: a box changed and not saved would be signed unseen.
    if terms is None and drafted is not None and (not may_sign or "edit" in request.GET):
        terms = TermsForm(drafted.policy, initial={"note": drafted.note})
    return render(
        request,
        "setup/policy.html",
        {
            "in_force": in_force,
            "draft": drafted,
            "groups": rows_of(
                shown.policy if shown else None, in_force, terms if may_draft else None
            ),
            "terms": terms,
            "signing": forms.get("signing", SignForm()),
            "may_draft": may_draft,
            "may_sign": may_sign and terms is None,
            "earlier": mine.filter(status=PolicyVersion.Status.REPLACED).order_by("-number"),
        },
        status=422 if forms else 200,
    )
