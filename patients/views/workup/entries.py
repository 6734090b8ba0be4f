"""Writing an entry of the workup, putting it right, striking it out: one set of pages for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from clinic.accounts.action import Verb
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions.workup import illness, pregnancy, result, substance, trial
from patients.eligibility.result_kinds import BY_KIND
from patients.models import (
    Illness,
    PregnancyAnswer,
    Screening,
    SubstanceUse,
    TestResult,
    TreatmentTrial,
)
from patients.models.workup import Entry
from patients.views.header import header_of
from patients.views.workup.forms import (
    CorrectForm,
    IllnessForm,
    NeverForm,
    PregnancyForm,
    StrikeForm,
    SubstanceForm,
    TrialForm,
)
from patients.views.workup.result_forms import PANELS, PanelForm, ResultForm


@dataclass(frozen=True)
class Kind:
    """What a page needs of one kind of entry: its model, verbs, form, question, and where it stands on the sheet."""

    model: Any
    anchor: str
    question: Any
    record: Verb[Any, Any]
    void: Verb[Any, Any]
    form: Callable[..., Any]
    correct: Verb[Any, Any] | None = None


KINDS: dict[str, Kind] = {
    "trial": Kind(
        TreatmentTrial,
        "workup-trials",
        _("What was tried before?"),
        trial.record,
        trial.void,
        TrialForm,
        trial.correct,
    ),
    "substance": Kind(
        SubstanceUse,
        "workup-substances",
        _("What does the patient take?"),
        substance.record,
        substance.void,
        SubstanceForm,
        substance.correct,
    ),
    "pregnancy": Kind(
        PregnancyAnswer,
        "workup-pregnancy",
        _("Can the patient become pregnant?"),
        pregnancy.record,
        pregnancy.void,
        PregnancyForm,
    ),
    "illness": Kind(
        Illness,
        "workup-illness",
        _("Which illness is treated?"),
        illness.record,
        illness.void,
        IllnessForm,
    ),
    "result": Kind(
        TestResult,
        "workup-results",
        _("What was measured?"),
        result.record,
        result.void,
        ResultForm,
        result.correct,
    ),
}


@allow(Permission.SCREENING_EDIT)
def add(request: SignedInRequest, pk: UUID, entry: str) -> HttpResponse:
    """A new entry. A test says which with ``?test=ECG``; a substance may say ``?substance=KETAMINE``."""
    kind, screening = _kind(entry), _screening(request, pk)
    _require(kind.record, request, screening)
    form = _form(request, kind, screening)
    if form.is_bound and form.is_valid():
        said = form.said() if isinstance(form, ResultForm) else form.cleaned_data
        if isinstance(form, ResultForm):
            said["kind"] = form.kind.code
        if attempt(request, kind.record, screening.course, form=form, **said):
            return _back(screening, kind.anchor)
    return _page(request, screening, kind.question, kind.anchor, form, kind=form_title(form))


@allow(Permission.CHART_EDIT)
def panel(request: SignedInRequest, pk: UUID, panel: str) -> HttpResponse:
    """Several results of one sitting: vital signs, or liver and kidney."""
    if panel not in PANELS:
        raise Http404
    screening = _screening(request, pk)
    _require(result.record_sitting, request, screening)
    posted = request.POST if request.method == "POST" else None
    form = PanelForm(posted, panel=panel, site=screening.site, at=clock.now())
    if form.is_bound and form.is_valid():
        said = {"taken_at": form.taken_at(), "made_by": form.cleaned_data["made_by"]}
        verb = result.record_sitting
        if attempt(request, verb, screening.course, form=form, results=form.said(), **said):
            return _back(screening, "workup-results")
    return _page(request, screening, _("What was measured?"), "workup-results", form)


@allow(Permission.SCREENING_EDIT)
def never(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Several substances asked about and never used, at once."""
    screening = _screening(request, pk)
    _require(substance.record_never, request, screening)
    form = NeverForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        verb = substance.record_never
        if attempt(request, verb, screening.course, form=form, **form.cleaned_data):
            return _back(screening, "workup-substances")
    question = _("Which of these were never used?")
    return _page(request, screening, question, "workup-substances", form)


@allow(Permission.SCREENING_EDIT)
def correct(request: SignedInRequest, entry: str, pk: UUID) -> HttpResponse:
    """A new line in place of a wrong one, with what was wrong."""
    kind = _kind(entry)
    row = _row(request, kind, pk)
    if kind.correct is None:
        raise Http404
    screening = _screening_of(request, row)
    _require(kind.correct, request, screening)
    form = _form(request, kind, screening, row)
    form.fields["because"] = CorrectForm.base_fields["because"]
    if form.is_bound and form.is_valid():
        said = form.said() if isinstance(form, ResultForm) else dict(form.cleaned_data)
        if isinstance(form, ResultForm):
            said["kind"] = form.kind.code
        said["because"] = form.cleaned_data["because"]
        if attempt(request, kind.correct, row, form=form, **said):
            return _back(screening, kind.anchor)
    return _page(request, screening, _("What is right?"), kind.anchor, form, kind=form_title(form))


@allow(Permission.SCREENING_EDIT)
def strike(request: SignedInRequest, entry: str, pk: UUID) -> HttpResponse:
    """It was never so. The line stays, struck through."""
    kind = _kind(entry)
    row = _row(request, kind, pk)
    screening = _screening_of(request, row)
    _require(kind.void, request, screening)
    form = StrikeForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and attempt(request, kind.void, row, form=form, **form.cleaned_data)
    ):
        return _back(screening, kind.anchor)
    return _page(request, screening, _("Why was it never so?"), kind.anchor, form)


def form_title(form: forms.Form) -> str:
    """The test a result form is about."""
    return str(TestResult.Kind(form.kind.code).label) if isinstance(form, ResultForm) else ""


def _kind(entry: str) -> Kind:
    if entry not in KINDS:
        raise Http404
    return KINDS[entry]


def _require(verb: Verb[Any, Any], request: SignedInRequest, screening: Screening) -> None:
    """Who may not write it is told before anything typed is looked at."""
    if not verb.allowed(request.user, screening.site_id):
        raise PermissionDenied


def _form(
    request: SignedInRequest, kind: Kind, screening: Screening, row: Entry | None = None
) -> Any:
    posted = request.POST if request.method == "POST" else None
    initial = _initial(request, row)
    if kind.model is not TestResult:
        return kind.form(posted, initial=initial)
    test = row.kind if isinstance(row, TestResult) else request.GET.get("test", "")
    if test not in BY_KIND:
        raise Http404
    return ResultForm(posted, kind=test, site=screening.site, at=clock.now(), initial=initial)


def _initial(request: SignedInRequest, row: Entry | None) -> dict[str, Any]:
    if row is None:
        return {"substance": request.GET.get("substance", "")}
    shown = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.is_relation
    }
    if isinstance(row, TestResult):
        local = row.site.local(row.taken_at)
        shown |= {"taken_on": local.date(), "taken_time": local.time().replace(second=0)}
    return shown


def _row(request: SignedInRequest, kind: Kind, pk: UUID) -> Any:
    rows = kind.model.objects.visible_to(request.user).standing()
    return get_object_or_404(rows.select_related("site", "course"), pk=pk)


def _screenings(request: SignedInRequest) -> Any:
    rows = Screening.objects.visible_to(request.user)
    return rows.select_related("patient__site", "site", "course__site", "course__patient")


def _screening(request: SignedInRequest, pk: UUID) -> Screening:
    found: Screening = get_object_or_404(_screenings(request), pk=pk)
    return found


def _screening_of(request: SignedInRequest, row: Entry) -> Screening:
    """The sheet to go back to: the course's live one, else the newest."""
    rows = _screenings(request).filter(course=row.course_id)
    found: Screening | None = rows.live().first() or rows.order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def _back(screening: Screening, anchor: str) -> HttpResponse:
    return redirect(f"{_sheet(screening)}#{anchor}")


def _sheet(screening: Screening) -> str:
    return redirect("patients:screening", pk=screening.pk)["Location"]


def _page(
    request: SignedInRequest,
    screening: Screening,
    question: Any,
    anchor: str,
    form: Any,
    kind: str = "",
) -> HttpResponse:
    shown = {
        "form": form,
        "question": f"{kind}: {question}" if kind else question,
        "back": f"{_sheet(screening)}#{anchor}",
        "head": header_of(request, screening.patient),
        "rows": getattr(form, "rows", None),
    }
    return render(request, "patients/workup/entry.html", shown, status=422 if form.errors else 200)
