"""Group visits: those to come, the seats of one, and the ways into it and out of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import group as actions
from clinic.scheduling.models import Appointment, GroupVisit, Room
from clinic.scheduling.views.forms import CancelForm, GroupForm
from patients.models import Course, CourseStep, Patient


@allow(Permission.APPOINTMENT_BOOK)
def groups(request: SignedInRequest) -> HttpResponse:
    """The groups to come with their free seats, and a form for one more."""
    here, now = site_here(request), clock.now()
    rooms = Room.objects.visible_to(request.user).in_use()
    rooms = rooms.filter(site=here, kind=Room.Kind.GROUP).order_by("name")
    form = GroupForm(request.POST or None, site=here, at=now, group_rooms=rooms)
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, actions.open_group, here, form=form, **form.wanted())
        if tried.result:
            return redirect("scheduling:group", pk=tried.result.pk)
    seen = GroupVisit.objects.visible_to(request.user).standing().filter(site=here)
    later = seen.filter(ends_at__gt=now).with_seats_taken().with_people().order_by("starts_at")
    return render(
        request,
        "scheduling/groups.html",
        {"form": form, "groups": later, "rooms": rooms},
        status=422 if form.errors else 200,
    )


@allow(Permission.APPOINTMENT_BOOK)
def group(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who sits on which seat; whom to add, found by name."""
    found = _get(request, pk)
    text = request.GET.get("q", "")[:200].strip()
    patients = Patient.objects.visible_to(request.user)
    today = site_here(request).today(clock.now())
    seats = Appointment.objects.visible_to(request.user).standing().filter(party=found)
    return render(
        request,
        "scheduling/group.html",
        {
            "group": found,
            "seats": list(seats.with_people().order_by("seat")),
            "q": text,
            "found": list(patients.search(text, today=today)[:8]) if text else [],
        },
    )


@require_POST
@allow(Permission.APPOINTMENT_BOOK)
def join(request: SignedInRequest, pk: UUID, patient_id: UUID) -> HttpResponse:
    """Give the patient the first free seat, for the course's next planned integration where there is one."""
    found = _get(request, pk)
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    courses = Course.objects.visible_to(request.user).filter(patient=patient, site=found.site)
    course = courses.order_by("-opened_at").first()
    tried = attempt(
        request,
        actions.join,
        found,
        patient=patient,
        course=course,
        planned=_next_step(found, course),
    )
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("The seat is taken."))
    return redirect("scheduling:group", pk=pk)


@allow(Permission.APPOINTMENT_CANCEL)
def call_off(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The group does not take place."""
    found = _get(request, pk)
    form = CancelForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.call_off, found, form=form, **form.cleaned_data)
    ):
        return redirect("scheduling:groups")
    status = 422 if form.errors else 200
    context = {"group": found, "form": form}
    return render(request, "scheduling/group_off.html", context, status=status)


def _get(request: SignedInRequest, pk: UUID) -> GroupVisit:
    seen = GroupVisit.objects.visible_to(request.user).with_seats_taken().with_people()
    return get_object_or_404(seen, pk=pk)


def _next_step(found: GroupVisit, course: Course | None) -> Any:
    if course is None:
        return None
    booked = Appointment.objects.standing().filter(course=course, step__isnull=False)
    planned = CourseStep.objects.still_planned().filter(course=course, kind=found.visit_kind.kind)
    return planned.exclude(pk__in=booked.values("step")).in_order().first()
