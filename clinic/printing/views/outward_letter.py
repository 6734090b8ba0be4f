"""Letters out of one course: the form with what it will tell, those that were written, and each as paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.printing.actions import outward_letter as actions
from clinic.printing.content.outward_letter import SUBSTANCES
from clinic.printing.models import OutwardLetter
from clinic.printing.views.paper import pdf
from patients.eligibility.exclusion import BY_CODE
from patients.models import Course
from patients.views.header import header_of


class LetterForm(forms.Form):
    """To whom, which of the reasons, and what is suggested instead."""

    addressed_to = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("To (name and address)"),
    )
    reasons = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=_("What the recipient needs to know")
    )
    advice = forms.CharField(
        max_length=actions.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("What we suggest"),
    )
    agreed = forms.BooleanField(
        required=False, label=_("The patient agreed to what it says about substances")
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        told = [code for code in course.decision_reasons if code in BY_CODE]
        kwargs["initial"] = {
            "advice": course.decision_note,
            "reasons": [code for code in told if code not in SUBSTANCES],
        }
        super().__init__(*args, **kwargs)
        reasons: Any = self.fields["reasons"]
        reasons.choices = [(code, now(BY_CODE[code].label)) for code in told]
        if not SUBSTANCES & set(told):
            del self.fields["agreed"]


@allow(Permission.SCREENING_SIGN)
def letters(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write one, and read those there are."""
    courses = Course.objects.visible_to(request.user).select_related("patient__site", "site")
    course = get_object_or_404(courses, pk=pk)
    form = LetterForm(request.POST or None, course=course)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(request, actions.write, course, form=form, **form.cleaned_data)
    ):
        return redirect("printing:outward-letters", pk=pk)
    written = OutwardLetter.objects.visible_to(request.user).filter(course=course)
    shown = {
        "course": course,
        "form": form,
        "head": header_of(request, course.patient),
        "letters": written.select_related("written_by").order_by("-created_at"),
    }
    return render(
        request, "printing/outward_letters.html", shown, status=422 if form.errors else 200
    )


@allow(Permission.SCREENING_VIEW)
def paper(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One letter as paper. A header says when its bytes are no longer those that were written."""
    letter = get_object_or_404(OutwardLetter.objects.visible_to(request.user), pk=pk)
    content, is_same = actions.paper_of(letter)
    answer = pdf(content, f"letter-{letter.created_at:%Y-%m-%d}")
    answer["X-Paper"] = "as-written" if is_same else "set-again"
    return answer
