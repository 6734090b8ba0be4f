"""A birth date typed in any sensible form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.matching.birth_dates import typed


class BirthDateField(forms.CharField):
    """Answers with a date. The form sets ``today`` and, outside the United States, ``day_first``."""

    today: date
    day_first = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40,
            help_text=_("Like 2/29/1984 or 29 Feb 1984."),
            widget=forms.TextInput(attrs={"autocomplete": "bday", "inputmode": "text"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = typed(text, today=self.today, day_first=self.day_first)
        if not found:
            raise forms.ValidationError(_("Type the day, the month and the year of birth."))
        return found[0]


def tell_today(form: forms.BaseForm, site: Any, today: date) -> None:
    """Fields cannot know what day it is, nor in which order people write dates at this site."""
    for field in form.fields.values():
        if isinstance(field, BirthDateField):
            field.today, field.day_first = today, not site.jurisdiction.startswith("US")
