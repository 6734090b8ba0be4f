"""One result, or one sitting's worth of them: the boxes that fit the kind, and when it was taken."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.sites.models import Site
from patients.eligibility.result_kinds import (
    BY_KIND,
    CHEMISTRY,
    RESULTS,
    VITALS,
    Answered,
    ResultKind,
)
from patients.models import TestResult
from patients.views.workup.forms import DAY, choice, radio

PANELS = {"vitals": VITALS, "chemistry": (*CHEMISTRY, "EGFR")}


class TakenForm(forms.Form):
    """When it was taken. Without a time, today means now and an earlier day its beginning."""

    shown_as: ClassVar = {"taken_at": "taken_on"}

    taken_on = forms.DateField(widget=DAY, label=_("Taken on"))
    taken_time = forms.TimeField(
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        label=_("At (clinic time)"),
    )
    made_by = forms.CharField(max_length=120, required=False, label=_("Laboratory or practice"))

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {"taken_on": site.today(at), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.site, self.at = site, at

    def taken_at(self) -> datetime:
        """The instant, never later than the day's beginning says: a result counts as old as it may be."""
        day, clock = self.cleaned_data["taken_on"], self.cleaned_data.get("taken_time")
        if clock is None and day == self.site.today(self.at):
            return self.at
        wall = datetime.combine(day, clock or time.min, tzinfo=self.site.zone)
        # A time typed for this very minute is now, not some seconds ahead.
        return min(wall, self.at) if wall - self.at < timedelta(minutes=1) else wall


class ResultForm(TakenForm):
    """One test. Which boxes there are depends on its kind."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = BY_KIND[kind]
        self.fields |= _fields_of(self.kind)
        self.fields["detail"] = forms.CharField(
            max_length=500, required=False, label=_("What was found, in words")
        )
        self.order_fields(["value", "second", "unit", "again", "result", "low", "high", "detail"])

    def said(self) -> dict[str, Any]:
        """As the verb reads it."""
        data = self.cleaned_data
        said = {name: data[name] for name in _NAMES if data.get(name) not in {None, ""}}
        return {**said, "made_by": data["made_by"], "taken_at": self.taken_at()}


_NAMES = ("value", "second", "unit", "again", "result", "low", "high", "detail")


def number(label: Any, **more: Any) -> forms.DecimalField:
    """A box for a measured number."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(label=label, max_digits=8, decimal_places=2, widget=widget, **more)


def unit_of(kind: ResultKind) -> forms.ChoiceField:
    """The unit, chosen for you only where there is no other."""
    units = [(unit, unit) for unit in kind.units]
    if len(units) == 1:
        return choice(_("Unit"), units)
    return choice(_("Unit"), units, empty=_("Choose"))


def _fields_of(kind: ResultKind) -> dict[str, forms.Field]:
    if kind.answered in RESULTS:
        words = TestResult.Result
        choices = [(one.value, words(one.value).label) for one in RESULTS[kind.answered]]
        return {"result": radio(_("Result"), choices)}
    found: dict[str, forms.Field] = {"value": number(_("Value"))}
    if kind.answered is Answered.PRESSURE:
        found = {"value": number(_("Systolic")), "second": number(_("Diastolic"))}
    found["unit"] = unit_of(kind)
    if kind.code == "WEIGHT":
        again = _("The same number once more")
        asked = _("Asked for a weight that is hard to believe.")
        found["again"] = number(again, required=False, help_text=asked)
    elif kind.code not in VITALS:
        found["low"] = number(_("Laboratory's range from"), required=False)
        found["high"] = number(_("to"), required=False)
    return found


class PanelForm(TakenForm):
    """Several results of one sitting; an empty box was not measured."""

    def __init__(self, *args: Any, panel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [BY_KIND[code] for code in PANELS[panel]]
        for kind in self.kinds:
            self.fields |= self._boxes(kind)

    def _boxes(self, kind: ResultKind) -> dict[str, forms.Field]:
        code, label = kind.code, TestResult.Kind(kind.code).label
        found: dict[str, forms.Field] = {f"{code}-value": number(label, required=False)}
        if kind.answered is Answered.PRESSURE:
            found[f"{code}-value"].label = _("Systolic blood pressure")
            found[f"{code}-second"] = number(_("Diastolic"), required=False)
        found[f"{code}-unit"] = unit_of(kind)
        found[f"{code}-unit"].required = False
        if code == "WEIGHT":
            found["WEIGHT-again"] = number(_("Weight once more"), required=False)
        if code in PANELS["chemistry"]:
            found[f"{code}-high"] = number(_("Its upper limit"), required=False)
        return found

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The boxes by test, for the page."""
        return [
            [self[name] for name in self.fields if name.startswith(f"{kind.code}-")]
            for kind in self.kinds
        ]

    def said(self) -> dict[str, dict[str, Any]]:
        """By kind, only what was measured."""
        found: dict[str, dict[str, Any]] = {}
        for kind in self.kinds:
            if self.cleaned_data.get(f"{kind.code}-value") is None:
                continue
            found[kind.code] = {
                name: said
                for name in ("value", "second", "unit", "again", "high")
                if isinstance(said := self.cleaned_data.get(f"{kind.code}-{name}"), Decimal | str)
            }
        return found
