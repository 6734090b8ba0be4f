"""The screening as one form: three fields for each exclusion, and the signature's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from patients.actions.screening import Found, edition
from patients.eligibility.assessment import Block, FindingStatus, Why
from patients.eligibility.exclusion import ABSOLUTE, RELATIVE, Exclusion, Level
from patients.models import Screening

STATUS = [
    (FindingStatus.ABSENT.value, _("Absent")),
    (FindingStatus.ACTIVE.value, _("Present")),
    (FindingStatus.RESOLVED.value, _("Over")),
    (FindingStatus.UNKNOWN.value, _("Not known")),
]

# Where there is something to say, the row stands open.
_SAY_MORE = {FindingStatus.ACTIVE.value, FindingStatus.RESOLVED.value}

SENTENCES = {
    Why.NOT_ASKED: _("Not answered yet."),
    Why.UNKNOWN: _("Not known. Unknown is not absent."),
    Why.PRESENT: _("Present. Nobody can be found eligible with it."),
    Why.NOTE_MISSING: _("Present. Write why treatment is still right."),
    Why.NEVER_RESOLVES: _("True for life once true. It is present or it was never there."),
    Why.EVIDENCE_MISSING: _("Say what shows that it is over."),
}


@dataclass(frozen=True)
class Row:
    """One exclusion on the sheet: its three fields, and what still stands in the way."""

    exclusion: Exclusion
    status: forms.BoundField
    evidence: forms.BoundField
    note: forms.BoundField | None
    why: str
    stops: bool
    is_open: bool


class FindingsForm(forms.Form):
    """Every exclusion, with nothing chosen for those nobody has asked about."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("Summary")
    )

    def __init__(self, *args: Any, screening: Screening, **kwargs: Any) -> None:
        rows = {row.code: row for row in screening.findings.all()}
        initial: dict[str, Any] = {"seen": edition(screening), "summary": screening.summary}
        for code, row in rows.items():
            initial |= {
                f"{code}-status": row.status,
                f"{code}-evidence": row.evidence,
                f"{code}-note": row.note,
            }
        super().__init__(*args, **{**kwargs, "initial": initial})
        for exclusion in ABSOLUTE + RELATIVE:
            self._add(exclusion)

    def _add(self, exclusion: Exclusion) -> None:
        label = now(exclusion.label)
        self.fields[f"{exclusion.code}-status"] = forms.ChoiceField(
            choices=STATUS, widget=forms.RadioSelect, required=False, label=label
        )
        self.fields[f"{exclusion.code}-evidence"] = forms.CharField(
            max_length=500, required=False, label=_("What shows it")
        )
        if exclusion.level is Level.RX:
            self.fields[f"{exclusion.code}-note"] = forms.CharField(
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                label=_("Why treatment is still right"),
            )

    def findings(self) -> dict[str, Found]:
        """The rows somebody changed. A row without a chosen status stays unasked."""
        touched = {name.split("-")[0] for name in self.changed_data if "-" in name}
        return {
            code: Found(
                FindingStatus(self.cleaned_data[f"{code}-status"]),
                self.cleaned_data[f"{code}-evidence"],
                self.cleaned_data.get(f"{code}-note", ""),
            )
            for code in sorted(touched)
            if self.cleaned_data[f"{code}-status"]
        }

    def rows(self, exclusions: tuple[Exclusion, ...], blocks: tuple[Block, ...]) -> Iterator[Row]:
        """The sheet's lines, each with what stands in its way."""
        whys = {block.exclusion.code: block.why for block in blocks}
        for exclusion in exclusions:
            code = exclusion.code
            why = whys.get(code)
            said = [self[f"{code}-evidence"].value(), self[f"{code}-status"].value() in _SAY_MORE]
            if exclusion.level is Level.RX:
                said.append(self[f"{code}-note"].value())
            yield Row(
                exclusion,
                self[f"{code}-status"],
                self[f"{code}-evidence"],
                self[f"{code}-note"] if exclusion.level is Level.RX else None,
                str(SENTENCES[why]) if why else "",
                why in {Why.PRESENT, Why.NEVER_RESOLVES},
                any(said),
            )


class SignForm(forms.Form):
    """What was decided, and the password beside the signature."""

    outcome = forms.ChoiceField(
        choices=Screening.Outcome.choices, widget=forms.RadioSelect, label=_("Decision")
    )
    reasons = forms.MultipleChoiceField(
        choices=[(row.code, row.label) for row in ABSOLUTE + RELATIVE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Reasons, if not eligible"),
    )
    note = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What is waited for, or where the patient goes"),
    )
    review_on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        label=_("If not now, look again on"),
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
    )


class BecauseForm(forms.Form):
    because = forms.CharField(max_length=240, label=_("Why"))
