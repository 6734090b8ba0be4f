"""What is typed in the workup. Shapes only; what cannot be is refused by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.models import Illness, PregnancyAnswer, SubstanceUse, TreatmentTrial

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def choice(label: Any, choices: Any, *, empty: Any = None, **more: Any) -> forms.ChoiceField:
    """A list to choose from; ``empty`` words its first line, which chooses nothing."""
    options = list(choices)
    if empty is not None:
        options = [("", empty), *options]
    return forms.ChoiceField(label=label, choices=options, **more)


def radio(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """A question with few answers, none of them ticked before somebody does."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **more)


class TrialForm(forms.Form):
    """One earlier treatment."""

    kind = choice(_("What kind"), TreatmentTrial.Kind.choices)
    name = forms.CharField(
        max_length=200, label=_("Name"), help_text=_("The drug or brand, or which psychotherapy.")
    )
    episode = radio(_("When"), TreatmentTrial.Episode.choices)
    max_dose_mg_day = forms.DecimalField(
        required=False, max_digits=7, decimal_places=2, label=_("Highest dose, mg a day")
    )
    weeks_at_max = forms.DecimalField(
        required=False, max_digits=5, decimal_places=1, label=_("Weeks at that dose")
    )
    sessions = forms.IntegerField(
        required=False, min_value=0, max_value=2000, label=_("Sessions (therapy, ECT)")
    )
    improvement = forms.IntegerField(
        required=False, label=_("How much better, %"), help_text=_("0 not at all, 100 well.")
    )
    outcome = choice(_("How it ended"), TreatmentTrial.Outcome.choices, initial="UNKNOWN")
    augmentation = forms.BooleanField(required=False, label=_("Given to strengthen another drug"))
    started_year = forms.IntegerField(required=False, label=_("Year it began"))
    told_by = choice(_("Who says so"), TreatmentTrial.ToldBy.choices)
    note = forms.CharField(max_length=500, required=False, label=_("Note"))


class SubstanceForm(forms.Form):
    """The answer about one substance."""

    substance = choice(_("Substance"), SubstanceUse.Substance.choices)
    which = forms.CharField(max_length=120, required=False, label=_("Which, exactly"))
    use = radio(_("Used"), SubstanceUse.Use.choices)
    amount = forms.CharField(max_length=120, required=False, label=_("How much"))
    frequency = forms.CharField(max_length=120, required=False, label=_("How often"))
    last_used_on = forms.DateField(required=False, widget=DAY, label=_("Last used"))
    disorder = choice(
        _("Use disorder"), SubstanceUse.Disorder.choices, initial=SubstanceUse.Disorder.UNKNOWN
    )
    criteria_last_met_on = forms.DateField(
        required=False, widget=DAY, label=_("Criteria last met on")
    )
    note = forms.CharField(max_length=500, required=False, label=_("Note"))


class NeverForm(forms.Form):
    """Substances that were asked about one by one and never used."""

    substances = forms.MultipleChoiceField(
        choices=SubstanceUse.Substance.choices,
        widget=forms.CheckboxSelectMultiple,
        label=_("Asked about, and never used"),
        error_messages={"required": _("Choose at least one.")},
    )


class PregnancyForm(forms.Form):
    """The question, its answer, and who gave it."""

    answer = radio(_("Can the patient become pregnant?"), PregnancyAnswer.Answer.choices)
    why = choice(
        _("If not, why"), PregnancyAnswer.Why.choices, empty=_("Not answered"), required=False
    )
    detail = forms.CharField(max_length=240, required=False, label=_("In words"))
    now = radio(_("Pregnant or breastfeeding now?"), PregnancyAnswer.Now.choices)
    answered_by = radio(_("Who answered"), PregnancyAnswer.AnsweredBy.choices)


class IllnessForm(forms.Form):
    """The indication, its length and severity."""

    indication = choice(
        _("What the treatment is for"), Illness.Indication.choices, empty=_("Choose")
    )
    other = forms.CharField(max_length=200, required=False, label=_("If something else, what"))
    months = forms.IntegerField(
        required=False, min_value=0, label=_("Length of this episode, months")
    )
    severity = choice(
        _("How severe"), Illness.Severity.choices, empty=_("Not judged"), required=False
    )
    ect = radio(_("Electroconvulsive therapy before?"), Illness.Ect.choices)
    note = forms.CharField(max_length=500, required=False, label=_("Note"))


class StrikeForm(forms.Form):
    because = forms.CharField(max_length=240, label=_("Why it was never so"))


class CorrectForm(forms.Form):
    """Beside every correction: why the old line is struck out."""

    because = forms.CharField(max_length=240, label=_("What was wrong with the old line"))
