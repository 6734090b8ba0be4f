"""Move a visit. When others of its course must follow, they are shown first, before and after, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling import preview
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import change as changes
from clinic.scheduling.models import Appointment
from clinic.scheduling.planner import plan as planner
from clinic.scheduling.planner.problem import NoPlan, Place, Plan, Relaxation
from clinic.scheduling.views import accept
from clinic.scheduling.views.booking import say_booked
from clinic.scheduling.views.forms import TimeAndPlaceForm, initial_of
from clinic.scheduling.views.nearest import Refused, refusal


@dataclass(frozen=True)
class Moving:
    """What moving this visit there does to its course."""

    own: preview.PreviewRow | None
    others: list[preview.PreviewRow]
    kept: list[preview.PreviewRow]
    proven: bool
    impossible: NoPlan | None = None

    @property
    def ways(self) -> list[Relaxation]:
        """What else would give a plan, besides another place for the visit itself."""
        found = self.impossible.relaxations if self.impossible else ()
        return [each for each in found if each.place is None]

    @property
    def own_rows(self) -> list[preview.PreviewRow]:
        return [self.own] if self.own else []


@allow(Permission.APPOINTMENT_BOOK)
def move(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another time, room or team; `?on=…&time=…&room=…` fills it in and shows what it changes."""
    visits = Appointment.objects.visible_to(request.user).with_people()
    visit = get_object_or_404(visits.select_related("course", "step"), pk=pk)
    form = _form(request, visit)
    refused = False
    if accept.accepts(request):
        tried = accept.apply(request, changes.move_with, visit)
        if tried:
            return redirect("scheduling:visit", pk=_now(request, visit))
        refused = True
    moving = _moving(request, visit, form) if form.is_bound and form.is_valid() else None
    if request.method == "POST" and not refused and form.is_valid() and _at_once(request, moving):
        moved = attempt(request, actions.move, visit, form=form, **form.place())
        if moved.result:
            say_booked(request, moved.result)
            return redirect("scheduling:visit", pk=moved.result.pk)
    status = 422 if form.errors or refused else 200
    page = {
        "visit": visit,
        "form": form,
        "moving": moving,
        "refused": _refused(visit, form, moving),
    }
    return render(request, "scheduling/move.html", page, status=status)


def _form(request: SignedInRequest, visit: Appointment) -> TimeAndPlaceForm:
    """Bound to what was typed, or to the place the visit was dragged to; else it starts from what is booked."""
    initial = initial_of(visit)
    data: Any = None
    if request.method == "POST":
        data = request.POST
    elif "on" in request.GET:
        words = {name: "" if value is None else str(value) for name, value in initial.items()}
        data = {**words, **request.GET.dict()}
    return TimeAndPlaceForm(data, site=visit.site, at=clock.now(), initial=initial)


def _refused(visit: Appointment, form: TimeAndPlaceForm, moving: Moving | None) -> Refused | None:
    """Why the visit cannot go where it was typed or dragged to, and where it could."""
    if not form.is_bound or "starts_at" not in getattr(form, "cleaned_data", {}):
        return None
    if moving is not None and moving.impossible is None:
        return None
    return refusal(visit, form, clock.now(), moving.impossible if moving else None)


def _at_once(request: SignedInRequest, moving: Moving | None) -> bool:
    """Nothing else must move, or the desk wants this visit alone to."""
    if moving is None or "alone" in request.POST:
        return True
    return moving.impossible is None and not moving.others


def _moving(request: SignedInRequest, visit: Appointment, form: TimeAndPlaceForm) -> Moving | None:
    """None for a visit that fills no step of a course: nothing hangs on it."""
    if visit.course is None or visit.step_id is None or not visit.is_standing:
        return None
    found = planner.replan(
        visit.course, fixed_at={visit.step_id: place_of(visit, form)}, at=clock.now()
    )
    if isinstance(found, NoPlan):
        return Moving(None, [], [], proven=True, impossible=found)
    return _shown(request, visit, found)


def _shown(request: SignedInRequest, visit: Appointment, plan: Plan) -> Moving:
    rows = preview.rows_of(plan.lines, visit.site, request.user)
    own = next((row for row in rows if row.key == visit.step_id), None)
    others = [row for row in rows if row.key != visit.step_id]
    kept = preview.kept_of(plan.lines, visit.site, request.user)
    return Moving(own, others, kept, plan.proven)


def place_of(visit: Appointment, form: TimeAndPlaceForm) -> Place:
    """Where the form puts the visit."""
    wanted = form.place()
    start: datetime = wanted["starts_at"]
    minutes = wanted.get("minutes")
    length = timedelta(minutes=minutes) if minutes else visit.ends_at - visit.starts_at
    room = wanted.get("room") or visit.room
    team = tuple((user.pk, role) for user, role in wanted.get("staff") or [])
    return Place(start, start + length, room.pk if room else None, team)


def _now(request: SignedInRequest, visit: Appointment) -> UUID:
    """The row that stands for the visit after the change."""
    mine = Appointment.objects.visible_to(request.user).filter(visit_id=visit.visit_id)
    return mine.order_by("-moves").values_list("pk", flat=True)[0]
