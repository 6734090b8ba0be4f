"""Forms that put something right, or say later what happened: the old value stays, so each asks why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import AdverseEvent, Effect
from sessions.views.forms import AdverseEventForm, LotForm, SentForm, VitalsForm
from sessions.views.moments import WallForm, WallMomentField


class WhyForm(SentForm):
    """Carries why, last on the page."""

    because = forms.CharField(label=_("What was wrong"), max_length=240)


class CorrectVitalsForm(VitalsForm, WhyForm):
    """The whole set as it should read. A box left empty was not measured."""

    field_order = [*VitalsForm.BOXES, "temperature", "because", "signs", "signs_asked"]

    def wanted(self, kept: dict[str, Any] | None = None) -> dict[str, Any]:
        """What `vital_signs.correct` takes; ``kept`` are the numbers that no box asks for."""
        wanted = super().wanted()
        because = wanted["numbers"].pop("because")
        del wanted["taken_at"]  # a correction is of the moment it corrects
        return {**wanted, "numbers": {**(kept or {}), **wanted["numbers"]}, "because": because}


class CorrectEffectForm(WallForm, WhyForm):
    intensity = forms.ChoiceField(label=_("How strong"), choices=Effect.Intensity.choices)
    started_at = WallMomentField(label=_("Began"))
    ended_at = WallMomentField(label=_("Ended"), required=False)
    never = forms.BooleanField(label=_("It never was: tapped by mistake"), required=False)

    field_order = ["intensity", "started_at", "ended_at", "never", "because"]


class CorrectDrugForm(WallForm, WhyForm):
    happened_at = WallMomentField(label=_("When it really was"))
    body_site = forms.CharField(label=_("Where on the body"), max_length=80, required=False)

    field_order = ["happened_at", "body_site", "because"]


class LaterAdverseForm(AdverseEventForm):
    """As in the session, and which part of the day or week it belongs to."""

    phase = forms.ChoiceField(label=_("It happened"), choices=AdverseEvent.Phase.choices)
    ended_at = WallMomentField(label=_("Ended"), required=False)
    relatedness = forms.ChoiceField(
        label=_("From the drug?"),
        choices=AdverseEvent.Relatedness.choices,
        initial=AdverseEvent.Relatedness.POSSIBLE,
    )
    expected = forms.BooleanField(
        label=_("Known to happen with this drug"), required=False, initial=True
    )

    field_order = [
        "term",
        "grade",
        "phase",
        "onset_at",
        "ended_at",
        "relatedness",
        "outcome",
        "elicitation",
        "serious",
        "expected",
        "treatment",
        "verbatim",
    ]


class FollowForm(WallForm, SentForm):
    outcome = forms.ChoiceField(label=_("What became of it"), choices=AdverseEvent.Outcome.choices)
    ended_at = WallMomentField(label=_("Ended"), required=False)
    treatment = forms.CharField(label=_("What was done"), max_length=500, required=False)
    reported_to = forms.CharField(label=_("Reported to"), max_length=240, required=False)
    because = forms.CharField(label=_("What is new"), max_length=240)


class DrawForm(LotForm):
    quantity = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2)


class ReturnForm(DrawForm):
    """Seals intact only."""
