"""A questionnaire, one question a page, each answer kept as soon as it is given."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import DomainError
from clinic.portal.asking import Standing, standing
from clinic.portal.danger import in_danger, staffed
from clinic.portal.own import patient_of
from patients.actions import measure as actions
from patients.actions.wording import WordingMissing
from patients.instruments.definition import Instrument, Item
from patients.models import (
    Course,
    InstrumentDefinition,
    MeasureAnswer,
    MeasureDue,
    MeasureResponse,
    Patient,
)
from patients.policies.answers import counting


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
    course = _asked_in(request, patient, code)
    tried = attempt(request, actions.start_own, patient, instrument=code, course=course)
    if tried.result is None:
        messages.error(request, _sentence(tried.error))
        return redirect("portal:next-step")
    return redirect("portal:question", tried.result.pk)


def _sentence(error: DomainError | None) -> str:
    """A refusal in words for the patient, who can do nothing about a licence."""
    if isinstance(error, WordingMissing):
        return _("These questions cannot be answered here yet. Your care team asks them with you.")
    return error.sentence if error else ""


def _asked_in(request: SignedInRequest, patient: Patient, code: str) -> Course | None:
    """The course that asks for it, also one that is over and followed; else the one that is open."""
    due = MeasureDue.objects.visible_to(request.user).filter(patient=patient, code=code)
    asking = due.now(patient.site.today(clock.now())).select_related("course").soonest_first()
    row = asking.first()
    if row is not None:
        return row.course
    return Course.objects.visible_to(request.user).filter(patient=patient).open().first()


def _own(request: SignedInRequest, pk: UUID) -> MeasureResponse:
    responses = MeasureResponse.objects.visible_to(request.user).filter(
        patient=patient_of(request.user), instrument__staff_only=False
    )
    return get_object_or_404(responses.select_related("instrument", "site"), pk=pk)


@allow(Permission.PORTAL)
def question(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One question: the first without an answer, or ``?n=4``. The answer is saved by "Next".

    An answer that could not be saved is said loudly on the same page, and stays chosen.
    """
    response = _own(request, pk)
    instrument = response.instrument.instrument
    if response.status != MeasureResponse.Status.OPEN or not instrument.is_worded:
        return _closed(request)
    rows = _answers(response, request)
    given = {row.item: row.value for row in rows}
    counted = counting(rows, response.site_id, clock.now())
    fresh = {item: row.value for item, row in counted.items()}
    here = standing(instrument, fresh, request.GET.get("n", ""))
    page = {
        "response": response,
        "here": here,
        "place": response.site,
        "danger": in_danger(instrument, given),
    }
    if here.is_over:
        return render(request, "portal/questions_done.html", page)
    if request.method == "POST":
        value = request.POST.get("value", "")
        unsaved = _save(request, response, here.item, value)
        if request.headers.get("X-Answer") or not unsaved:
            return _answer(request, _after(instrument, here, value, pk), unsaved)
        page |= {"unsaved": unsaved}
        given |= _kept_chosen(request, here.item, value)
    if here.n == 1:
        page["staffed"] = staffed(response.site, clock.now())
    said = {row.item: row.answered_at for row in rows if row.item not in counted}
    page["again"] = said.get(here.item.key)
    page["chosen"] = str(given.get(here.item.key, ""))
    return render(request, "portal/question.html", page, status=422 if "unsaved" in page else 200)


def _closed(request: SignedInRequest) -> HttpResponse:
    """Sent or put aside meanwhile, here or at the clinic: said where the patient goes on."""
    sentence = _("These questions are closed. An answer given now is not saved.")
    if request.headers.get("X-Answer"):
        return JsonResponse({"sentence": sentence}, status=422)
    messages.info(request, sentence)
    return redirect("portal:next-step")


def _after(instrument: Instrument, here: Standing, value: str, pk: UUID) -> str:
    """The next question; first, where this very answer asks for help, whom to call now."""
    if value.isdecimal() and in_danger(instrument, {here.item.key: int(value)}):
        return reverse("portal:questions-danger", args=[pk])
    return reverse("portal:question", args=[pk]) + f"?n={here.n + 1}"


def _answer(request: SignedInRequest, address: str, unsaved: str) -> HttpResponse:
    """The way to the next question; to the page's own script what became of the answer."""
    if request.headers.get("X-Answer"):
        said = {"sentence": unsaved} if unsaved else {"next": address}
        return JsonResponse(said, status=422 if unsaved else 201)
    return redirect(address)


def _save(request: SignedInRequest, response: MeasureResponse, item: Item, value: str) -> str:
    """Keep one answer; what is said when it is not kept, or nothing."""
    if request.POST.get("item", item.key) != item.key:
        return _("Your answer is not saved: it was for another question. Read this one.")
    if value not in {str(choice.value) for choice in item.choices}:
        return _("Choose one answer.")
    tried = attempt(request, actions.answer_own, response, item=item.key, value=int(value))
    if tried.error:
        return _("Your answer is not saved. %(why)s") % {"why": tried.error.sentence}
    return ""


def _kept_chosen(request: SignedInRequest, item: Item, value: str) -> dict[str, int]:
    """What stays chosen on the page after a refusal: only an answer meant for this question."""
    meant = request.POST.get("item", item.key) == item.key
    return {item.key: int(value)} if meant and value.isdecimal() and len(value) < 4 else {}


def _answers(response: MeasureResponse, request: SignedInRequest) -> list[MeasureAnswer]:
    return list(MeasureAnswer.objects.visible_to(request.user).filter(response=response))


@require_POST
@allow(Permission.PORTAL)
def hand_in(request: SignedInRequest, pk: UUID) -> HttpResponse:
    response = _own(request, pk)
    if response.status != MeasureResponse.Status.OPEN:
        return _closed(request)
    page = {
        "place": response.site,
        "danger": in_danger(
            response.instrument.instrument,
            {row.item: row.value for row in _answers(response, request)},
        ),
    }
    tried = attempt(request, actions.finish_own, response)
    if tried.error:
        messages.error(request, _sentence(tried.error))
        return redirect("portal:question", response.pk)
    return render(request, "portal/questions_thanks.html", page)
