"""The front desk's home."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import current_site
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Appointment
from clinic.web.boards import today as board
from clinic.web.boards.tasks import my_tasks


@allow(Permission.APPOINTMENT_VIEW)
def today(request: SignedInRequest) -> HttpResponse:
    """Today by room; another day with ``?on=2026-11-25``. Works without JavaScript."""
    site = current_site(request)
    if site is None:
        return redirect("web:home")
    now = clock.now()
    on = _day(request.GET.get("on", ""), site.today(now))
    return render(
        request,
        "web/today.html",
        {
            "board": board.load(site, request.user, on, now),
            "tasks": my_tasks(request.user, site, now),
            "is_today": on == site.today(now),
            "book_url": reverse("scheduling:who")
            if request.user.may(Permission.APPOINTMENT_BOOK, site.pk)
            else "",
            "may_arrive": request.user.may(Permission.APPOINTMENT_ARRIVE, site.pk),
        },
    )


def _day(asked: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return otherwise


@require_POST
@allow(Permission.APPOINTMENT_ARRIVE)
def arrive(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The button "Arrived" of the board."""
    visit = get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.arrive, visit)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("%(name)s is here.") % {"name": visit.patient.full_name})
    return redirect(f"{reverse('web:today')}?on={visit.wall_date}")
