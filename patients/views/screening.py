"""Screening: one calm sheet with a rail of what is missing. Two people may write on it at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import finding_clash
from patients.actions import screening as actions
from patients.eligibility.assessment import Assessment, EligibilityPolicy
from patients.eligibility.exclusion import ABSOLUTE, RELATIVE
from patients.models import Course, FindingClash, Screening
from patients.policies import screening as policies
from patients.policies import suggestion as suggestions
from patients.policies.course import NoSignedPolicy, policy_in_force
from patients.views.header import header_of
from patients.views.screening_forms import FindingsForm
from patients.views.screening_rail import (
    how_many,
    missing_in,
    rail,
    rows_of,
    unanswered,
    versions,
)
from patients.views.workup.sections import sections_of


@require_POST
@allow(Permission.COURSE_SCREEN)
def start(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Begin the screening of a course, or open the one there is."""
    course = get_object_or_404(Course.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.start, course)
    if tried.result is None:
        messages.error(request, tried.error.sentence if tried.error else "")
        return redirect("patients:record", pk=course.patient_id)
    return redirect("patients:screening", pk=tried.result.pk)


@allow(Permission.SCREENING_VIEW)
def sheet(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The sheet. A save changes the rows this writer touched; what two touched is kept and asked."""
    screening = find(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = FindingsForm(posted, screening=screening)
    if form.is_bound and form.is_valid():
        tried = attempt(
            request, actions.record_findings, screening, form=form, **form.verb_arguments()
        )
        if tried:
            _tell(request, screening)
            return redirect("patients:screening", pk=pk)
    return _show(request, screening, form)


def _tell(request: SignedInRequest, screening: Screening) -> None:
    if screening.clashes.waiting().filter(typed_by=request.user).exists():
        messages.warning(
            request,
            _(
                "Saved. Somebody changed a row while you had it open: both versions are kept. Choose."
            ),
        )
    else:
        messages.success(request, _("Saved."))


def _show(request: SignedInRequest, screening: Screening, form: FindingsForm) -> HttpResponse:
    assessment, now = assess(screening), clock.now()
    known = suggestions.known_for(screening, now)
    standings = suggestions.standings(screening, known)
    clashes = list(screening.clashes.waiting().select_related("typed_by").order_by("typed_at"))
    sections = sections_of(screening, request.user)
    items, open_rows = rail(assessment, standings, clashes), unanswered(assessment)
    gaps, letters = missing_in(sections), policies.unread_letters(screening)
    groups = ((_("Absolute exclusions"), ABSOLUTE), (_("Relative exclusions"), RELATIVE))
    shown: dict[str, Any] = {
        "screening": screening,
        "signature": screening.signatures.order_by("-signed_at", "-pk").first(),
        "form": form,
        "head": header_of(request, screening.patient),
        "groups": [
            (title, list(rows_of(form, rows, assessment, standings))) for title, rows in groups
        ],
        "assessment": assessment,
        "rail": items,
        "missing": how_many(items, open_rows, gaps, letters),
        "sections": [(each.title, each.anchor, each.html(request)) for each in sections],
        "gaps": gaps,
        "letters": letters,
        "unanswered": open_rows,
        "asks": len({one.suggestion.code for one in standings if one.is_open}),
        "versions": versions(form, clashes),
        "news": suggestions.new_since(screening, known),
        "is_past": screening.valid_until is not None
        and screening.valid_until < screening.site.today(now),
        **_may(request, screening),
    }
    return render(request, "patients/screening.html", shown, status=422 if form.errors else 200)


def _may(request: SignedInRequest, screening: Screening) -> dict[str, bool]:
    user, status, site_id = request.user, screening.status, screening.site_id
    signs = user.may(Permission.SCREENING_SIGN, site_id)
    return {
        "edits": status in {*Screening.EDITABLE, Screening.Status.COMPLETE}
        and user.may(Permission.SCREENING_EDIT, site_id),
        "signs": signs and status in {Screening.Status.COMPLETE, Screening.Status.REOPENED},
        "voids": signs,
        "refers": signs
        and status == Screening.Status.SIGNED
        and screening.outcome == Screening.Outcome.INELIGIBLE,
    }


@require_POST
@allow(Permission.SCREENING_EDIT)
def complete(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every row is answered: a prescriber can read and sign it."""
    tried = attempt(request, actions.complete, find(request, pk))
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:screening", pk=pk)


@require_POST
@allow(Permission.SCREENING_EDIT)
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One of two versions of a row is chosen."""
    clashes = FindingClash.objects.visible_to(request.user).select_related("screening")
    clash = get_object_or_404(clashes, pk=pk)
    tried = attempt(request, finding_clash.settle, clash, keep=request.POST.get("keep", ""))
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:screening", pk=clash.screening_id)


def assess(screening: Screening) -> Assessment:
    """By the signed policy; without one by the shipped numbers, and nobody can sign anyway."""
    try:
        version = policy_in_force(screening.site_id, clock.now())
    except NoSignedPolicy:
        return policies.assess_screening(screening, EligibilityPolicy())
    return policies.assess_screening(screening, policies.rules(version.policy))


def find(request: SignedInRequest, pk: UUID) -> Screening:
    """The screening, if the reader may know of it."""
    rows = Screening.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related(
            "patient__site", "site", "course", "signed_by", "completed_by"
        ).prefetch_related("findings"),
        pk=pk,
    )
