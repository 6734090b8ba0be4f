"""Licensed wording: which questionnaires have words, by which right, and a file that brings them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import wording as actions
from patients.instruments.wording import blank
from patients.models import InstrumentDefinition


@dataclass(frozen=True)
class Row:
    """One questionnaire: what ships, and every wording loaded since, the newest first."""

    shipped: InstrumentDefinition
    loaded: list[InstrumentDefinition]

    @property
    def ships_with_words(self) -> bool:
        return self.shipped.instrument.is_worded

    @property
    def is_worded(self) -> bool:
        return self.ships_with_words or bool(self.loaded)

    @property
    def total_only(self) -> bool:
        return self.shipped.instrument.external


class FileForm(forms.Form):
    file = forms.FileField(
        label=lazy("File"),
        max_length=200,
        help_text=lazy("JSON with the words, and the licence under which they are shown."),
    )


@allow(Permission.WORDING_LOAD)
def wording(request: SignedInRequest) -> HttpResponse:
    """Every questionnaire, those without words first, and the form that loads a file."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["file"].read(actions.LARGEST + 1)
        tried = attempt(request, actions.load, data, form=form)
        if tried.result is not None:
            said = _("The wording of %(name)s is loaded. It can be given to patients.")
            messages.success(request, said % {"name": tried.result.title})
            return redirect("patients:wording")
    rows = _rows(request)
    shown = {
        "form": form,
        "licensed": [row for row in rows if not row.ships_with_words],
        "free": [row for row in rows if row.ships_with_words],
        "without": [row for row in rows if not row.is_worded],
    }
    return render(request, "patients/wording.html", shown, status=422 if form.errors else 200)


@allow(Permission.WORDING_LOAD)
def blank_file(request: SignedInRequest, code: str) -> HttpResponse:
    """A file to fill in, with a place for every question and choice."""
    shipped = InstrumentDefinition.objects.visible_to(request.user).filter(code=code).shipped()
    definition = get_object_or_404(shipped[:1])
    answer = JsonResponse(blank(definition.instrument), json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{definition.code}.json"'
    return answer


def _rows(request: SignedInRequest) -> list[Row]:
    """Two groups: without words, with words; each by title. One query."""
    by_code: dict[str, list[InstrumentDefinition]] = defaultdict(list)
    rows = InstrumentDefinition.objects.visible_to(request.user)
    for each in rows.order_by("code", "-number", "-published_at"):
        by_code[each.code].append(each)
    found = [
        Row(
            shipped=next(each for each in versions if not each.edition),
            loaded=[each for each in versions if each.edition],
        )
        for versions in by_code.values()
    ]
    return sorted(found, key=lambda row: (row.is_worded, row.shipped.title))
