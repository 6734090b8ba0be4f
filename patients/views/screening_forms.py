"""The screening as one form: three fields for each exclusion, its suggestions, and the sheet as it was opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from patients.actions.screening import Found
from patients.actions.screening_rows import as_read
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import ABSOLUTE, BY_CODE, RELATIVE, Exclusion, Level
from patients.models import Screening

STATUS = [
    (FindingStatus.ABSENT.value, _("Absent")),
    (FindingStatus.ACTIVE.value, _("Present")),
    (FindingStatus.RESOLVED.value, _("Over")),
    (FindingStatus.UNKNOWN.value, _("Not known")),
]


class FindingsForm(forms.Form):
    """Every exclusion, with nothing chosen for those nobody has asked about.

    ``base`` is the sheet as this writer had it open: it travels with the page, so that a save can tell
    what the writer changed from what somebody else changed meanwhile.
    """

    base = forms.CharField(widget=forms.HiddenInput)
    summary = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("Summary")
    )

    def __init__(self, *args: Any, screening: Screening, **kwargs: Any) -> None:
        sheet = {
            code: [one.status.value, one.evidence, one.note]
            for code, one in as_read(screening).items()
        }
        initial: dict[str, Any] = {
            "base": json.dumps({"rows": sheet, "summary": screening.summary}),
            "summary": screening.summary,
        }
        for code, (status, evidence, note) in sheet.items():
            initial |= {
                f"{code}-status": status,
                f"{code}-evidence": evidence,
                f"{code}-note": note,
            }
        super().__init__(*args, **{**kwargs, "initial": initial})
        for exclusion in ABSOLUTE + RELATIVE:
            self._add(exclusion)

    def _add(self, exclusion: Exclusion) -> None:
        code, label = exclusion.code, now(exclusion.label)
        self.fields[f"{code}-status"] = forms.ChoiceField(
            choices=STATUS, widget=forms.RadioSelect, required=False, label=label
        )
        self.fields[f"{code}-evidence"] = forms.CharField(
            max_length=500, required=False, label=_("What shows it")
        )
        if exclusion.level is Level.RX:
            self.fields[f"{code}-note"] = forms.CharField(
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                label=_("Why treatment is still right"),
            )
        # Which suggestions the writer saw; what was said to all of them.
        self.fields[f"{code}-shown"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"{code}-not-so"] = forms.CharField(
            max_length=500, required=False, label=_("It is not so, because")
        )
        self.fields[f"{code}-taken"] = forms.BooleanField(
            required=False, label=_("This row says so already")
        )

    def clean_base(self) -> dict[str, Any]:
        try:
            sheet = json.loads(self.cleaned_data["base"])
            rows = {
                code: Found(FindingStatus(status), str(evidence), str(note))
                for code, (status, evidence, note) in sheet["rows"].items()
                if code in BY_CODE
            }
            return {"rows": rows, "summary": str(sheet["summary"])}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValidationError(_("Load the page again.")) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for code in BY_CODE:
            typed = cleaned.get(f"{code}-evidence") or cleaned.get(f"{code}-note")
            if typed and not cleaned.get(f"{code}-status"):
                self.add_error(f"{code}-status", _("Say first whether it is present."))
        return cleaned

    def verb_arguments(self) -> dict[str, Any]:
        """What ``record_findings`` takes."""
        base = self.cleaned_data["base"]
        return {
            "findings": dict(self._findings()),
            "summary": self.cleaned_data["summary"],
            "base": base["rows"],
            "base_summary": base["summary"],
            "taken": list(self._said("taken")),
            "dismissed": dict(self._dismissed()),
        }

    def _findings(self) -> Iterator[tuple[str, Found]]:
        """Every row with an answer: which of them are this writer's is for the merge to say."""
        for code in BY_CODE:
            if status := self.cleaned_data[f"{code}-status"]:
                evidence = self.cleaned_data[f"{code}-evidence"]
                note = self.cleaned_data.get(f"{code}-note", "")
                yield code, Found(FindingStatus(status), evidence, note)

    def _said(self, field: str) -> Iterator[tuple[str, str]]:
        for code in BY_CODE:
            if self.cleaned_data[f"{code}-{field}"]:
                for source in self.cleaned_data[f"{code}-shown"].split():
                    yield code, source

    def _dismissed(self) -> Iterator[tuple[tuple[str, str], str]]:
        for key in self._said("not-so"):
            yield key, self.cleaned_data[f"{key[0]}-not-so"]
