"""Referrals: what waits, one referral, who it is about, and what becomes of what it says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.action import Verb
from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import referral as actions
from patients.actions import referral_fact as facts
from patients.letter.particulars import stored_profile
from patients.models import Patient, Referral, ReferralFact
from patients.models.patient_likeness import Candidate
from patients.views.birth_date_field import tell_today
from patients.views.forms import AttachForm, BecauseForm, CompleteForm, LinesForm

RECENT = 30  # settled and declined ones shown below those that wait


@allow(Permission.REFERRAL_VIEW)
def referrals(request: SignedInRequest) -> HttpResponse:
    """What waits, the oldest first; below it what is done, the newest first."""
    here = Referral.objects.visible_to(request.user).filter(site=site_here(request))
    here = here.select_related("patient").annotate(
        waiting=Count("facts", filter=Q(facts__status=ReferralFact.Status.PENDING))
    )
    return render(
        request,
        "patients/referrals.html",
        {
            "unknown": here.filter(status=Referral.Status.RECEIVED).order_by("received_at"),
            "open": here.filter(status=Referral.Status.OPEN).order_by("received_at"),
            "done": here.exclude(status__in=["RECEIVED", "OPEN"]).newest_first()[:RECENT],
            "may_import": request.user.may(Permission.REFERRAL_IMPORT, None),
        },
    )


@allow(Permission.REFERRAL_VIEW)
def referral(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One referral: to the desk who it is about, to a clinician also what it says."""
    found = _get(request, pk)
    return _show(request, found)


@require_POST
@allow(Permission.REFERRAL_IMPORT)
def attach(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """This is a patient we have."""
    found = _get(request, pk)
    form = AttachForm(request.POST)
    form.fields["patient"].queryset = Patient.objects.visible_to(request.user)  # type: ignore[attr-defined]
    if form.is_valid() and attempt(
        request, actions.attach, found, form=form, patient=form.cleaned_data["patient"]
    ):
        return redirect("patients:referral", pk=pk)
    return _show(request, found, refused=form)


@require_POST
@allow(Permission.REFERRAL_IMPORT)
def register(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """This is somebody new."""
    found = _get(request, pk)
    form = CompleteForm(request.POST)
    tell_today(form, found.site, found.site.today(clock.now()))
    if form.is_valid() and attempt(
        request, actions.register_from, found, form=form, **form.cleaned_data
    ):
        return redirect("patients:referral", pk=pk)
    return _show(request, found, complete=form)


@require_POST
@allow(Permission.REFERRAL_IMPORT)
def decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Nothing comes of it here."""
    found = _get(request, pk)
    form = BecauseForm(request.POST)
    if form.is_valid() and attempt(
        request, actions.decline, found, form=form, **form.cleaned_data
    ):
        return redirect("patients:referrals")
    return _show(request, found, declining=form)


@require_POST
@allow(Permission.REFERRAL_CONFIRM)
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Chosen lines are confirmed, or set aside with a reason, as the pressed button says."""
    found = _get(request, pk)
    form = LinesForm(_lines(request, found), data=request.POST)
    if form.is_valid():
        verb: Verb[Any, Referral] = facts.confirm_facts
        more = {}
        if request.POST.get("verb") == "reject":
            verb, more = facts.reject_facts, {"because": form.cleaned_data["because"]}
        if attempt(request, verb, found, form=form, facts=form.chosen, **more):
            return redirect("patients:referral", pk=pk)
    return _show(request, found, settling=form)


@require_POST
@allow(Permission.REFERRAL_CONFIRM)
def take_up_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A line set aside waits again."""
    line = get_object_or_404(ReferralFact.objects.visible_to(request.user), pk=pk)
    return _then(request, line.referral_id, attempt(request, facts.take_up_again, line).error)


@require_POST
@allow(Permission.REFERRAL_CONFIRM)
def finish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Read, and nothing to settle."""
    found = _get(request, pk)
    return _then(request, pk, attempt(request, facts.finish_review, found).error)


def _then(request: SignedInRequest, pk: UUID, error: Any) -> HttpResponse:
    if error:
        messages.error(request, error.sentence)
    return redirect("patients:referral", pk=pk)


def _get(request: SignedInRequest, pk: UUID) -> Referral:
    rows = Referral.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("site", "patient", "course"), pk=pk)


def _lines(request: SignedInRequest, found: Referral) -> list[ReferralFact]:
    rows = ReferralFact.objects.visible_to(request.user).filter(referral=found)
    return list(rows.select_related("settled_by").order_by("place"))


def _show(request: SignedInRequest, found: Referral, **forms: Any) -> HttpResponse:
    """The page, with the form that was refused filled in again (422)."""
    user, here = request.user, found.site_id
    sees_chart = user.may(Permission.CHART_VIEW, here)
    lines = _lines(request, found) if sees_chart else []
    return render(
        request,
        "patients/referral.html",
        {
            "referral": found,
            "name": _called(found),
            "candidates": _candidates(request, found),
            "lines": lines,
            "pending": [line for line in lines if line.status == "PENDING"],
            "sees_chart": sees_chart,
            "may_import": user.may(Permission.REFERRAL_IMPORT, here),
            "may_confirm": user.may(Permission.REFERRAL_CONFIRM, here),
            "complete": CompleteForm(initial=_known(found)),
            "declining": BecauseForm(),
            "chosen": forms["settling"].data.getlist("facts") if "settling" in forms else [],
            **forms,
        },
        status=422 if forms else 200,
    )


def _candidates(request: SignedInRequest, found: Referral) -> list[Candidate]:
    """Who may be the same person, while that is still to be said, or another record of the patient."""
    people = Patient.objects.visible_to(request.user)
    if found.status == Referral.Status.RECEIVED:
        return people.like(stored_profile(found.person))
    if found.patient is not None and found.status == Referral.Status.OPEN:
        return people.like_person(found.patient)
    return []


def _called(found: Referral) -> str:
    if found.patient is not None:
        return found.patient.full_name
    names = found.person.get("names") or [{}]
    return f"{names[0].get('given', '')} {names[0].get('family', '')}".strip()


def _known(found: Referral) -> dict[str, str]:
    """What the letter does say, for the form that completes it."""
    said = found.person
    names = said.get("names") or [{}]
    return {
        "given_name": names[0].get("given", ""),
        "family_name": names[0].get("family", ""),
        "birth_date": said.get("birth_date", ""),
        "phone": next(iter(said.get("phones", [])), "")[:32],
        "email": next(iter(said.get("emails", [])), ""),
    }
