"""A course on one page: its line of time, what blocks, and the one thing that comes next."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards.course_acts import first_act, pages_of
from clinic.web.boards.course_lanes import lanes_of, read
from clinic.web.boards.exposure import ExposureTable, table_of
from clinic.web.boards.gate import panel
from clinic.web.boards.next_step import coming, next_step
from clinic.web.boards.person import head_of
from clinic.web.boards.progress import glance_at
from clinic.web.boards.progress_words import heading
from patients.models import Course
from patients.views.course_moves import moves_for
from sessions.facts import exposure, progress
from sessions.models.dosing_session import IN_CHAIR


def _progress(request: SignedInRequest, course: Course, now: datetime) -> dict[str, Any] | None:
    """The trend and what it is called, for whoever may see scores."""
    if not request.user.may(Permission.MEASURE_VIEW, course.site_id):
        return None
    shown = progress.load([course], now, viewer=request.user, only_primary=True)[course.pk]
    if not shown.doses and shown.primary is None:
        return None
    return {"sentence": heading(shown, course.site), "glance": glance_at(shown)}


def _exposure(course: Course, now: datetime) -> ExposureTable:
    """How much the person has had, here and elsewhere, in any course."""
    told = exposure.of_person(course.patient_id).told(now, course.site.zone)
    return table_of(told, (), course.site)


@allow(Permission.COURSE_VIEW)
def course(request: SignedInRequest, pk: UUID) -> HttpResponse:
    sought = get_object_or_404(
        Course.objects.visible_to(request.user).select_related(
            "patient", "site", "protocol", "pause_owner"
        ),
        pk=pk,
        site__in=request.user.sites_with(Permission.COURSE_VIEW),
    )
    now = clock.now()
    facts = read(sought, request.user, now)
    visit = coming(facts, "DOSING")
    gate = panel(visit.pk, _("Gate for the next dose"), now, request.path) if visit else None
    step = next_step(facts, gate.stop if gate else None)
    in_chair = next((s for s in facts.sessions if s.status in IN_CHAIR), None)
    given = sum(1 for s in facts.sessions if s.first_drug_at)
    return render(
        request,
        "web/course.html",
        {
            "course": sought,
            "place": sought.site,
            "head": head_of(sought.patient, request.user, sought.site, now),
            "given": given,
            "lanes": lanes_of(facts),
            "progress": _progress(request, sought, now),
            "exposure": _exposure(sought, now),
            "gate": gate,
            "step": step,
            "act": first_act(sought, step, gate, request.user, in_chair),
            "pages": pages_of(sought, request.user),
            "moves": moves_for(sought, request.user),
        },
    )
