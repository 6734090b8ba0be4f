"""The alerts nobody has taken on, as a piece that every home asks for by itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from clinic.accounts.here import current_site
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards.safety import waiting


@allow(Permission.TASK_VIEW)
def safety_now(request: SignedInRequest) -> HttpResponse:
    site = current_site(request)
    found = waiting(site, request.user, clock.now()) if site else []
    return render(request, "web/_safety_now.html", {"waiting": found})
