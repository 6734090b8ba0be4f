"""The form of one questionnaire on one page, made from its definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as lazy

from patients.instruments.definition import Instrument, Item
from patients.models import MeasureResponse

_Entry = MeasureResponse.Entry


class AnswersForm(forms.Form):
    """Every question with its choices. Nothing is chosen beforehand but what was answered."""

    def __init__(
        self, *args: Any, response: MeasureResponse, answers: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument: Instrument = response.instrument.instrument
        for item in self.instrument.items:
            self.fields[item.key] = _question(item, answers.get(item.key))
        if self.is_bound:  # who says nothing of the form means what it began with
            said = cast(QueryDict, self.data).copy()
            said.setdefault("entry", response.entry)
            said.setdefault("answered_on", response.answered_on.isoformat())
            self.data = said
        self.about = [*self._how_it_came_about(response), *self._whose_cutoff(response)]

    def _how_it_came_about(self, response: MeasureResponse) -> Iterator[str]:
        """Asked here or copied from paper, and of which day; a total says who counted it."""
        if self.instrument.external:
            self.fields["scored_by"] = forms.CharField(
                max_length=120,
                label=lazy("Who counted it"),
                error_messages={"required": lazy("Say who counted this total.")},
                initial=response.scored_by,
            )
            yield "scored_by"
        else:
            self.fields["entry"] = forms.ChoiceField(
                choices=[(_Entry.SCREEN, lazy("Asked here")), (_Entry.PAPER, lazy("From paper"))],
                label=lazy("How it was answered"),
                initial=response.entry,
            )
            yield "entry"
        self.fields["answered_on"] = forms.DateField(
            label=lazy("On which day"),
            initial=response.answered_on,
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        yield "answered_on"

    def _whose_cutoff(self, response: MeasureResponse) -> Iterator[str]:
        """Asked only where the cut-offs differ and the recorded sex names none of them."""
        sexes = {each.sex for each in self.instrument.cutoffs if each.sex}
        if not sexes or response.patient.sex in sexes:
            return
        self.fields["cutoff_sex"] = CutoffForm.base_fields["sex"]
        yield "cutoff_sex"

    @property
    def questions(self) -> list[BoundField]:
        return [self[item.key] for item in self.instrument.items]

    @property
    def more(self) -> list[BoundField]:
        """What is said about the form as a whole."""
        return [self[name] for name in self.about]

    def given(self) -> dict[str, int]:
        """The questions that were answered."""
        keys = (item.key for item in self.instrument.items)
        return {
            key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key) is not None
        }

    def told(self) -> dict[str, Any]:
        """The rest, for the verb."""
        return {name: self.cleaned_data[name] for name in self.about if self.cleaned_data[name]}


class CutoffForm(forms.Form):
    sex = forms.ChoiceField(
        choices=[("", lazy("Not chosen")), *MeasureResponse.CutoffSex.choices],
        required=False,
        label=lazy("Whose cut-off holds"),
        help_text=lazy("Women and men have different ones, and the recorded sex names neither."),
    )


def _question(item: Item, answer: int | None) -> forms.Field:
    if item.up_to is not None:
        return forms.IntegerField(
            min_value=0,
            max_value=item.up_to,
            label=item.name,
            initial=answer,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"}),
        )
    return forms.TypedChoiceField(
        choices=[(choice.value, choice.text or str(choice.value)) for choice in item.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label=item.name,
        initial=answer,
    )
