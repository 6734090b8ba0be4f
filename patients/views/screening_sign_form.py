"""What a prescriber is asked beside the signature under a screening."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from patients.eligibility.exclusion import ABSOLUTE, RELATIVE
from patients.models import Course, CourseStatus, PauseReason, Screening, StopReason
from patients.views.course_forms import DAY, clinicians_at

_Outcome, _Then = Screening.Outcome, Screening.Then
# Only asked when treatment is planned or under way.
_UNDER_WAY = ("then", "pause_reason", "owner", "stop_reason")


class SignForm(forms.Form):
    """What was decided, what of the new was read, and the password beside the signature."""

    read = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("I have read what is new")
    )
    outcome = forms.ChoiceField(
        choices=_Outcome.choices, widget=forms.RadioSelect, label=_("Decision")
    )
    note = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What is waited for, or where the patient goes"),
    )
    review_on = forms.DateField(required=False, widget=DAY, label=_("If not now, look again on"))
    reasons = forms.MultipleChoiceField(
        choices=[(row.code, row.label) for row in ABSOLUTE + RELATIVE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Reasons, if not eligible"),
    )
    then = forms.ChoiceField(
        choices=_Then.choices,
        required=False,
        widget=forms.RadioSelect,
        label=_("What becomes of the course"),
        help_text=_("Visits for doses are called off. Questionnaires and calls go on."),
    )
    pause_reason = forms.ChoiceField(
        choices=[("", "---------"), *PauseReason.choices],
        required=False,
        label=_("It waits because of"),
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("Who looks after it")
    )
    stop_reason = forms.ChoiceField(
        choices=StopReason.choices,
        required=False,
        initial=StopReason.NEW_CONTRAINDICATION,
        label=_("It ends because of"),
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
    )

    def __init__(
        self,
        *args: Any,
        news: list[tuple[str, str]],
        course: Course,
        user: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if news:
            fields["read"].choices = news
            fields["read"].required = True
        else:
            del fields["read"]
        may_wait = CourseStatus.DEFERRED in Course.MOVES[CourseStatus(course.status)]
        if not may_wait:
            kept = [each for each in _Outcome.choices if each[0] != _Outcome.DEFERRED]
            fields["outcome"].choices = kept
        if course.may_be_declined:
            for name in _UNDER_WAY:
                del fields[name]
        else:
            self._ask_what_becomes_of(course, user)

    def _ask_what_becomes_of(self, course: Course, user: User) -> None:
        fields: dict[str, Any] = self.fields
        fields["note"].label = _("Where the patient goes, and what happens next")
        fields["review_on"].label = _("If it waits, look again on")
        if course.status == CourseStatus.PAUSED:
            fields["then"].help_text = _("It is paused already. Waiting, it stays as it is.")
            for name in ("pause_reason", "owner", "review_on"):
                del fields[name]
            return
        fields["owner"].queryset = clinicians_at(course.site_id, user)
        fields["owner"].label_from_instance = lambda each: each.actor_label
        self.initial.setdefault("owner", user.pk)

    @property
    def shown_as(self) -> dict[str, str]:
        """The pause and the stop each call their reason ``reason``."""
        ends = self.cleaned_data.get("then") == _Then.DISCONTINUE
        return {"reason": "stop_reason" if ends else "pause_reason"}

    def decision(self) -> dict[str, Any]:
        """What ``sign`` takes besides the proof of the password."""
        said = {key: value for key, value in self.cleaned_data.items() if key != "password"}
        reasons = {
            _Then.PAUSE: said.pop("pause_reason", ""),
            _Then.DISCONTINUE: said.pop("stop_reason", ""),
        }
        if said["outcome"] != _Outcome.INELIGIBLE:
            for name in ("then", "owner"):
                said.pop(name, None)
        if then := said.get("then"):
            said["because"] = reasons[then]
        return said


class BecauseForm(forms.Form):
    because = forms.CharField(max_length=240, label=_("Why"))
