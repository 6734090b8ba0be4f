"""What is typed about weeks, leave, dated hours and visit kinds. Shapes only; rules live in the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from clinic.core import localtime
from clinic.core.localtime import AmbiguousTime, UnclearTime
from clinic.scheduling.actions.working_pattern import WeekRule
from clinic.scheduling.models import (
    Equipment,
    Leave,
    OpeningHours,
    Room,
    VisitKind,
    WorkingPattern,
)
from clinic.scheduling.views.forms import TURNS
from clinic.sites.models import Site

DATE = {"type": "date"}
CLOCK = {"type": "time"}


def _clock(label: Any, **given: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"),
        **given,
    )


class DayForm(forms.Form):
    """One dated exception; both times empty is a closed day."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DATE))
    name = forms.CharField(
        label=_("What is it?"), max_length=60, help_text=_("Such as Thanksgiving.")
    )
    opens = _clock(_("Opens"), help_text=_("Both times empty: closed all day."))
    closes = _clock(_("Closes"))


class LeaveForm(forms.Form):
    """From when to when, by the site's wall; without times whole days, both counted."""

    staff = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("Why"), choices=Leave.Kind.choices)
    since = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DATE))
    since_time = _clock(_("From"), help_text=_("Empty: the whole day."))
    since_turn = forms.ChoiceField(
        label=_("Which of the two?"), choices=TURNS, required=False, widget=forms.HiddenInput
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    until_time = _clock(_("Until"), help_text=_("Empty: the whole day."))
    until_turn = forms.ChoiceField(
        label=_("Which of the two?"), choices=TURNS, required=False, widget=forms.HiddenInput
    )
    here_only = forms.BooleanField(label=_("Away from this site only"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)
    shown_as: ClassVar = {"starts_at": "since", "ends_at": "until"}

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        members = User.objects.active().filter(
            memberships__site=site, memberships__started_at__lte=at, memberships__ended_at=None
        )
        people = members.exclude(memberships__role="PATIENT").distinct().order_by("name")
        self.people = {str(user.pk): user for user in people}
        field = self.fields["staff"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((pk, user.name) for pk, user in self.people.items())]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("since"):
            typed["until"] = typed.get("until") or typed["since"]
            self._read(typed, "since", typed["since"])
            if "until" not in self.errors:
                last = typed["until"]
                end = last if typed.get("until_time") else last + timedelta(days=1)
                self._read(typed, "until", end)
        return typed

    def _read(self, typed: dict[str, Any], edge: str, day: date) -> None:
        """The instant of one edge; midnight where no time is given."""
        clock = typed.get(f"{edge}_time")
        if clock is None:
            typed[f"{edge}_at"] = localtime.day_bounds(day, self.site.timezone)[0]
            return
        turn = typed.get(f"{edge}_turn")
        wall = datetime.combine(day, clock)
        try:
            typed[f"{edge}_at"] = localtime.instant(
                wall, self.site.timezone, localtime.Turn(turn) if turn else None
            )
        except AmbiguousTime as error:
            self.fields[f"{edge}_turn"].widget = forms.RadioSelect(choices=TURNS)
            self.add_error(f"{edge}_turn", str(error))
        except UnclearTime as error:
            self.add_error(f"{edge}_time", str(error))

    def wanted(self) -> dict[str, Any]:
        """What `grant` takes."""
        typed = self.cleaned_data
        return {
            "staff": self.people[typed["staff"]],
            "starts_at": typed["since_at"],
            "ends_at": typed["until_at"],
            "kind": typed["kind"],
            "everywhere": not typed["here_only"],
            "note": typed["note"],
        }


class WeekForm(forms.Form):
    """Two spans for each day and one on call; empty is a day off."""

    SPANS = (("1", False), ("2", False), ("call", True))
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=DATE))

    def __init__(
        self, *args: Any, rules: Iterable[WorkingPattern] = (), today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today
        rules = list(rules)
        for day, label in OpeningHours.Weekday.choices:
            for on_call in (False, True):
                known = [r for r in rules if r.weekday == day and r.on_call == on_call]
                spans = [name for name, called in self.SPANS if called == on_call]
                for number, span in enumerate(spans):
                    now = known[number] if len(known) > number else None
                    for edge, words in (("starts", _("starts")), ("ends", _("ends"))):
                        self.fields[f"{edge}_{day}_{span}"] = _clock(
                            f"{label}, {_('on call') if on_call else ''} {words}".replace(
                                "  ", " "
                            ),
                            initial=getattr(now, edge, None),
                        )

    def days(self) -> list[dict[str, Any]]:
        """For the table: each day with its six boxes."""
        return [
            {
                "label": label,
                "boxes": [
                    self[f"{edge}_{day}_{span}"]
                    for span, _called in self.SPANS
                    for edge in ("starts", "ends")
                ],
            }
            for day, label in OpeningHours.Weekday.choices
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for day, _label in OpeningHours.Weekday.choices:
            for span, _called in self.SPANS:
                starts, ends = (typed.get(f"{edge}_{day}_{span}") for edge in ("starts", "ends"))
                if (starts is None) != (ends is None):
                    empty = "starts" if starts is None else "ends"
                    self.add_error(f"{empty}_{day}_{span}", _("Give both times, or neither."))
        return typed

    def rules(self) -> list[WeekRule]:
        """What `set_week` takes."""
        typed = self.cleaned_data

        def at(edge: str, day: int, span: str) -> time | None:
            found: time | None = typed.get(f"{edge}_{day}_{span}")
            return found

        return [
            WeekRule(day, starts, ends, called)
            for day, _label in OpeningHours.Weekday.choices
            for span, called in self.SPANS
            if (starts := at("starts", day, span)) and (ends := at("ends", day, span))
        ]


class VisitKindForm(forms.Form):
    """How a kind of visit is done at this site."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    recovery_minutes = forms.IntegerField(
        label=_("Recovery, minutes"),
        min_value=0,
        max_value=240,
        help_text=_("Patient and room stay taken this long after the visit."),
    )
    turnover_minutes = forms.IntegerField(
        label=_("Turnover, minutes"),
        min_value=0,
        max_value=240,
        help_text=_("The room alone stays taken this long after that."),
    )
    room_kind = forms.ChoiceField(
        label=_("Room"), required=False, choices=[("", _("Any, or none")), *Room.Kind.choices]
    )
    equipment = forms.MultipleChoiceField(
        label=_("The room must have"),
        choices=Equipment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_offered = forms.BooleanField(label=_("Offered here"), required=False)

    @staticmethod
    def values_of(kind: VisitKind) -> dict[str, Any]:
        """As it is done now."""
        return {name: getattr(kind, name) for name in VisitKindForm.base_fields}
