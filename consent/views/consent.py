"""Staff: where a course stands with its consents, and one consent with everything on it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt, proof
from clinic.accounts.permissions import Permission
from clinic.core import clock
from consent.actions import consent as actions
from consent.models import Consent, ConsentForm
from consent.policies import standing
from consent.standing import Lack
from consent.views.forms import AttestForm, ReasonForm
from patients.models import Course


def _visible(request: SignedInRequest, pk: UUID) -> Consent:
    rows = Consent.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("form", "site", "patient", "course", "signed_by"), pk=pk
    )


def _course(request: SignedInRequest, pk: UUID) -> Course:
    rows = Course.objects.visible_to(request.user).select_related("site", "patient")
    return get_object_or_404(rows, pk=pk)


@allow(Permission.CONSENT_VIEW)
def course(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What holds, what does not and why, and what waits for the patient."""
    found = _course(request, pk)
    rows = list(
        Consent.objects.visible_to(request.user)
        .filter(course=found)
        .select_related("form", "site")
        .order_by("-id")
    )
    answer = standing.of_course(found, clock.now()) if found.route else None
    waiting = {row.type: row for row in rows if row.is_unsigned}
    return render(
        request,
        "consent/course.html",
        {
            "course": found,
            "patient": found.patient,
            "answer": answer,
            "standings": [
                (ConsentForm.Type(one.type).label, one, waiting.get(one.type))
                for one in (answer.standings if answer else ())
            ],
            "to_issue": answer is not None
            and any(s.lack != Lack.CAPACITY and s.type not in waiting for s in answer.lacking),
            "consents": rows,
            "may_attest": request.user.may(Permission.CONSENT_ATTEST, found.site_id),
        },
    )


@require_POST
@allow(Permission.CONSENT_ISSUE)
def issue_packet(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put every mandatory form that does not hold before the patient."""
    tried = attempt(request, actions.issue_packet, _course(request, pk))
    if tried.error is not None:
        messages.error(request, tried.error.sentence)
    return redirect("consent:course", pk=pk)


@allow(Permission.CONSENT_VIEW)
def consent(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One consent: the wording, each tick and answer, the signature, the judgements of capacity."""
    found = _visible(request, pk)
    ticks = {tick.element: tick.acknowledged_at for tick in found.acknowledgements.standing()}
    answers = {row.question: row for row in found.answers.all()}
    wording = found.form.wording
    return render(
        request,
        "consent/consent.html",
        {
            "consent": found,
            "patient": found.patient,
            "parts": [(element, ticks.get(element.key)) for element in wording.elements],
            "questions": [(question, answers.get(question.key)) for question in wording.questions],
            "attestations": found.attestations.select_related("attested_by").order_by("-id"),
            "may_attest": request.user.may(Permission.CONSENT_ATTEST, found.site_id),
        },
    )


@allow(Permission.CONSENT_ATTEST)
def attest(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A prescriber's judgement of the capacity to consent."""
    found = _visible(request, pk)
    form = AttestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proved_at = proof(request, form)
        given = {name: form.cleaned_data[name] for name in form.fields if name != "password"}
        if proved_at and attempt(
            request, actions.attest_capacity, found, form=form, authenticated_at=proved_at, **given
        ):
            return redirect("consent:consent", pk=pk)
    return render(
        request,
        "consent/attest.html",
        {"consent": found, "patient": found.patient, "form": form},
        status=422 if form.errors else 200,
    )


@allow(Permission.CONSENT_WITHDRAW)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The patient took it back, in words or in writing: the course is paused with it."""
    found = _visible(request, pk)
    verb = actions.decline if found.is_unsigned else actions.withdraw
    form = ReasonForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(request, verb, found, form=form, **form.cleaned_data):
        messages.info(request, _("It is written down, and a prescriber is asked to call."))
        return redirect("consent:consent", pk=pk)
    return render(
        request,
        "consent/withdraw.html",
        {"consent": found, "patient": found.patient, "form": form},
        status=422 if form.errors else 200,
    )
