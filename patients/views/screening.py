"""Screening: one calm sheet with a rail of what is missing, and the signature on its own page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.fresh import confirm_password
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import InvalidInput
from patients.actions import screening as actions
from patients.eligibility.assessment import Assessment, EligibilityPolicy
from patients.eligibility.exclusion import ABSOLUTE, RELATIVE
from patients.models import Course, Screening
from patients.policies import screening as policies
from patients.policies.course import NoSignedPolicy, policy_in_force
from patients.views.header import header_of
from patients.views.screening_forms import SENTENCES, BecauseForm, FindingsForm, SignForm


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
    """The sheet. Saving changes only the rows somebody touched."""
    screening = _find(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = FindingsForm(posted, screening=screening)
    if form.is_bound and form.is_valid():
        tried = attempt(
            request,
            actions.record_findings,
            screening,
            findings=form.findings(),
            summary=form.cleaned_data["summary"],
            seen=form.cleaned_data["seen"],
            form=form,
        )
        if tried:
            messages.success(request, _("Saved."))
            return redirect("patients:screening", pk=pk)
    return _show(request, screening, form)


def _show(request: SignedInRequest, screening: Screening, form: FindingsForm) -> HttpResponse:
    assessment = _assess(screening)
    user, site_id = request.user, screening.site_id
    shown: dict[str, Any] = {
        "screening": screening,
        "form": form,
        "head": header_of(request, screening.patient),
        "groups": [
            (_("Absolute exclusions"), list(form.rows(ABSOLUTE, assessment.blocks))),
            (_("Relative exclusions"), list(form.rows(RELATIVE, assessment.blocks))),
        ],
        "assessment": assessment,
        "blocks": [(block, SENTENCES[block.why]) for block in assessment.blocks],
        "edits": screening.status in {*Screening.EDITABLE, Screening.Status.COMPLETE}
        and user.may(Permission.SCREENING_EDIT, site_id),
        "signs": screening.status in {Screening.Status.COMPLETE, Screening.Status.REOPENED}
        and user.may(Permission.SCREENING_SIGN, site_id),
        "voids": user.may(Permission.SCREENING_SIGN, site_id),
        "is_past": screening.valid_until is not None
        and screening.valid_until < screening.site.today(clock.now()),
    }
    return render(request, "patients/screening.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SCREENING_EDIT)
def complete(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every row is answered: a prescriber can read and sign it."""
    tried = attempt(request, actions.complete, _find(request, pk))
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("patients:screening", pk=pk)


@allow(Permission.SCREENING_SIGN)
def sign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The prescriber's page: what was found, what is decided, and the password."""
    screening = _find(request, pk)
    assessment = _assess(screening)
    outcome = "ELIGIBLE" if assessment.is_clear else None
    form = SignForm(request.POST or None, initial={"outcome": outcome})
    if request.method == "POST" and form.is_valid() and _signed(request, screening, form):
        return redirect("patients:screening", pk=pk)
    shown = {
        "screening": screening,
        "form": form,
        "head": header_of(request, screening.patient),
        "assessment": assessment,
        "blocks": [(block, SENTENCES[block.why]) for block in assessment.blocks],
    }
    return render(
        request, "patients/screening_sign.html", shown, status=422 if form.errors else 200
    )


def _signed(request: SignedInRequest, screening: Screening, form: SignForm) -> bool:
    decision = dict(form.cleaned_data)
    try:
        proof = confirm_password(request.user, decision.pop("password"))
    except InvalidInput as error:
        form.add_error("password", error.sentence)
        return False
    return bool(
        attempt(request, actions.sign, screening, form=form, authenticated_at=proof, **decision)
    )


@allow(Permission.SCREENING_EDIT)
def reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _because(request, pk, actions.reopen, _("Why is this screening opened again?"))


@allow(Permission.SCREENING_SIGN)
def void(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _because(request, pk, actions.void, _("Why does this screening not count?"))


def _because(
    request: SignedInRequest, pk: UUID, verb: Verb[Any, Any], question: str
) -> HttpResponse:
    screening = _find(request, pk)
    form: forms.Form = BecauseForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, verb, screening, form=form, **form.cleaned_data)
    ):
        return redirect("patients:screening", pk=pk)
    shown = {"form": form, "question": question, "screening": screening}
    shown["head"] = header_of(request, screening.patient)
    return render(
        request, "patients/screening_because.html", shown, status=422 if form.errors else 200
    )


def _assess(screening: Screening) -> Assessment:
    """By the signed policy; without one by the shipped numbers, and nobody can sign anyway."""
    try:
        version = policy_in_force(screening.site_id, clock.now())
    except NoSignedPolicy:
        return policies.assess_screening(screening, EligibilityPolicy())
    return policies.assess_screening(screening, policies.rules(version.policy))


def _find(request: SignedInRequest, pk: UUID) -> Screening:
    rows = Screening.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related(
            "patient__site", "site", "course", "signed_by", "completed_by"
        ).prefetch_related("findings"),
        pk=pk,
    )
