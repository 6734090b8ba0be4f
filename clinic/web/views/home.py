"""`/`: everybody's own first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinic.accounts.pages import SignedInRequest
from clinic.accounts.roles import Role
from clinic.web import nav


def home(request: SignedInRequest) -> HttpResponse:
    """To the home of the person's role; a page with their links when the role has none (manager, auditor)."""
    roles = request.user.roles_at()
    if roles == {Role.PATIENT}:
        return redirect("portal:next-step")
    bar = nav.shown(nav.BAR, request, request.user)
    if bar:
        return redirect(bar[0]["url"])
    return render(request, "web/home.html")
