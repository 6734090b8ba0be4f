"""What is asked of somebody who would come sooner. Shapes only: the rules are the actions'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.scheduling.models import OpeningHours, WaitlistEntry

DAYS = OpeningHours.Weekday.choices


class WishesForm(forms.Form):
    """When an earlier time suits: days, hours, notice. The portal asks the same."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Which days suit?"),
        help_text=_("None chosen: any day."),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    not_before = forms.TimeField(
        label=_("Not before"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    not_after = forms.TimeField(
        label=_("Over by"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    notice_hours = forms.IntegerField(
        label=_("Hours of notice needed"), required=False, min_value=0, max_value=672
    )

    def clean_notice_hours(self) -> int:
        return self.cleaned_data["notice_hours"] or 0


class WaitForm(WishesForm):
    """The desk's form: what for, how to ask, which days."""

    what = forms.ChoiceField(label=_("Waits for"))
    reach = forms.ChoiceField(label=_("How to ask"), choices=WaitlistEntry.Reach.choices)
    earliest_on = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    latest_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    field_order = ("what", "reach", "earliest_on", "latest_on", "not_before", "not_after")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        if isinstance(what, forms.ChoiceField):
            what.choices = choices
        self.order_fields([*self.field_order, "notice_hours", "weekdays", "note"])
