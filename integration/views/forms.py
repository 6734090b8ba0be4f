"""What is typed on the pages of therapy. Shape only: the rules are the actions'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from integration.models import PreparationTopic, TherapySession

PASSWORD = forms.PasswordInput(attrs={"autocomplete": "current-password"})

HINTS = {
    "EXPECTATIONS": _("What the patient hopes for, and what worries them."),
    "INTENTION": _("What they want to turn to, in their words."),
    "CALMING": _("What helps when it gets too much: a word, music, a hand, to be left alone."),
    "TOUCH": _("What was agreed. Without their own form the answer is no."),
    "LOGISTICS": _("Food, medicines that day, who takes them home, clothes, phone, music."),
}


class Unhurried(forms.CharField):
    """Asked for, and yet the page may be saved without it: the signature is what insists."""

    def validate(self, value: Any) -> None:
        """Empty is fine for now."""


class TopicsForm(forms.Form):
    """The preparation checklist, one box a point."""

    use_required_attribute = False

    def __init__(self, *args: Any, session: TherapySession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = dict(session.topics.values_list("topic", "words"))
        for topic in PreparationTopic.Topic:
            self.fields[topic.value] = Unhurried(
                label=topic.label,
                help_text=HINTS[topic.value],
                initial=said.get(topic.value, ""),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def point_at(self, details: dict[str, Any]) -> None:
        """Mark the points a refusal named."""
        for topic in details.get("topics", ()):
            self.add_error(topic, _("Not talked about yet."))

    @property
    def open_points(self) -> list[BoundField]:
        """Points nothing is written for."""
        return [bound for bound in self if not bound.value()]


class NoteForm(forms.Form):
    body = forms.CharField(required=False, strip=False, widget=forms.Textarea)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CompleteForm(forms.Form):
    password = forms.CharField(label=_("Your password"), strip=False, widget=PASSWORD)


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("What was wrong"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    password = forms.CharField(label=_("Your password"), strip=False, widget=PASSWORD)


class SignNoteForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    password = forms.CharField(label=_("Your password"), strip=False, widget=PASSWORD)


class AddendumForm(forms.Form):
    body = forms.CharField(
        label=_("What is added"), strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    password = forms.CharField(label=_("Your password"), strip=False, widget=PASSWORD)


class GoalForm(forms.Form):
    words = forms.CharField(label=_("A goal, in the patient’s words"), max_length=300)


class RateForm(forms.Form):
    score = forms.IntegerField(label=_("0 not at all, 10 there"), min_value=0, max_value=10)
