"""What is typed on the set-up pages. Shapes only; rules live in the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import Licence
from clinic.accounts.roles import Capability, Role
from clinic.scheduling.models import Equipment, OpeningHours, Room

STAFF_ROLES = [(r.value, r.label) for r in Role if r not in {Role.SYSTEM, Role.PATIENT}]


class SiteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    neutral_name = forms.CharField(
        label=_("Neutral name"),
        max_length=40,
        help_text=_("Stands in messages. Must not say what is treated here."),
    )
    timezone = forms.CharField(
        label=_("Time zone"), max_length=64, help_text=_("Like America/Denver.")
    )
    jurisdiction = forms.RegexField(
        r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
        label=_("Jurisdiction"),
        max_length=10,
        help_text=_("Country and state, like US-NM."),
        error_messages={"invalid": _("Write it like US-NM.")},
    )
    phone = forms.CharField(label=_("Telephone"), max_length=32)
    address = forms.CharField(label=_("Address"), max_length=240, required=False)


class RoomForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    kind = forms.ChoiceField(label=_("For"), choices=Room.Kind.choices)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=60, initial=1, help_text=_("In a group visit.")
    )
    equipment = forms.MultipleChoiceField(
        label=_("What stands there"),
        choices=Equipment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Work e-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=STAFF_ROLES)
    credentials = forms.CharField(
        label=_("Credentials"),
        max_length=60,
        required=False,
        help_text=_("As printed after a signature, such as MD or LPCC."),
    )
    phone_extension = forms.CharField(label=_("Extension"), max_length=12, required=False)
    capabilities = forms.MultipleChoiceField(
        label=_("Named duties"),
        choices=Capability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CapabilitiesForm(forms.Form):
    capabilities = forms.MultipleChoiceField(
        label=_("Named duties"),
        choices=Capability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LicenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Licence.Kind.choices)
    number = forms.CharField(label=_("Number"), max_length=40)
    jurisdiction = forms.CharField(
        label=_("Jurisdiction"), max_length=10, help_text=_("US for a national one.")
    )
    issued_on = forms.DateField(label=_("Issued"), widget=forms.DateInput(attrs={"type": "date"}))
    expires_on = forms.DateField(
        label=_("Expires"), widget=forms.DateInput(attrs={"type": "date"})
    )


class SignForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class HoursForm(forms.Form):
    """Two spans for each day, so that a noon break can be written; both empty is a closed day."""

    SPANS = (1, 2)
    from_on = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Visits already booked outside the new hours stay."),
    )

    def __init__(
        self, *args: Any, rules: Iterable[OpeningHours] = (), today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today
        known: dict[int, list[OpeningHours]] = {}
        for rule in rules:
            known.setdefault(rule.weekday, []).append(rule)
        for day, label in OpeningHours.Weekday.choices:
            for span in self.SPANS:
                spans = known.get(day, [])
                now = spans[span - 1] if len(spans) >= span else None
                for edge, words in (("opens", _("opens")), ("closes", _("closes"))):
                    self.fields[f"{edge}_{day}_{span}"] = forms.TimeField(
                        label=f"{label}, {words}",
                        required=False,
                        initial=getattr(now, edge, None),
                        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                    )

    def days(self) -> list[dict[str, Any]]:
        """For the table: each day with its four boxes."""
        return [
            {
                "label": label,
                "boxes": [
                    self[f"{edge}_{day}_{span}"]
                    for span in self.SPANS
                    for edge in ("opens", "closes")
                ],
            }
            for day, label in OpeningHours.Weekday.choices
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for day, _label in OpeningHours.Weekday.choices:
            for span in self.SPANS:
                opens, closes = (typed.get(f"{e}_{day}_{span}") for e in ("opens", "closes"))
                if (opens is None) != (closes is None):
                    empty = "opens" if opens is None else "closes"
                    self.add_error(f"{empty}_{day}_{span}", _("Give both times, or neither."))
        return typed

    def rules(self) -> list[tuple[int, time, time]]:
        """Weekday, opens, closes: what the action takes."""
        typed = self.cleaned_data
        return [
            (day, typed[f"opens_{day}_{span}"], typed[f"closes_{day}_{span}"])
            for day, _label in OpeningHours.Weekday.choices
            for span in self.SPANS
            if typed.get(f"opens_{day}_{span}") is not None
        ]
