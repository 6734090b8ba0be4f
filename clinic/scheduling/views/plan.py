"""Plan a course: every visit still planned, at once, week by week, before anything is booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling import preview
from clinic.scheduling.actions import change as changes
from clinic.scheduling.planner import plan as planner
from clinic.scheduling.planner.problem import NoPlan, Plan, Wishes
from clinic.scheduling.views import accept
from clinic.scheduling.views.wishes import WishesForm, as_query
from patients.models import Course


@dataclass(frozen=True)
class Way:
    """One rule let go, and the page that plans with it; no page where the rule is not the desk's to let go."""

    sentence: str
    gives: str
    href: str


@dataclass(frozen=True)
class Planned:
    """The plan as the page shows it: what is new or moves, by week, and what stays."""

    weeks: list[tuple[date | None, list[preview.PreviewRow]]]
    count: int
    kept: list[preview.PreviewRow]
    proven: bool
    impossible: NoPlan | None = None
    ways: tuple[Way, ...] = ()


@allow(Permission.APPOINTMENT_BOOK)
def plan(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is asked for on the left, the visits it gives on the right; one button books them all."""
    courses = Course.objects.visible_to(request.user).select_related("patient", "site", "protocol")
    course = get_object_or_404(courses, pk=pk)
    form = WishesForm(_asked(request), site=course.site, at=clock.now())
    if accept.accepts(request) and accept.apply(request, changes.book_plan, course):
        return redirect(_page(course, form.wishes() if form.is_valid() else Wishes()))
    planned = _plan(request, course, form.wishes()) if form.is_valid() else None
    page = {"course": course, "patient": course.patient, "form": form, "planned": planned}
    refused = request.method == "POST" or form.errors
    return render(request, "scheduling/plan.html", page, status=422 if refused else 200)


def _asked(request: SignedInRequest) -> Any:
    """The wishes: of the address, or posted back with the rows they gave."""
    return request.POST if request.method == "POST" else request.GET


def _plan(request: SignedInRequest, course: Course, wishes: Wishes) -> Planned:
    found = planner.plan_course(course, wishes=wishes, at=clock.now())
    if isinstance(found, NoPlan):
        return Planned([], 0, [], proven=True, impossible=found, ways=_ways(course, found))
    return _shown(request, course, found)


def _shown(request: SignedInRequest, course: Course, found: Plan) -> Planned:
    rows = preview.rows_of(found.lines, course.site, request.user)
    kept = preview.kept_of(found.lines, course.site, request.user)
    return Planned(by_week(rows), len(rows), kept, found.proven)


def by_week(
    rows: Iterable[preview.PreviewRow],
) -> list[tuple[date | None, list[preview.PreviewRow]]]:
    """In order of time, under the Monday of each week."""
    ordered = sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at))
    return [(monday, list(week)) for monday, week in groupby(ordered, lambda row: row.monday)]


def _ways(course: Course, found: NoPlan) -> tuple[Way, ...]:
    return tuple(
        Way(each.sentence, each.gives, _page(course, each.wishes) if each.wishes else "")
        for each in found.relaxations
    )


def _page(course: Course, wishes: Wishes) -> str:
    """The page with these wishes: undone, the same plan comes up again."""
    asked = {name: value for name, value in as_query(wishes).items() if value}
    page = reverse("scheduling:plan", args=[course.pk])
    return f"{page}?{urlencode(asked, doseq=True)}" if asked else page
