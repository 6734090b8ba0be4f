"""The packs that lie ready, and one made by hand."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.audit import reads
from clinic.core import clock
from clinic.printing import nightly
from clinic.printing.actions import downtime as actions
from clinic.printing.models import DowntimePack
from clinic.printing.views.paper import pdf


@allow(Permission.CHART_VIEW)
def packs(request: SignedInRequest) -> HttpResponse:
    """What lies ready at this site, and whether last night's is missing."""
    site, at = site_here(request), clock.now()
    kept = DowntimePack.objects.visible_to(request.user).kept().filter(site=site)
    today = site.today(at)
    return render(
        request,
        "printing/downtime.html",
        {
            "packs": kept.order_by("-day"),
            "missing": nightly.missing(site, at),
            "day_due": nightly.day_due(site, at),
            "today": today,
            "tomorrow": today + timedelta(days=1),
            "place": site,
        },
    )


@require_POST
@allow(Permission.DOWNTIME_MAKE)
def make(request: SignedInRequest) -> HttpResponse:
    """Today's or tomorrow's, as it stands now."""
    site = site_here(request)
    ahead = 1 if request.POST.get("day") == "tomorrow" else 0
    day = site.today(clock.now()) + timedelta(days=ahead)
    tried = attempt(request, actions.make_pack, site, day=day)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("The pack is made. Print it, and keep it where it is locked."))
    return redirect("printing:downtime")


@allow(Permission.CHART_VIEW)
def read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The file. The access log says that every patient in it was read."""
    pack = get_object_or_404(DowntimePack.objects.visible_to(request.user).kept(), pk=pk)
    content = pack.content()
    if content is None:
        messages.error(request, _("This file is gone or damaged. Make the pack again."))
        return redirect("printing:downtime")
    reads.note_all(pack.patients, "printing.downtimepack")
    return pdf(content, f"downtime-{pack.day}")
