"""What can be typed about reaching a patient: shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.outbox.models import Channel


class ReachForm(forms.Form):
    """A number or a mailbox, and whether the patient agreed to messages there."""

    kind = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    address = forms.CharField(label=_("Number or e-mail address"), max_length=254)
    consented = forms.BooleanField(label=_("The patient agreed to messages there"), required=False)
    verified = forms.BooleanField(label=_("Read back and confirmed"), required=False)


class AllowForm(forms.Form):
    """The patient's own words, for the record."""

    why = forms.CharField(label=_("How did the patient ask for it?"), max_length=240)
