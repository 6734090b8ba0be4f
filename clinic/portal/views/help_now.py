"""Help, always one tap away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.portal.own import patient_of


@allow(Permission.PORTAL)
def help_now(request: SignedInRequest) -> HttpResponse:
    return render(request, "portal/help.html", {"place": patient_of(request.user).site})
