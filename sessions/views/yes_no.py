"""A question that must be answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def yes_no(label: Any) -> forms.TypedChoiceField:
    """A question that must be answered: neither box is ticked until somebody does."""
    return forms.TypedChoiceField(
        label=label, choices=YES_NO, coerce=lambda said: said == "yes", widget=forms.RadioSelect
    )
