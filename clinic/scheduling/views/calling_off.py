"""Call a visit off, or write down that nobody came, and settle what the rest of its course does then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling import preview
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import change as changes
from clinic.scheduling.falling_out import falling_out
from clinic.scheduling.models import Appointment
from clinic.scheduling.planner.problem import NoPlan
from clinic.scheduling.views import accept
from clinic.scheduling.views.forms import CancelForm, MissedForm, Rest
from patients.models import CourseStep

Status = Appointment.Status


@dataclass(frozen=True)
class Settling:
    """What the rest of the course does: the rows that change, those that stay, or why there is no plan."""

    rows: list[preview.PreviewRow]
    kept: list[preview.PreviewRow]
    proven: bool = True
    impossible: NoPlan | None = None


@allow(Permission.APPOINTMENT_CANCEL)
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Call it off, with the reason."""
    visit = _visit(request, pk)
    form = CancelForm(_posted(request), has_rest=_has_rest(visit))
    return _ending(request, visit, form, missed=False)


@allow(Permission.APPOINTMENT_CANCEL)
def no_show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Nobody came."""
    visit = _visit(request, pk)
    form = MissedForm(_posted(request), has_rest=_has_rest(visit))
    return _ending(request, visit, form, missed=True)


def _posted(request: SignedInRequest) -> Any:
    """What was sent, even if it was nothing."""
    return request.POST if request.method == "POST" else None


def _ending(
    request: SignedInRequest, visit: Appointment, form: Any, *, missed: bool
) -> HttpResponse:
    if accept.accepts(request) and accept.apply(request, changes.cancel_with, visit):
        return redirect("scheduling:visit", pk=visit.pk)
    settling = None
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data.get(name, "") for name in ("reason", "note")}
        rest = form.cleaned_data.get("rest") or Rest.OPEN
        if rest == Rest.OPEN:
            done = _end_alone(request, visit, form, typed, missed=missed)
            if done is not None:
                return done
        else:
            ending = preview.Ending(**typed, missed=missed, drops=rest == Rest.DROP)
            settling = _settle(request, visit, ending)
    refused = form.errors or (settling is not None and accept.accepts(request))
    page = {"visit": visit, "form": form, "settling": settling, "missed": missed}
    return render(request, "scheduling/cancel.html", page, status=422 if refused else 200)


def _end_alone(
    request: SignedInRequest,
    visit: Appointment,
    form: Any,
    typed: Mapping[str, str],
    *,
    missed: bool,
) -> HttpResponse | None:
    """End this visit and leave its step open. None when it was refused: the form says why."""
    if missed:
        tried = attempt(request, actions.no_show, visit, form=form, note=typed["note"])
    else:
        tried = attempt(request, actions.cancel, visit, form=form, **typed)
    if tried.result is None:
        return None
    late = tried.result.status == Status.LATE_CANCELLED
    said = _("Called off late.") if late else _("Called off.")
    messages.success(request, _("Written down: nobody came.") if missed else said)
    return redirect("scheduling:visit", pk=visit.pk)


def _has_rest(visit: Appointment) -> bool:
    """Whether the visit fills a step of a course that is still planned: then the rest of it hangs on this."""
    planned = CourseStep.Status.PLANNED
    return visit.course_id is not None and visit.step is not None and visit.step.status == planned


def _settle(request: SignedInRequest, visit: Appointment, ending: preview.Ending) -> Settling:
    found, endings = falling_out(visit, ending, clock.now())
    if isinstance(found, NoPlan):
        return Settling([], [], impossible=found)
    kept = [line for line in found.lines if line.key not in endings]
    return Settling(
        preview.rows_of(found.lines, visit.site, request.user, endings),
        preview.kept_of(kept, visit.site, request.user),
        found.proven,
    )


def _visit(request: SignedInRequest, pk: UUID) -> Appointment:
    visits = Appointment.objects.visible_to(request.user).with_people()
    return get_object_or_404(visits.select_related("course", "step"), pk=pk)
