"""The calendar beyond one day: a week and a month by room or by person, and one patient's visits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.here import current_site, site_here
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.sites.models import Site
from clinic.web.boards import month as months
from clinic.web.boards import patient_visits
from clinic.web.boards import week as weeks
from clinic.web.boards.person import head_of
from clinic.web.boards.version import facts_of, version_of
from clinic.web.jinja import drawn
from clinic.web.views.asked import day_asked, id_asked
from clinic.web.views.live import is_piece, unchanged
from patients.models import Patient

Asked = tuple[Site, date, str, UUID | None, datetime]


@allow(Permission.APPOINTMENT_VIEW)
def week(request: SignedInRequest) -> HttpResponse:
    """``/visits/week/?on=2026-11-25&by=room|staff&of=<id>``: the week that holds the day."""
    site, on, by, of, now = _asked(request)
    first = weeks.monday_of(on)
    facts = facts_of(site.pk, first, first + timedelta(days=6), now)
    version = version_of(facts, request.user, by, of)
    if same := unchanged(request, version):
        return same
    board = weeks.load(site, request.user, on, by, of, now)
    html = (
        drawn("web/board.html", grid=board.grid)
        if board.grid
        else drawn("web/week.html", week=board)
    )
    steps = _steps("web:week", first - timedelta(days=7), first + timedelta(days=7), by, of)
    words = {"before_label": _("The week before"), "after_label": _("The week after")}
    more = {"view": "week", "title": _("Week"), "steps": {**steps, **words}}
    return _answer(request, version, board=board, board_html=html, on=on, by=by, of=of, **more)


@allow(Permission.APPOINTMENT_VIEW)
def month(request: SignedInRequest) -> HttpResponse:
    """``/visits/month/?on=2026-11-25&by=room|staff&of=<id>``: the month that holds the day."""
    site, on, by, of, now = _asked(request)
    first = on.replace(day=1)
    before, after = first - timedelta(days=7), first + timedelta(days=42)
    version = version_of(facts_of(site.pk, before, after, now), request.user, by, of)
    if same := unchanged(request, version):
        return same
    board = months.load(site, request.user, on, by, of, now)
    steps = _steps("web:month", first - timedelta(days=1), _next_month(first), by, of)
    words = {"before_label": _("The month before"), "after_label": _("The month after")}
    more = {"view": "month", "title": _("Month"), "steps": {**steps, **words}}
    html = drawn("web/month.html", month=board)
    return _answer(request, version, board=board, board_html=html, on=on, by=by, of=of, **more)


@allow(Permission.APPOINTMENT_VIEW)
def of_patient(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every visit of one person, those to come first."""
    person = get_object_or_404(Patient.objects.visible_to(request.user), pk=pk)
    site = current_site(request) or person.site
    now = clock.now()
    board = patient_visits.load(person, request.user, now)
    head = head_of(person, request.user, site, now)
    may_book = request.user.may(Permission.APPOINTMENT_BOOK, None)
    context = {"board": board, "head": head, "may_book": may_book}
    return render(request, "web/patient_visits.html", context)


def _asked(request: SignedInRequest) -> Asked:
    """What the address names; what it does not name, or names wrongly, is as usual."""
    site, now = site_here(request), clock.now()
    on = day_asked(request.GET.get("on", ""), site.today(now))
    by = weeks.STAFF if request.GET.get("by") == weeks.STAFF else weeks.ROOM
    return site, on, by, id_asked(request.GET.get("of", "")), now


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _href(route: str, on: date | None, by: str, of: UUID | None) -> str:
    asked = {"on": on.isoformat() if on else "", "by": by, "of": str(of or "")}
    return f"{reverse(route)}?{urlencode({key: value for key, value in asked.items() if value})}"


def _steps(route: str, before: date, after: date, by: str, of: UUID | None) -> dict[str, str]:
    return {
        "before": _href(route, before, by, of),
        "today": _href(route, None, by, of),
        "after": _href(route, after, by, of),
    }


def _answer(
    request: SignedInRequest, version: str, *, on: date, by: str, of: UUID | None, **more: Any
) -> HttpResponse:
    """The page, or its changing part, with its version."""
    route = f"web:{more['view']}"
    labels = ((weeks.ROOM, _("By room")), (weeks.STAFF, _("By person")))
    may_book = request.user.may(Permission.APPOINTMENT_BOOK, None)
    context = {
        "version": version,
        "on": on,
        "here": _href(route, on, by, of),
        "ways": [
            {"href": _href(route, on, way, None), "label": label, "current": way == by}
            for way, label in labels
        ],
        "book_url": reverse("scheduling:who") if may_book else "",
        **more,
    }
    page = "web/_calendar.html" if is_piece(request) else "web/calendar.html"
    answer = render(request, page, context)
    answer["ETag"] = version
    return answer
