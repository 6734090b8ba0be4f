"""Working at another of the clinic's sites."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clinic.accounts.here import choose_site, sites_of
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission


@require_POST
@allow(Permission.SITE_VIEW)
def choose(request: SignedInRequest) -> HttpResponse:
    wanted = request.POST.get("site", "")
    site = next((s for s in sites_of(request.user) if str(s.pk) == wanted), None)
    if site is None:
        raise Http404
    choose_site(request, site)
    return redirect("web:home")
