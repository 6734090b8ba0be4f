"""Where the clinic's set-up stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.setup.readiness import steps


@allow(Permission.SITE_MANAGE)
def home(request: SignedInRequest) -> HttpResponse:
    """Six steps; the first that is missing is the one primary act."""
    here = site_here(request)
    found = steps(here, clock.now())
    missing = [step for step in found if not step.done]
    return render(
        request,
        "setup/home.html",
        {
            "steps": found,
            "missing": missing,
            "next": missing[0] if missing else None,
            "place": here,
        },
    )
