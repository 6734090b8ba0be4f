"""The site's particulars."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinic.accounts.actions import site as actions
from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.setup.views.forms import SiteForm


@allow(Permission.SITE_MANAGE)
def site(request: SignedInRequest) -> HttpResponse:
    """Name, neutral name, zone, jurisdiction, telephone, address."""
    here = site_here(request)
    known = {name: getattr(here, name) for name in SiteForm.base_fields}
    form = SiteForm(request.POST or None, initial=known)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.adjust_site, here, form=form, **form.cleaned_data)
    ):
        return redirect("setup:home")
    return render(
        request,
        "setup/site.html",
        {"form": form, "place": here},
        status=422 if form.errors else 200,
    )
