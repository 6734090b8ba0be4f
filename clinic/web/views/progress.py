"""How a course is going: every measure against doses and integration; and who needs a look."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clinic.accounts.here import current_site
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards import caseload
from clinic.web.boards import progress as board
from clinic.web.boards.person import head_of
from patients.models import Course
from sessions.facts import progress


@allow(Permission.MEASURE_VIEW)
def course(request: SignedInRequest, pk: UUID) -> HttpResponse:
    sought = get_object_or_404(
        Course.objects.visible_to(request.user).select_related("patient", "site", "protocol"),
        pk=pk,
        site__in=request.user.sites_with(Permission.MEASURE_VIEW),
    )
    now = clock.now()
    shown = progress.load([sought], now, viewer=request.user)[sought.pk]
    return render(
        request,
        "web/progress.html",
        {
            "course": sought,
            "place": sought.site,
            "head": head_of(sought.patient, request.user, sought.site, now),
            "given": len(shown.doses),
            "page": board.page_of(shown, sought.site, goes_on=sought.is_open),
        },
    )


@allow(Permission.MEASURE_VIEW)
def people(request: SignedInRequest) -> HttpResponse:
    """My people, most in need first; ``?whose=all`` for everybody under treatment here."""
    site = current_site(request)
    if site is None:
        return redirect("web:home")
    everybody = request.GET.get("whose") == "all"
    shown = caseload.load(site, request.user, clock.now(), everybody=everybody)
    return render(request, "web/caseload.html", {"board": shown, "everybody": everybody})
