"""What is typed on the pages of referrals and registration. Shapes only; rules live in the actions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.models import Patient
from patients.views.birth_date_field import BirthDateField


class NameForm(forms.Form):
    given_name = forms.CharField(label=_("First name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    birth_date = BirthDateField(label=_("Birth date"))


class RegisterForm(NameForm):
    """A new person at the desk."""

    preferred_name = forms.CharField(label=_("Called"), max_length=120, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=32, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    agreed = forms.BooleanField(
        label=_("They agree to texts and e-mails about their visits"), required=False
    )
    address = forms.CharField(label=_("Street and number"), max_length=240, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    sender = forms.CharField(label=_("Who sent them"), max_length=200, required=False)
    words = forms.CharField(
        label=_("What for, in their words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A clinician reads this. The desk does not see it again."),
    )
    compared = forms.BooleanField(
        label=_("I compared. This is somebody else."), required=False, widget=forms.HiddenInput
    )


class SelfReferralForm(NameForm):
    """Somebody asks for themselves. ``website`` is a trap: people never see it, programs fill it in."""

    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("Your e-mail"), required=False)
    words = forms.CharField(
        label=_("What brings you to us?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As much or as little as you like. Only your care team reads it."),
    )
    website = forms.CharField(required=False, max_length=200)


class CompleteForm(NameForm):
    """What a letter left out, filled in by somebody who asked."""

    phone = forms.CharField(label=_("Telephone"), max_length=32, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("Why?"), max_length=240)


class AttachForm(forms.Form):
    """One of the patients this person may know of."""

    patient = forms.ModelChoiceField(queryset=Patient.objects.none())


class LinesForm(forms.Form):
    """Lines chosen on the review page."""

    facts = forms.MultipleChoiceField(
        choices=(), error_messages={"required": _("Choose at least one line.")}
    )
    because = forms.CharField(label=_("Why?"), max_length=240, required=False)

    def __init__(self, lines: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts: Any = self.fields["facts"]
        facts.choices = [(str(line.pk), str(line.pk)) for line in lines]

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(pk) for pk in self.cleaned_data["facts"]]
