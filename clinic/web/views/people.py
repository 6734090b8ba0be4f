"""The therapist's home."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinic.accounts.here import current_site
from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards import people as board
from clinic.web.boards.course_lanes import lanes_of, read
from clinic.web.boards.late_measures import late_measures
from clinic.web.boards.next_step import next_step
from clinic.web.boards.tasks import my_tasks
from integration.models import Goal


@allow(Permission.THERAPY_VIEW)
def people(request: SignedInRequest) -> HttpResponse:
    """The caseload by attention; ``?who=`` (a course) opens one person beside it."""
    site = current_site(request)
    if site is None:
        return redirect("web:home")
    now = clock.now()
    shown = board.load(site, request.user, now)
    asked = request.GET.get("who", "")
    chosen = next((c for c in shown.cases if str(c.course.pk) == asked), None)
    chosen = chosen or (shown.cases[0] if shown.cases else None)
    return render(
        request,
        "web/people.html",
        {
            "board": shown,
            "chosen": chosen,
            "book": request.user.may(Permission.APPOINTMENT_BOOK, site.pk),
            **(_beside(chosen, request.user, now) if chosen else {}),
            "tasks": my_tasks(request.user, site, now),
            "late": late_measures(request.user, site, now, mine=True, staff=True),
        },
    )


def _beside(case: board.Case, user: User, now: Any) -> dict[str, Any]:
    """What stands beside the list: the person's line of time, next step and goals."""
    facts = read(case.course, user, now)
    return {
        "lanes": lanes_of(facts),
        "step": next_step(facts),
        "goals": Goal.objects.visible_to(user)
        .filter(course=case.course)
        .exclude(status="DROPPED")
        .in_order(),
    }
