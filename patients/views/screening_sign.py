"""The signature under a screening on its own page, opening it again, and voiding it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt, proof
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import screening as actions
from patients.eligibility.answering import SAYS_SO
from patients.eligibility.exclusion import BY_CODE
from patients.models import InteractionCheck, Screening
from patients.policies import suggestion as suggestions
from patients.policies.suggestion import NewSince
from patients.views.header import header_of
from patients.views.medication_card import card_of
from patients.views.screening import assess, find
from patients.views.screening_rail import rail, unanswered
from patients.views.screening_sign_form import BecauseForm, SignForm


@allow(Permission.SCREENING_SIGN)
def sign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The prescriber's page: what is new, what was found, what is decided, and the password."""
    screening = find(request, pk)
    assessment = assess(screening)
    known = suggestions.known_for(screening, clock.now())
    news = suggestions.new_since(screening, known)
    form = SignForm(
        request.POST or None,
        news=_choices(news),
        course=screening.course,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid() and _signed(request, screening, form):
        return redirect("patients:screening", pk=pk)
    standings = suggestions.standings(screening, known)
    checks = InteractionCheck.objects.visible_to(request.user).filter(patient=screening.patient)
    shown = {
        "screening": screening,
        "form": form,
        "head": header_of(request, screening.patient),
        "assessment": assessment,
        "rail": rail(assessment, standings, screening.clashes.waiting()),
        "unanswered": unanswered(assessment),
        "medication_card": card_of(request.user, screening.patient, checks.newest().first()),
        "found": [
            (row, _(BY_CODE[row.code].label))
            for row in sorted(
                screening.findings.all(), key=lambda row: list(BY_CODE).index(row.code)
            )
            if row.status in SAYS_SO
        ],
    }
    return render(
        request, "patients/screening_sign.html", shown, status=422 if form.errors else 200
    )


def _choices(news: tuple[NewSince, ...]) -> list[tuple[str, str]]:
    look = _("%(what)s. Look at %(rows)s.")
    return [
        (
            one.source,
            look % {"what": one.what, "rows": ", ".join(one.rows)} if one.rows else one.what,
        )
        for one in news
    ]


def _signed(request: SignedInRequest, screening: Screening, form: SignForm) -> bool:
    when = proof(request, form)
    if when is None:
        return False
    return bool(
        attempt(
            request, actions.sign, screening, form=form, authenticated_at=when, **form.decision()
        )
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
    screening = find(request, pk)
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
