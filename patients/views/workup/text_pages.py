"""Saving the words of a screening, and reading what they were before."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions.workup import text
from patients.models import Screening, ScreeningText
from patients.views.header import header_of

MOST = 20_000


@require_POST
@allow(Permission.SCREENING_EDIT)
def save(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every text that was sent. Two people on one text: both are shown, and nothing is lost."""
    screening = _find(request, pk)
    typed = {
        about: text.Typed(request.POST[about][:MOST], _number(request.POST.get(f"{about}-seen")))
        for about in ScreeningText.About.values
        if about in request.POST
    }
    tried = attempt(request, text.save, screening, texts=typed)
    if tried.result is None:
        sentence = tried.error.sentence if tried.error else ""
        return _both(request, screening, (), typed, sentence)
    if tried.result.clashes:
        return _both(request, screening, tried.result.clashes, {}, "")
    messages.success(request, _("Saved."))
    # Back to the section the words belong to.
    anchor = "workup-hopes" if "EXPECTATIONS" in typed else "workup-history"
    return redirect(f"{redirect('patients:screening', pk=pk)['Location']}#{anchor}")


@allow(Permission.SCREENING_VIEW)
def versions(request: SignedInRequest, pk: UUID, about: str) -> HttpResponse:
    """Every saved version of one text, newest first."""
    screening = _find(request, pk)
    if about not in ScreeningText.About.values:
        raise Http404
    rows = ScreeningText.objects.visible_to(request.user).filter(screening=screening, about=about)
    shown = {
        "screening": screening,
        "title": ScreeningText.About(about).label,
        "rows": rows.select_related("saved_by").order_by("-number"),
        "head": header_of(request, screening.patient),
    }
    return render(request, "patients/workup/versions.html", shown)


def _both(
    request: SignedInRequest,
    screening: Screening,
    clashes: tuple[text.Clash, ...],
    typed: dict[str, text.Typed],
    sentence: str,
) -> HttpResponse:
    shown = {
        "screening": screening,
        "clashes": [(ScreeningText.About(one.about).label, one) for one in clashes],
        "unsaved": [
            (ScreeningText.About(about).label, about, one)
            for about, one in typed.items()
            if one.body
        ],
        "sentence": sentence,
        "head": header_of(request, screening.patient),
    }
    return render(request, "patients/workup/clash.html", shown, status=422)


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isdigit() and len(said) < 9 else None


def _find(request: SignedInRequest, pk: UUID) -> Screening:
    rows = Screening.objects.visible_to(request.user).select_related("patient__site", "site")
    return get_object_or_404(rows, pk=pk)
