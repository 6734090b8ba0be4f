"""What the patient or the desk asks for when a course is planned: shapes only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.scheduling.models.opening_hours import OpeningHours
from clinic.scheduling.planner.problem import Wishes
from clinic.scheduling.views.forms import working_here
from clinic.sites.models import Site


class WishesForm(forms.Form):
    """Rules: the therapist, the first day and the last. Preferences: weekdays and hours."""

    therapist = forms.ChoiceField(
        label=_("Therapist"),
        required=False,
        help_text=_("Empty: whoever looks after the patient."),
    )
    earliest = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    latest = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    not_before = forms.TimeField(
        label=_("Not before"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    not_after = forms.TimeField(
        label=_("Over by"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Rather on"),
        required=False,
        coerce=int,
        choices=OpeningHours.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, site: Site, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = working_here(site, "THERAPIST", at)
        therapist = self.fields["therapist"]
        if isinstance(therapist, forms.ChoiceField):
            therapist.choices = [("", "—"), *((str(user.pk), user.name) for user in people)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for first, last, field, sentence in (
            ("earliest", "latest", "latest", _("The last day comes before the first.")),
            ("not_before", "not_after", "not_after", _("It ends before it begins.")),
        ):
            if typed.get(first) and typed.get(last) and typed[last] < typed[first]:
                self.add_error(field, sentence)
        return typed

    def wishes(self) -> Wishes:
        """As the planner reads them."""
        typed = self.cleaned_data
        therapist = typed.get("therapist")
        return Wishes(
            therapist_id=UUID(therapist) if therapist else None,
            weekdays=frozenset(typed.get("weekdays") or ()),
            not_before=typed.get("not_before"),
            not_after=typed.get("not_after"),
            earliest=typed.get("earliest"),
            latest=typed.get("latest"),
        )


def as_query(wishes: Wishes) -> dict[str, Any]:
    """The same wishes in an address."""
    return {
        "therapist": str(wishes.therapist_id or ""),
        "weekdays": sorted(wishes.weekdays),
        "not_before": f"{wishes.not_before:%H:%M}" if wishes.not_before else "",
        "not_after": f"{wishes.not_after:%H:%M}" if wishes.not_after else "",
        "earliest": wishes.earliest.isoformat() if wishes.earliest else "",
        "latest": wishes.latest.isoformat() if wishes.latest else "",
    }
