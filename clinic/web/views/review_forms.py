"""What an opinion, a decision, an earlier treatment and a concern ask for on their pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from patients.models import StopReason
from sessions.facts.review_picture import Picture
from sessions.models import EarlierTreatment, Outcome, UseConcern
from sessions.policies import review as policies

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
INTERVAL_MAX = 365
LINES = forms.Textarea(attrs={"rows": 3})


class Signed(forms.Form):
    """A form with the password beside its signature, asked last. ``outcomes`` names its field of outcomes."""

    outcomes = ""

    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
    )

    def offer(self, picture: Picture, decider: UUID) -> None:
        """Show what this review can end in. Whoever sends another outcome all the same reads from the verb why not."""
        field = self.fields[self.outcomes]
        if picture.can_continue:
            left = picture.course.planned_doses - picture.given
            field.help_text = ngettext(
                "%(left)d of %(all)d planned sessions is left.",
                "%(left)d of %(all)d planned sessions are left.",
                left,
            ) % {"left": left, "all": picture.course.planned_doses}
        else:
            shown = [one for one in Outcome.choices if one[0] != Outcome.CONTINUE]
            field.widget.choices = shown


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
    #: Which outcomes a field belongs to, and whether those need it. Fields not named here belong to all.
    OF: ClassVar = {
        "sessions": ((Outcome.EXTEND, Outcome.MAINTAIN), True),
        "interval_days": ((Outcome.MAINTAIN,), True),
        "review_on": ((Outcome.MAINTAIN,), True),
        "stop_reason": ((Outcome.STOP,), True),
        "refused_measures": ((Outcome.COMPLETE,), False),
    }

    outcome = forms.ChoiceField(
        choices=Outcome.choices, widget=forms.RadioSelect, label=_("Decision")
    )
    reason = forms.CharField(max_length=1000, widget=LINES, label=_("Why"))
    sessions = forms.IntegerField(
        min_value=1,
        max_value=26,
        required=False,
        label=_("How many sessions"),
        help_text=_("More sessions: that many. Maintenance: at most so many."),
    )
    interval_days = forms.IntegerField(
        min_value=1,
        max_value=INTERVAL_MAX,
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
        label=_("Why decide without it"),
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

    def offer(self, picture: Picture, decider: UUID) -> None:
        """Also: what no reason can stand in for, and for which outcomes a reason is asked because something is missing."""
        super().offer(picture, decider)
        # Whatever the spacing: what is left then stands in the way of every further session.
        self.stops = policies.never(
            picture, Outcome.MAINTAIN, decider=decider, interval_days=INTERVAL_MAX
        )
        lacking = {one: policies.missing(picture, one, decider=decider) for one in Outcome}
        self.lacking = tuple(one for one in Outcome if lacking[one])
        always = lacking[Outcome.COMPLETE]
        only = [each for each in lacking[Outcome.MAINTAIN] if each not in always]
        said = [*always, *(gettext("For maintenance: %s") % each for each in only)]
        self.fields["despite"].help_text = " ".join(said)

    def shown(self) -> Iterator[tuple[BoundField, str, bool]]:
        """Each field a person sees, the outcomes it belongs to (empty: all), and whether those need it."""
        for bound in self.visible_fields():
            of, needed = self.OF.get(bound.name, ((), False))
            if bound.name == "despite":
                if not self.lacking:
                    continue
                of, needed = self.lacking, True
            yield bound, " ".join(of), needed


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
