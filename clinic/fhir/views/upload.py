"""Uploading FHIR bundles: one answer for each file, a sentence for each refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.fhir.actions.referral import import_bundle
from clinic.fhir.bundle.document import LARGEST
from patients.models import Referral

MOST_FILES = 50


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        several = data if isinstance(data, list | tuple) and data else [data or None]
        return [super(FilesField, self).clean(one, initial) for one in several]


class UploadForm(forms.Form):
    bundles = FilesField(
        label=_("FHIR bundles"),
        help_text=_("Files ending in .json, up to 20 MB each. One person in each."),
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"multiple": True, "accept": ".json,application/fhir+json"}),
    )


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a referral, or the sentence that refuses it."""

    file: str
    referral: Referral | None = None
    refused: str = ""


@allow(Permission.REFERRAL_IMPORT)
def upload(request: SignedInRequest) -> HttpResponse:
    """One good file leads straight to its referral; anything else is listed, with 422 if one was refused."""
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    outcomes: list[Outcome] = []
    if form.is_valid():
        outcomes = [_take(request, one) for one in form.cleaned_data["bundles"][:MOST_FILES]]
        if len(outcomes) == 1 and outcomes[0].referral is not None:
            return redirect("patients:referral", pk=outcomes[0].referral.pk)
    refused = sum(1 for one in outcomes if one.refused)
    return render(
        request,
        "fhir/upload.html",
        {"form": form, "outcomes": outcomes, "refused": refused},
        status=422 if form.errors or refused else 200,
    )


def _take(request: SignedInRequest, file: UploadedFile[Any]) -> Outcome:
    data = file.read(LARGEST + 1)
    tried = attempt(request, import_bundle, site_here(request), data=data)
    if tried.error is not None:
        return Outcome(str(file.name), refused=tried.error.sentence)
    return Outcome(str(file.name), referral=tried.result)
