"""The registry of forms: reading them, writing the next version, taking one out of use."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.localtime import day_bounds
from consent.actions import form as actions
from consent.models import ConsentForm
from consent.wording import Element, Question

LONG = forms.Textarea(attrs={"rows": 4})


class NextForm(forms.Form):
    """The wording of an edition, to be changed: a part left empty is left out, one more may be added."""

    jurisdiction = forms.RegexField(
        r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
        label=_("Place"),
        help_text=_("US for the nation, US-NM for one state. The nearer one wins."),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(label=_("What stands above the parts"), widget=LONG)

    def __init__(self, *args: Any, like: ConsentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.like = like
        for number, element in enumerate((*like.wording.elements, Element("added", "", "")), 1):
            self._add(f"heading_{element.key}", _part(number, _("heading")), element.heading, None)
            self._add(f"text_{element.key}", _part(number, _("text")), element.text, LONG)
        for number, question in enumerate((*like.wording.questions, Question("added", "")), 1):
            label = format_lazy("{} {}", _("Asked back"), number)
            self._add(f"question_{question.key}", label, question.text, None)
        self._add("meaning", _("What signing says"), like.meaning, LONG, required=True)
        self.fields["effective_on"] = forms.DateField(
            label=_("In effect from"),
            required=False,
            help_text=_("Empty: now."),
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        self.fields["material"] = forms.BooleanField(
            label=_("Earlier signatures stop counting"), required=False, initial=True
        )
        self.fields["grace_days"] = forms.IntegerField(
            label=_("Days until they stop"), initial=0, help_text=_("0 to 14; 0 for safety.")
        )
        self._add("reviewed_by", _("Counsel or director who read it"), "", None)
        for name in ("jurisdiction", "title", "body"):
            self.fields[name].initial = getattr(like, name)

    def _add(
        self, name: str, label: Any, initial: str, widget: Any, *, required: bool = False
    ) -> None:
        self.fields[name] = forms.CharField(
            label=label, initial=initial, required=required, widget=widget
        )

    def elements(self) -> list[Element]:
        """The parts that have any words, the added one last under a key not yet used."""
        keys = [element.key for element in self.like.wording.elements]
        found = [self._element(key, key) for key in keys]
        found.append(self._element("added", _free("part", keys)))
        return [element for element in found if element.heading or element.text]

    def _element(self, name: str, key: str) -> Element:
        typed = self.cleaned_data
        return Element(key, typed[f"heading_{name}"].strip(), typed[f"text_{name}"].strip())

    def questions(self) -> list[Question]:
        keys = [question.key for question in self.like.wording.questions]
        found = [(key, self.cleaned_data[f"question_{key}"]) for key in keys]
        found.append((_free("question", keys), self.cleaned_data["question_added"]))
        return [Question(key, text.strip()) for key, text in found if text.strip()]


def _part(number: int, what: Any) -> Any:
    return format_lazy("{} {}, {}", _("Part"), number, what)


def _free(stem: str, taken: list[str]) -> str:
    return next(name for n in range(1, 1000) if (name := f"{stem}_{n}") not in taken)


@allow(Permission.CONSENT_FORM_PUBLISH)
def forms_list(request: SignedInRequest) -> HttpResponse:
    """Every edition, the newest of each form first."""
    rows = list(
        ConsentForm.objects.visible_to(request.user).order_by("type", "jurisdiction", "-edition")
    )
    now = clock.now()
    samples = sum(1 for row in rows if row.is_sample and row.facts.usable(now))
    return render(request, "consent/forms.html", {"forms": rows, "samples": samples})


@allow(Permission.CONSENT_FORM_PUBLISH)
def form(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(ConsentForm.objects.visible_to(request.user), pk=pk)
    may = request.user.may(Permission.CONSENT_FORM_PUBLISH, None)
    return render(request, "consent/form.html", {"form": found, "may_publish": may})


@allow(Permission.CONSENT_FORM_PUBLISH)
def form_next(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The next edition, begun from this one's words."""
    like = get_object_or_404(ConsentForm.objects.visible_to(request.user), pk=pk)
    typed = NextForm(request.POST or None, like=like)
    if request.method == "POST" and typed.is_valid():
        tried = _publish(request, typed)
        if tried.result is not None:
            return redirect("consent:form", pk=tried.result.pk)
    return render(
        request,
        "consent/form_next.html",
        {"form": typed, "like": like},
        status=422 if typed.errors else 200,
    )


def _publish(request: SignedInRequest, typed: NextForm) -> Any:
    data, like = typed.cleaned_data, typed.like
    day = data["effective_on"]
    starts_at = day_bounds(day, site_here(request).timezone)[0] if day else None
    return attempt(
        request,
        actions.publish,
        form=typed,
        type=like.type,
        title=data["title"],
        body=data["body"],
        elements=typed.elements(),
        questions=typed.questions(),
        meaning=data["meaning"],
        routes=like.routes,
        jurisdiction=data["jurisdiction"],
        language=like.language,
        effective_from=starts_at,
        material=data["material"],
        grace_days=data["grace_days"],
        reviewed_by=data["reviewed_by"],
    )


@require_POST
@allow(Permission.CONSENT_FORM_PUBLISH)
def form_retire(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Out of use: what was signed on it stops counting."""
    found = get_object_or_404(ConsentForm.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.retire, found)
    if tried.error is not None:
        messages.error(request, tried.error.sentence)
    return redirect("consent:form", pk=pk)
