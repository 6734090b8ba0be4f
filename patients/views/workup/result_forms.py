"""One result, or one sitting's worth of them: the boxes that fit the kind, and when it was taken."""

from __future__ import annotations

from datetime import datetime, time, timedelta
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
        if "value" in said:
            said.setdefault("unit", self.kind.unit)
        return {**said, "made_by": data["made_by"], "taken_at": self.taken_at()}


_NAMES = ("value", "second", "unit", "again", "result", "low", "high", "detail")


def number(label: Any, **more: Any) -> forms.DecimalField:
    """A box for a measured number."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(label=label, max_digits=8, decimal_places=2, widget=widget, **more)


def unit_of(kind: ResultKind, **more: Any) -> dict[str, forms.Field]:
    """The unit, to be chosen where there are several; never chosen for anybody."""
    if len(kind.units) == 1:
        return {}
    units = [(unit, unit) for unit in kind.units]
    return {"unit": choice(_("Unit"), units, empty=_("Choose"), **more)}


def in_unit(label: Any, kind: ResultKind) -> str:
    """The label of a box, with the unit where there is only one."""
    return f"{label}, {kind.unit}" if len(kind.units) == 1 else str(label)


def _fields_of(kind: ResultKind) -> dict[str, forms.Field]:
    if kind.answered in RESULTS:
        words = TestResult.Result
        choices = [(one.value, words(one.value).label) for one in RESULTS[kind.answered]]
        return {"result": radio(_("Result"), choices)}
    found: dict[str, forms.Field] = {"value": number(in_unit(_("Value"), kind))}
    if kind.answered is Answered.PRESSURE:
        systolic, diastolic = in_unit(_("Systolic"), kind), in_unit(_("Diastolic"), kind)
        found = {"value": number(systolic), "second": number(diastolic)}
    found |= unit_of(kind)
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
        code, label = kind.code, in_unit(TestResult.Kind(kind.code).label, kind)
        found: dict[str, forms.Field] = {"value": number(label, required=False)}
        if kind.answered is Answered.PRESSURE:
            systolic, diastolic = _("Systolic blood pressure"), _("Diastolic")
            found = {
                "value": number(in_unit(systolic, kind), required=False),
                "second": number(in_unit(diastolic, kind), required=False),
            }
        found |= unit_of(kind, required=False)
        if code == "WEIGHT":
            found["again"] = number(_("Weight once more"), required=False)
        if code in PANELS["chemistry"]:
            found["high"] = number(_("Its upper limit"), required=False)
        return {f"{code}-{name}": box for name, box in found.items()}

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
            said = {
                name: self.cleaned_data.get(f"{kind.code}-{name}")
                for name in ("value", "second", "unit", "again", "high")
            }
            found[kind.code] = {name: one for name, one in said.items() if one not in {None, ""}}
            if len(kind.units) == 1:
                found[kind.code]["unit"] = kind.unit
        return found
