"""The clinician's home."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinic.accounts.here import current_site
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards import chairs as board
from clinic.web.boards.bedside_lists import to_close, waste_to_witness
from clinic.web.boards.late_measures import late_measures
from clinic.web.boards.tasks import my_tasks


@allow(Permission.DOSING_VIEW)
def chairs(request: SignedInRequest) -> HttpResponse:
    """Who sits where. The cards come anew every 15 seconds by themselves; without JavaScript, by loading again."""
    site = current_site(request)
    if site is None:
        return redirect("web:home")
    now = clock.now()
    shown = board.load(site, request.user, now)
    if request.headers.get("HX-Request"):
        return render(request, "web/_chairs.html", {"board": shown})
    return render(
        request,
        "web/chairs.html",
        {
            "board": shown,
            "to_close": to_close(site, request.user),
            "waste": waste_to_witness(site, request.user, now),
            "tasks": my_tasks(request.user, site, now),
            "late": late_measures(request.user, site, now, staff=True),
        },
    )
