"""Anybody may ask to be treated here: one public form, no account, plain words."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.system import PATIENT_LINK
from clinic.core import clock
from clinic.core.errors import DomainError
from clinic.sites.models import Site
from patients.actions import registration as actions
from patients.views.birth_date_field import tell_today
from patients.views.forms import SelfReferralForm

log = logging.getLogger(__name__)

# A family asks once or twice; an hour of sixty is a program [POL].
LIMITS = {"from-one-address": "5/h/ip", "at-one-site": "60/h/key"}


@login_not_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Whatever comes of it, the person reads the same words: who is known here is not told."""
    site = get_object_or_404(Site.objects.filter(is_open=True), slug=slug)
    request.actor = PATIENT_LINK  # type: ignore[attr-defined]  # what is read meanwhile is read by this part
    form = SelfReferralForm(request.POST or None)
    tell_today(form, site, site.today(clock.now()))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data.pop("website"):
            log.warning("A self-referral filled in the trap field and was dropped")
            return redirect("patients:self-referral-thanks", slug=slug)
        if not _may_ask(request, site):
            form.add_error(
                None, _("Too many requests came from your connection. Call us instead.")
            )
            return _page(request, site, form, 429)
        if _refer(site, form):
            return redirect("patients:self-referral-thanks", slug=slug)
    return _page(request, site, form, 422 if form.errors else 200)


@login_not_required
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    site = get_object_or_404(Site.objects.filter(is_open=True), slug=slug)
    return render(request, "patients/self_referral_thanks.html", {"place": site})


def _page(request: HttpRequest, site: Site, form: Any, status: int) -> HttpResponse:
    return render(
        request, "patients/self_referral.html", {"form": form, "place": site}, status=status
    )


def _refer(site: Site, form: SelfReferralForm) -> bool:
    try:
        actions.self_refer(site, by=PATIENT_LINK, at=clock.now(), **form.cleaned_data)
    except DomainError as error:
        field = getattr(error, "field", None)
        form.add_error(field if field in form.fields else None, error.sentence)
        return False
    return True


def _may_ask(request: HttpRequest, site: Site) -> bool:
    """Counted in the database, as sign-ins are, so that every web process counts together."""
    return all(
        consume(request, app="clinic", action=action, key=str(site.pk), config=LIMITS)
        for action in LIMITS
    )
