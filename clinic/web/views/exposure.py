"""Treatment elsewhere and signs of misuse: written down, struck out, shown with their source."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards.exposure import table_of
from clinic.web.boards.person import head_of
from clinic.web.views.review_forms import ConcernForm, EarlierForm, MistakeForm
from patients.models import Course, Patient
from sessions.actions import earlier_treatment as actions
from sessions.facts import exposure
from sessions.models import DosingSession, EarlierTreatment, UseConcern


@allow(Permission.EXPOSURE_EDIT)
def earlier(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is known, and one more stretch of it."""
    patients = Patient.objects.visible_to(request.user).select_related("site")
    patient = get_object_or_404(patients, pk=pk, site__in=_sites(request))
    form = EarlierForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.record, patient, form=form, **form.cleaned_data)
    ):
        return redirect("web:earlier", pk=pk)
    now = clock.now()
    told = EarlierTreatment.objects.visible_to(request.user).true()
    rows = told.filter(patient__in=exposure.records_of(patient.pk)).order_by("from_on", "pk")
    whole = exposure.of_person(patient.pk).told(now, patient.site.zone)
    shown = {
        "form": form,
        "patient": patient,
        "place": patient.site,
        "head": head_of(patient, request.user, patient.site, now),
        "exposure": table_of(whole, tuple(rows), patient.site),
    }
    return render(request, "web/earlier.html", shown, status=422 if form.errors else 200)


@allow(Permission.EXPOSURE_EDIT)
def mistaken(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It was wrong: it counts no more, and stays readable."""
    rows = EarlierTreatment.objects.visible_to(request.user).select_related("patient__site")
    row = get_object_or_404(rows, pk=pk, site__in=_sites(request))
    form = MistakeForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.mark_mistaken, row, form=form, **form.cleaned_data)
    ):
        return redirect("web:earlier", pk=row.patient_id)
    site = row.patient.site
    shown = {
        "form": form,
        "row": row,
        "place": site,
        "head": head_of(row.patient, request.user, site, clock.now()),
    }
    return render(request, "web/earlier_mistaken.html", shown, status=422 if form.errors else 200)


@allow(Permission.EXPOSURE_EDIT)
def concern(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Somebody asked for more, or drug is missing."""
    courses = Course.objects.visible_to(request.user).select_related("patient", "site")
    course = get_object_or_404(courses, pk=pk, site__in=_sites(request))
    form = ConcernForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.report_concern, course, form=form, **form.cleaned_data)
    ):
        return redirect("web:course", pk=pk)
    known = UseConcern.objects.visible_to(request.user).filter(course=course)
    shown = {
        "form": form,
        "course": course,
        "given": DosingSession.objects.visible_to(request.user)
        .dosed()
        .filter(course=course)
        .count(),
        "place": course.site,
        "head": head_of(course.patient, request.user, course.site, clock.now()),
        "known": known.select_related("recorded_by").order_by("-recorded_at", "-pk"),
    }
    return render(request, "web/use_concern.html", shown, status=422 if form.errors else 200)


def _sites(request: SignedInRequest) -> frozenset[UUID]:
    return request.user.sites_with(Permission.EXPOSURE_EDIT)
