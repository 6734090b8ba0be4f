"""What the patient would like: with whom, on which days, between which hours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from clinic.scheduling.models import OpeningHours

CLOCK = {"type": "time"}


class WishForm(forms.Form):
    """Filters and preferences of the search. What cannot be read is no wish: the times are shown all the same."""

    with_therapist = forms.ChoiceField(label=_("Rather with"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("On these days"),
        required=False,
        choices=OpeningHours.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    not_before = forms.TimeField(
        label=_("Not before"), required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )
    not_after = forms.TimeField(
        label=_("Over by"), required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M")
    )

    def __init__(self, data: Any, *, people: Iterable[User], therapist: str) -> None:
        self.therapist = therapist
        super().__init__(data, initial={"with_therapist": therapist})
        field = self.fields["with_therapist"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((str(user.pk), user.name) for user in people)]

    def asked(self) -> dict[str, Any]:
        """What `Search` takes."""
        self.is_valid()
        typed = self.cleaned_data
        preferred = typed.get("with_therapist") or self.therapist
        return {
            "preferred": frozenset({UUID(preferred)} if preferred else ()),
            "weekdays": frozenset(int(day) for day in typed.get("weekdays", ())),
            "not_before": typed.get("not_before"),
            "not_after": typed.get("not_after"),
        }
