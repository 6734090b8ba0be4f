"""The terms of a policy as a form: one box for each number, with its unit, its bounds and its source."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.core.errors import DomainError
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from clinic.policy.terms.term import TermLine

SELECT = {"class": "form-select form-select-sm"}
YES_NO = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]


@dataclass(frozen=True)
class Row:
    """One term as the page shows it: its value in words, its box while drafting, and what it was."""

    line: TermLine
    value: str
    field: Any = None
    was: str = ""


@dataclass(frozen=True)
class Group:
    """The rows of one part; `route` is set where the part is a route that can be left out."""

    label: str
    rows: list[Row]
    route: str = ""
    offered: Any = None


class TermsForm(forms.Form):
    """Boxes named by the terms' dotted paths. What is typed is checked by the policy itself."""

    note = forms.CharField(
        label=gettext_lazy("What changed and why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, policy: ClinicalPolicy, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = _with_every_route(policy)
        self.lines = {line.path: line for line in self.policy.describe()}
        for path, line in self.lines.items():
            self.fields[path] = _box(line)
        for route in self.policy.routes:
            self.fields[f"offer.{route}"] = forms.BooleanField(
                label=_("Offered here"), required=False, initial=route in policy.routes
            )

    def take(self, error: DomainError) -> None:
        """Put each sentence of a refusal beside the box it is about; the rest above the form."""
        for sentence in getattr(error.__cause__, "sentences", [error.sentence]):
            path, _colon, words = sentence.partition(": ")
            if path in self.fields:
                self.add_error(path, words)
            else:
                self.add_error(None, sentence)

    def terms(self) -> dict[str, Any]:
        """The whole policy as typed, for `adjust`."""
        terms = copy.deepcopy(self.policy.to_dict())
        for path, line in self.lines.items():
            *way, last = path.split(".")
            part = terms
            for step in way:
                part = part[step]
            part[last] = _typed(line, self.cleaned_data[path])
        for route in self.policy.routes:
            if not self.cleaned_data[f"offer.{route}"]:
                del terms["routes"][route]
        return terms


def rows_of(
    shown: ClinicalPolicy | None, in_force: PolicyVersion | None, form: TermsForm | None
) -> list[Group]:
    """Every part with its terms; in a draft, what differs from the version in force says what it was."""
    policy = form.policy if form else shown
    if policy is None:
        return []
    before = (
        {line.path: in_words(line.value) for line in in_force.policy.describe()}
        if in_force
        else {}
    )
    groups: dict[str, Group] = {}
    for line in policy.describe():
        key, label, route = _part(policy, line.path)
        offered = form[f"offer.{route}"] if form and route else None
        group = groups.setdefault(key, Group(label, [], route, offered))
        value = in_words(line.value)
        was = before.get(line.path, "") if form else ""
        field = form[line.path] if form else None
        group.rows.append(Row(line, value, field, was if was != value else ""))
    return list(groups.values())


def in_words(value: Any) -> str:
    """A term's value as a person reads it. Doses carry no trailing zero."""
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, tuple):
        return ", ".join(in_words(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _part(policy: ClinicalPolicy, path: str) -> tuple[str, str, str]:
    top, *rest = path.split(".")
    if top == "routes":
        part: Any = policy.routes[rest[0]]
        return f"routes.{rest[0]}", f"{_(part.LABEL)} ({rest[0]})", rest[0]
    part = getattr(policy, top)
    return top, str(_(part.LABEL)), ""


def _with_every_route(policy: ClinicalPolicy) -> ClinicalPolicy:
    """A route left out is shown with its shipped numbers, so that it can be offered again."""
    routes = {**ClinicalPolicy().routes, **policy.routes}
    return ClinicalPolicy.from_dict(
        {**policy.to_dict(), "routes": {name: part.to_dict() for name, part in routes.items()}}
    )


def _box(line: TermLine) -> forms.Field:
    initial: Any = in_words(line.value)
    if isinstance(line.value, bool):
        initial = "yes" if line.value else "no"
        return forms.ChoiceField(
            label=line.label, choices=YES_NO, initial=initial, widget=forms.Select(SELECT)
        )
    if line.choices and not isinstance(line.value, tuple):
        choices = [(one, one) for one in line.choices]
        return forms.ChoiceField(
            label=line.label, choices=choices, initial=initial, widget=forms.Select(SELECT)
        )
    return forms.CharField(
        label=line.label,
        required=False,
        initial=initial,
        max_length=200,
        widget=forms.TextInput({"class": "form-control form-control-sm", "autocomplete": "off"}),
    )


def _typed(line: TermLine, text: str) -> Any:
    """As the policy's strict reading wants it; what does not fit, it says itself, with the path."""
    if isinstance(line.value, bool):
        return text == "yes"
    if isinstance(line.value, tuple):
        return [one.strip() for one in text.split(",") if one.strip()]
    return text.strip() or None
