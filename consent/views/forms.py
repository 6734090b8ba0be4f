"""What is typed on the pages of consent. Shape only: the rules are the actions'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from consent.models import Consent

PASSWORD = forms.PasswordInput(attrs={"autocomplete": "current-password"})


class Unhurried(forms.CharField):
    """Asked for, and yet the page may be saved without it: the signature is what insists."""

    def validate(self, value: Any) -> None:
        """Empty is fine for now."""


class ReadForm(forms.Form):
    """One field an element and a question, as the wording has them; the signature below."""

    use_required_attribute = False

    typed_name = Unhurried(label=_("Your full name"), max_length=120)
    password = Unhurried(label=_("Your password"), strip=False, widget=PASSWORD)

    def __init__(self, *args: Any, consent: Consent, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consent
        ticked = set(consent.acknowledgements.standing().values_list("element", flat=True))
        said = dict(consent.answers.values_list("question", "answer"))
        for element in consent.form.wording.elements:
            self.fields[f"element_{element.key}"] = forms.BooleanField(
                label=element.heading, required=False, initial=element.key in ticked
            )
        for question in consent.form.wording.questions:
            self.fields[f"question_{question.key}"] = Unhurried(
                label=question.text,
                initial=said.get(question.key, ""),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if not own:
            self.fields["typed_name"].label = _("The patient types their full name")
            self.fields["password"].label = _("Your password, as the clinician beside them")
            self.fields["interpreter"] = forms.CharField(
                label=_("Interpreter, if there was one"), max_length=120, required=False
            )

    @property
    def parts(self) -> list[tuple[Any, BoundField]]:
        """Each element with its tick, in the order it is read."""
        return [
            (element, self[f"element_{element.key}"])
            for element in self.consent.form.wording.elements
        ]

    @property
    def questions(self) -> list[BoundField]:
        return [
            self[f"question_{question.key}"] for question in self.consent.form.wording.questions
        ]

    def acknowledged(self) -> list[str]:
        """Keys of the elements that are ticked on the page."""
        wording = self.consent.form.wording
        return [e.key for e in wording.elements if self.cleaned_data.get(f"element_{e.key}")]

    def answers(self) -> dict[str, str]:
        wording = self.consent.form.wording
        return {q.key: self.cleaned_data.get(f"question_{q.key}", "") for q in wording.questions}

    def point_at(self, details: dict[str, Any]) -> None:
        """Mark what a refusal named, beside the part it is about."""
        for key in details.get("elements", ()):
            self.add_error(f"element_{key}", _("Not ticked yet."))
        for key in details.get("questions", ()):
            self.add_error(f"question_{key}", _("Not answered yet."))


class ReasonForm(forms.Form):
    """Nobody must give a reason."""

    reason = forms.CharField(
        label=_("Why, if you want to say"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AttestForm(forms.Form):
    """The four abilities of capacity; one that is missing asks for a note."""

    understands = forms.BooleanField(
        label=_("Understands what the treatment is, its risks and the alternatives"),
        required=False,
    )
    appreciates = forms.BooleanField(
        label=_("Appreciates that this is about them, here and now"), required=False
    )
    reasons = forms.BooleanField(label=_("Weighs it up with reasons"), required=False)
    expresses_a_choice = forms.BooleanField(
        label=_("Expresses a choice and keeps to it"), required=False
    )
    note = forms.CharField(
        label=_("What the doubt is"),
        help_text=_("Needed when one of the four is not ticked. The consent then does not hold."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    password = forms.CharField(label=_("Your password"), strip=False, widget=PASSWORD)
