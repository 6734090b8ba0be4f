"""Opening a course, and moving it: one page for each verb, with its question and its reasons."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import course as actions
from patients.models import Course
from patients.views.course_forms import PlanForm
from patients.views.course_moves import MOVES
from patients.views.header import find, header_of


class OpenForm(PlanForm):
    """A new course, with its plan if it is known already."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["protocol"].required = False
        self.fields["protocol"].help_text = _("A prescriber can choose it later.")


@allow(Permission.COURSE_OPEN)
def open_course(request: SignedInRequest, pk: UUID) -> HttpResponse:
    patient = find(request, pk)
    # Not saved: it only tells the form at which site the plans are offered.
    blank = Course(patient=patient, site=patient.site)
    posted = request.POST if request.method == "POST" else None
    form = OpenForm(posted, course=blank, user=request.user)
    if form.is_bound and form.is_valid():
        tried = attempt(request, actions.open_course, patient, form=form, **form.cleaned_data)
        if tried:
            return redirect("patients:record", pk=pk)
    return render(
        request,
        "patients/course_open.html",
        {"form": form, "head": header_of(request, patient)},
        status=422 if form.errors else 200,
    )


@allow(Permission.PATIENT_VIEW)
def move(request: SignedInRequest, pk: UUID, name: str) -> HttpResponse:
    """Ask for what one verb needs, and try it. A refusal keeps everything that was typed."""
    if name not in MOVES:
        raise Http404
    page = MOVES[name]
    courses = Course.objects.visible_to(request.user).select_related("patient__site", "site")
    course = get_object_or_404(courses, pk=pk)
    if not page.verb.allowed(request.user, course.site_id):
        raise PermissionDenied
    # A page without fields still posts; ``or None`` would read its empty body as no post at all.
    posted = request.POST if request.method == "POST" else None
    form = page.form(posted, course=course, user=request.user)
    if (
        form.is_bound
        and form.is_valid()
        and attempt(request, page.verb, course, form=form, **form.cleaned_data)
    ):
        if name == "screen":
            return redirect("patients:screening", pk=course.screenings.live().get().pk)
        return redirect(_after(request, course))
    shown = {"form": form, "page": page, "course": course}
    shown["head"] = header_of(request, course.patient)
    return render(request, "patients/course_move.html", shown, status=422 if form.errors else 200)


def _after(request: SignedInRequest, course: Course) -> str:
    if request.user.may(Permission.COURSE_VIEW, course.site_id):
        return f"/courses/{course.pk}/"
    return f"/patients/{course.patient_id}/"
