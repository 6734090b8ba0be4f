"""The front desk's home."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.here import KEY, current_site
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from clinic.web.boards import today as board
from clinic.web.boards.late_measures import late_measures
from clinic.web.boards.tasks import my_tasks
from clinic.web.boards.version import Facts, facts_of, version_of
from clinic.web.jinja import drawn
from clinic.web.views.asked import day_asked, id_asked
from clinic.web.views.live import is_piece, unchanged


@allow(Permission.APPOINTMENT_VIEW)
def today(request: SignedInRequest) -> HttpResponse:
    """Today by room; another day with ``?on=2026-11-25``. Works without JavaScript; with it, it renews itself."""
    now = clock.now()
    if same := _same(request, now):
        return same
    site = current_site(request)
    if site is None:
        return redirect("web:home")
    on = day_asked(request.GET.get("on", ""), site.today(now))
    facts = facts_of(site.pk, on, on, now)
    version = version_of(facts, request.user)
    if same := unchanged(request, version):
        return same
    page = "web/_today.html" if is_piece(request) else "web/today.html"
    answer = render(request, page, {"version": version, **_shown(request, site, on, now, facts)})
    answer["ETag"] = version
    return answer


def _same(request: SignedInRequest, now: datetime) -> HttpResponse | None:
    """304 for a board that names its site and day and did not change: of the site nothing else need be known."""
    site_id, on = id_asked(request.GET.get("site", "")), request.GET.get("on", "")
    if site_id is None or not request.user.may(Permission.APPOINTMENT_VIEW, site_id):
        return None
    if request.session.get(KEY) not in {None, str(site_id)}:
        return None  # another site was chosen since: the page is to be drawn anew
    day = day_asked(on, now.date())
    return unchanged(request, version_of(facts_of(site_id, day, day, now), request.user))


def _shown(
    request: SignedInRequest, site: Site, on: date, now: datetime, facts: Facts
) -> dict[str, Any]:
    """What both the page and its changing part say."""
    shown = board.load(site, request.user, on, now, facts)
    may = request.user.may
    return {
        "board": shown,
        "board_html": drawn("web/board.html", grid=shown.grid),
        "tasks": my_tasks(request.user, site, now),
        "late": late_measures(request.user, site, now),
        "is_today": on == site.today(now),
        "on": on,
        "view": "day",
        "may_arrive": may(Permission.APPOINTMENT_ARRIVE, site.pk),
        "book_url": reverse("scheduling:who") if may(Permission.APPOINTMENT_BOOK, site.pk) else "",
    }


@require_POST
@allow(Permission.APPOINTMENT_ARRIVE)
def arrive(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The button "Arrived" of the board."""
    return _button(request, actions.arrive, pk, _("%(name)s is here."))


@require_POST
@allow(Permission.APPOINTMENT_ARRIVE)
def un_arrive(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The button "Not here after all" of the board."""
    return _button(request, actions.un_arrive, pk, _("%(name)s is not here after all."))


def _button(
    request: SignedInRequest, verb: Verb[Any, Any], pk: UUID, sentence: str
) -> HttpResponse:
    """One verb, then back to the day with what came of it."""
    visit = get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, verb, visit)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, sentence % {"name": visit.patient.full_name})
    return redirect(f"{reverse('web:today')}?on={visit.wall_date}")
