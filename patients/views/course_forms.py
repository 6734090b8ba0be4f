"""What each move of a course asks for on its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User, UserQuerySet
from clinic.accounts.roles import CLINICAL_ROLES
from patients.eligibility.exclusion import CATALOGUE
from patients.models import ContactAttempt, Course, PauseReason, Protocol, StopReason

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LINES = forms.Textarea(attrs={"rows": 3})


def clinicians_at(site_id: UUID, user: User) -> UserQuerySet:
    """Who may look after a paused course, as far as this person may know of them."""
    found: UserQuerySet = (
        User.objects.visible_to(user)
        .active()
        .filter(
            memberships__site_id=site_id,
            memberships__role__in=CLINICAL_ROLES,
            memberships__ended_at=None,
        )
        .distinct()
        .order_by("name")
    )
    return found


class CourseForm(forms.Form):
    """A form that knows its course."""

    def __init__(self, *args: Any, course: Course, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course, self.user = course, user


class NoteForm(CourseForm):
    note = forms.CharField(max_length=1000, required=False, widget=LINES, label=_("Note"))


class NothingForm(CourseForm):
    pass


class PlanForm(CourseForm):
    protocol = forms.ModelChoiceField(Protocol.objects.none(), label=_("Plan"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan: Any = self.fields["protocol"]
        offered = Protocol.objects.visible_to(self.user).offered_at(self.course.site_id)
        plan.queryset = offered.order_by("name")
        plan.label_from_instance = lambda protocol: str(_(protocol.name))


class AttemptForm(CourseForm):
    means = forms.ChoiceField(choices=ContactAttempt.Means.choices, label=_("How"))
    reached = forms.BooleanField(required=False, label=_("The patient answered"))
    note = forms.CharField(max_length=240, required=False, label=_("Note"))


class DeferForm(CourseForm):
    note = forms.CharField(max_length=1000, widget=LINES, label=_("What is waited for"))
    review_on = forms.DateField(widget=DAY, label=_("Look again on"))


class DeclineForm(CourseForm):
    reasons = forms.MultipleChoiceField(
        choices=[(row.code, row.label) for row in CATALOGUE],
        widget=forms.CheckboxSelectMultiple,
        label=_("Reasons"),
    )
    note = forms.CharField(max_length=1000, widget=LINES, label=_("Where the patient goes now"))


class PauseForm(CourseForm):
    reason = forms.ChoiceField(choices=PauseReason.choices, label=_("Why"))
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who looks after it"))
    review_on = forms.DateField(widget=DAY, label=_("Look again on"))
    note = forms.CharField(max_length=500, required=False, widget=LINES, label=_("Note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = clinicians_at(self.course.site_id, self.user)
        owner.label_from_instance = lambda user: user.actor_label


class DiscontinueForm(CourseForm):
    reason = forms.ChoiceField(choices=StopReason.choices, label=_("Main reason"))
    also = forms.MultipleChoiceField(
        choices=StopReason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Also"),
    )
    note = forms.CharField(max_length=1000, required=False, widget=LINES, label=_("Note"))


class CompleteForm(CourseForm):
    refused_measures = forms.CharField(
        max_length=500,
        required=False,
        label=_("Last scores refused"),
        help_text=_("Only if the patient did not want to answer: say so here."),
    )
    note = forms.CharField(max_length=400, required=False, widget=LINES, label=_("Note"))


class CloseFollowUpForm(CourseForm):
    opted_out = forms.BooleanField(required=False, label=_("The patient wants no more questions"))
