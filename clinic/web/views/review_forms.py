"""What an opinion, a decision, an earlier treatment and a concern ask for on their pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.models import StopReason
from sessions.models import EarlierTreatment, Outcome, UseConcern

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LINES = forms.Textarea(attrs={"rows": 3})


class Signed(forms.Form):
    """A form with the password beside its signature, asked last. ``outcomes`` names its field of outcomes."""

    outcomes = ""

    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
    )

    def offer(self, *, can_continue: bool) -> None:
        """Show what this review can end in. Whoever sends another outcome all the same reads from the verb why not."""
        if not can_continue:
            shown = [one for one in Outcome.choices if one[0] != Outcome.CONTINUE]
            self.fields[self.outcomes].widget.choices = shown


class OpinionForm(Signed):
    outcomes = "recommends"

    recommends = forms.ChoiceField(
        choices=Outcome.choices, widget=forms.RadioSelect, label=_("I recommend")
    )
    words = forms.CharField(max_length=2000, widget=LINES, label=_("Why"))
    field_order = ("recommends", "words", "password")


class DecisionForm(Signed):
    """Fields of every outcome on one page: the verb says which it needs."""

    outcomes = "outcome"

    outcome = forms.ChoiceField(
        choices=Outcome.choices, widget=forms.RadioSelect, label=_("Decision")
    )
    reason = forms.CharField(max_length=1000, widget=LINES, label=_("Why"))
    sessions = forms.IntegerField(
        min_value=1,
        max_value=26,
        required=False,
        label=_("How many sessions"),
        help_text=_("For more sessions, or at most in maintenance."),
    )
    interval_days = forms.IntegerField(
        min_value=1,
        max_value=365,
        required=False,
        label=_("Days between sessions"),
        help_text=_("For maintenance."),
    )
    review_on = forms.DateField(
        required=False, widget=DAY, label=_("Next review"), help_text=_("For maintenance.")
    )
    stop_reason = forms.ChoiceField(
        choices=[("", "–"), *StopReason.choices],
        required=False,
        label=_("Main reason"),
        help_text=_("For stopping early."),
    )
    refused_measures = forms.CharField(
        max_length=500,
        required=False,
        label=_("Last scores refused"),
        help_text=_("To complete without last scores: say so here."),
    )
    despite = forms.CharField(
        max_length=1000,
        required=False,
        widget=LINES,
        label=_("Why it goes on although something is missing"),
        help_text=_("Without a therapist's opinion, or without a response on any scale."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (
        "outcome",
        "sessions",
        "interval_days",
        "review_on",
        "stop_reason",
        "refused_measures",
        "reason",
        "despite",
        "password",
    )

    def shown(self) -> list[Any]:
        """Every field that a person sees."""
        return list(self.visible_fields())


class EarlierForm(forms.Form):
    route = forms.ChoiceField(choices=EarlierTreatment.Route.choices, label=_("How it was given"))
    where = forms.CharField(max_length=160, required=False, label=_("Clinic or prescriber"))
    sessions_low = forms.IntegerField(min_value=1, label=_("Sessions, at least"))
    sessions_high = forms.IntegerField(
        min_value=1,
        required=False,
        label=_("Sessions, at most"),
        help_text=_("Empty: nobody knows. It then counts as at least, never as none."),
    )
    mg_low = forms.DecimalField(
        min_value=0, max_digits=9, decimal_places=2, label=_("mg base in all, at least")
    )
    mg_high = forms.DecimalField(
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        label=_("mg base in all, at most"),
        help_text=_("Empty: nobody knows."),
    )
    from_on = forms.DateField(required=False, widget=DAY, label=_("From"))
    until_on = forms.DateField(required=False, widget=DAY, label=_("Until"))
    told_by = forms.ChoiceField(choices=EarlierTreatment.Source.choices, label=_("From whom"))
    named = forms.CharField(
        max_length=240,
        required=False,
        label=_("Which record or report, of which day"),
        help_text=_("Not needed for what the patient says."),
    )


class MistakeForm(forms.Form):
    because = forms.CharField(max_length=240, label=_("What was wrong"))


class ConcernForm(forms.Form):
    kind = forms.ChoiceField(
        choices=UseConcern.Kind.choices, widget=forms.RadioSelect, label=_("What happened")
    )
    happened_on = forms.DateField(required=False, widget=DAY, label=_("When, if not today"))
    note = forms.CharField(max_length=500, widget=LINES, label=_("In words"))
