"""A questionnaire, one question a page, each answer kept as soon as it is given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.portal.own import patient_of
from patients.actions import measure as actions
from patients.models import Course, InstrumentDefinition, MeasureAnswer, MeasureResponse


@require_POST
@allow(Permission.PORTAL)
def start(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin, or go on where it was left."""
    patient = patient_of(request.user)
    known = InstrumentDefinition.objects.visible_to(request.user).filter(
        code=code, staff_only=False
    )
    if not known.exists():
        raise Http404
    course = Course.objects.visible_to(request.user).filter(patient=patient).open().first()
    tried = attempt(request, actions.start_own, patient, instrument=code, course=course)
    if tried.result is None:
        return redirect("portal:next-step")
    return redirect("portal:question", tried.result.pk)


def _own(request: SignedInRequest, pk: UUID) -> MeasureResponse:
    responses = MeasureResponse.objects.visible_to(request.user).filter(
        patient=patient_of(request.user), status=MeasureResponse.Status.OPEN
    )
    return get_object_or_404(responses.select_related("instrument", "site"), pk=pk)


@allow(Permission.PORTAL)
def question(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One question: the first without an answer, or ``?n=4``. The answer is saved by "Next"."""
    response = _own(request, pk)
    items = response.instrument.instrument.items
    given = _answers(response, request)
    n = _number(request.GET.get("n", ""), [item.key in given for item in items])
    if n > len(items):
        return render(request, "portal/questions_done.html", _page(response, n - 1, len(items)))
    item = items[n - 1]
    missing = False
    if request.method == "POST":
        value = request.POST.get("value", "")
        if value in {str(choice.value) for choice in item.choices}:
            attempt(request, actions.answer_own, response, item=item.key, value=int(value))
            return redirect(reverse("portal:question", args=[response.pk]) + f"?n={n + 1}")
        missing = True
    shown = {"item": item, "chosen": given.get(item.key), "missing": missing, "before": n - 1}
    page = {**_page(response, n, len(items)), **shown}
    return render(request, "portal/question.html", page, status=422 if missing else 200)


def _answers(response: MeasureResponse, request: SignedInRequest) -> dict[str, int]:
    rows = MeasureAnswer.objects.visible_to(request.user).filter(response=response)
    return {row.item: row.value for row in rows}


def _number(asked: str, done: list[bool]) -> int:
    """Which question to show, from 1; one past the end when all are answered."""
    first_open = done.index(False) + 1 if False in done else len(done) + 1
    if asked.isdigit() and 1 <= int(asked) <= len(done) + 1:
        return min(int(asked), first_open)
    return first_open


def _page(response: MeasureResponse, n: int, total: int) -> dict[str, Any]:
    return {
        "response": response,
        "instrument": response.instrument.instrument,
        "n": n,
        "total": total,
        "place": response.site,
    }


@require_POST
@allow(Permission.PORTAL)
def hand_in(request: SignedInRequest, pk: UUID) -> HttpResponse:
    response = _own(request, pk)
    tried = attempt(request, actions.finish_own, response)
    if not tried:
        return redirect("portal:question", response.pk)
    return render(request, "portal/questions_thanks.html", {"place": response.site})
