"""The other forms of a session: order, override, drug, vital signs, going home, waste."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.core import localtime
from clinic.core.ids import uuid7
from clinic.drug_log.models import Lot, Product
from sessions.dosing.reading import Sign
from sessions.models import AdverseEvent, Effect, EffectCode, Term, VitalSigns
from sessions.views.moments import WallForm, WallMomentField
from sessions.views.yes_no import yes_no


class SentForm(forms.Form):
    """Carries the id of the row it makes, so that pressing twice makes one."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid7())

    def clean_client_id(self) -> UUID:
        """The device's id; a page without script gets a fresh one."""
        given: UUID | None = self.cleaned_data["client_id"]
        return given or uuid7()


class LotForm(forms.Form):
    """A choice among the lots of the ordered product."""

    lot = forms.ModelChoiceField(label=_("Lot"), queryset=Lot.objects.none())

    def __init__(self, *args: Any, lots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lot"]
        field.queryset = lots  # type: ignore[attr-defined]
        field.label_from_instance = _lot_words  # type: ignore[attr-defined]
        only = list(lots[:2])
        if len(only) == 1:
            self.initial.setdefault("lot", only[0].pk)


def _lot_words(lot: Lot) -> str:
    left = getattr(lot, "balance", None)
    words = f"{lot.lot_number}, {lot.product.name}"
    return words if left is None else f"{words}, {left} {lot.unit}"


class GiveForm(LotForm, SentForm):
    body_site = forms.CharField(label=_("Where on the body"), max_length=80, required=False)


class OrderForm(forms.Form):
    product = forms.ModelChoiceField(label=_("Product"), queryset=Product.objects.none())
    mg_per_kg = forms.DecimalField(label=_("mg/kg"), required=False, min_value=0)
    mg = forms.DecimalField(label=_("or mg"), required=False, min_value=0)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=240)
    diluent_ml = forms.DecimalField(label=_("Diluent, mL"), required=False, min_value=0)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, products: Any, infusion: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products  # type: ignore[attr-defined]
        self.fields["product"].label_from_instance = lambda product: product.name  # type: ignore[attr-defined]
        if not infusion:
            del self.fields["minutes"], self.fields["diluent_ml"]


class OverrideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is this safe today?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both names go on the record. It holds for this session only."),
    )
    password = forms.CharField(label=_("Your password"), widget=forms.PasswordInput)


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("Why"), max_length=240)


class HoldForm(BecauseForm):
    recheck_minutes = forms.IntegerField(
        label=_("Look again in, minutes"), min_value=1, initial=15
    )


class VitalsForm(SentForm):
    """Eight boxes and the signs. An empty box is empty."""

    sbp = forms.IntegerField(label=_("BP sys"), required=False)
    dbp = forms.IntegerField(label=_("BP dia"), required=False)
    hr = forms.IntegerField(label=_("HR"), required=False)
    spo2 = forms.IntegerField(label=_("SpO₂ %"), required=False)
    rr = forms.IntegerField(label=_("RR"), required=False)
    moaas = forms.IntegerField(label=_("MOAA/S"), required=False)
    dissociation = forms.IntegerField(label=_("Dissoc."), required=False)
    nausea = forms.IntegerField(label=_("Nausea"), required=False)
    temperature = forms.DecimalField(label=_("Temp. °C"), required=False)
    signs = forms.MultipleChoiceField(
        label=_("Signs"),
        choices=[
            (Sign.CHEST_PAIN.value, _("Chest pain")),
            (Sign.SEVERE_HEADACHE.value, _("Severe headache")),
            (Sign.VISUAL_OR_FOCAL.value, _("Vision or weakness")),
            (Sign.SYNCOPE.value, _("Fainted")),
            (Sign.IRREGULAR_PULSE.value, _("Irregular pulse")),
            (Sign.DISTRESS.value, _("In distress")),
            (Sign.SUICIDAL_STATEMENT.value, _("Spoke of suicide")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    signs_asked = forms.BooleanField(label=_("Asked about signs"), required=False)
    # From a tablet that sends later what was taken then; empty says now.
    taken_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    BOXES = ("sbp", "dbp", "hr", "spo2", "rr", "moaas", "dissociation", "nausea")

    def wanted(self) -> dict[str, Any]:
        """What `vital_signs.record` takes."""
        typed = dict(self.cleaned_data)
        signs, asked = typed.pop("signs"), typed.pop("signs_asked")
        client_id, taken_at = typed.pop("client_id"), typed.pop("taken_at")
        return {
            "client_id": client_id,
            "taken_at": taken_at,
            "signs": list(signs) if signs or asked else None,
            "numbers": typed,
        }


class RateForm(SentForm):
    rate_ml_per_h = forms.DecimalField(label=_("Rate, mL/h"), min_value=0)


class StopForm(SentForm):
    because = forms.CharField(label=_("Why early"), max_length=240, required=False)


class RescueForm(SentForm):
    medicine = forms.CharField(label=_("Medicine, dose, way"), max_length=120)


class EffectForm(SentForm):
    code = forms.ChoiceField(choices=EffectCode.choices)
    intensity = forms.ChoiceField(
        label=_("How strong"), choices=Effect.Intensity.choices, required=False
    )
    words = forms.CharField(label=_("In a few words"), max_length=120, required=False)


class AdverseEventForm(WallForm, SentForm):
    term = forms.ChoiceField(label=_("What"), choices=Term.choices)
    grade = forms.TypedChoiceField(
        label=_("Grade"),
        choices=[
            (1, _("1 mild")),
            (2, _("2 moderate")),
            (3, _("3 severe")),
            (4, _("4 life-threatening")),
            (5, _("5 death")),
        ],
        coerce=int,
    )
    onset_at = WallMomentField(label=_("Began"))
    serious = forms.BooleanField(label=_("Serious"), required=False)
    elicitation = forms.ChoiceField(
        label=_("How it came up"), choices=AdverseEvent.Elicitation.choices
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=AdverseEvent.Outcome.choices)
    treatment = forms.CharField(label=_("What was done"), max_length=500, required=False)
    verbatim = forms.CharField(label=_("In the patient's words"), max_length=500, required=False)


POINTS = [(2, "2"), (1, "1"), (0, "0")]


class DischargeForm(forms.Form):
    """Ten items and eight answers on top of one set of vital signs."""

    ALDRETE = (
        ("a0", _("Moves all limbs")),
        ("a1", _("Breathes deeply, coughs")),
        ("a2", _("BP within 20 % of baseline")),
        ("a3", _("Fully awake")),
        ("a4", _("Saturation over 92 % on room air")),
    )
    PADSS = (
        ("p0", _("Vital signs within 20 %")),
        ("p1", _("Steady walk, oriented")),
        ("p2", _("Pain and nausea slight")),
        ("p3", _("Injection or cannula site dry")),
        ("p4", _("Drinks, passes urine")),
    )
    vital_signs = forms.ModelChoiceField(
        label=_("Set of vital signs"), queryset=VitalSigns.objects.none()
    )
    oriented = yes_no(_("Knows who, where and when"))
    steady_gait = yes_no(_("Walks steadily"))
    nausea_controlled = yes_no(_("Nausea under control"))
    can_drink = yes_no(_("Can drink"))
    no_suicidal_intent = yes_no(_("No new suicidal intent"))
    escort_matched = yes_no(_("The person here is the escort on record"))
    instructions_given = yes_no(_("Written instructions given"))
    no_driving_acknowledged = yes_no(_("Agreed: no driving before tomorrow, after a good sleep"))

    def __init__(self, *args: Any, sets: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vital_signs"].queryset = sets  # type: ignore[attr-defined]
        self.fields["vital_signs"].label_from_instance = lambda row: _set_words(row, zone)  # type: ignore[attr-defined]
        for name, label in (*self.ALDRETE, *self.PADSS):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=POINTS, coerce=int, widget=forms.RadioSelect
            )

    def wanted(self) -> dict[str, Any]:
        """What `discharge.record` takes besides the escort."""
        typed = dict(self.cleaned_data)
        return {
            "aldrete": [typed.pop(name) for name, _label in self.ALDRETE],
            "padss": [typed.pop(name) for name, _label in self.PADSS],
            **typed,
        }


def _set_words(row: VitalSigns, zone: str) -> str:
    clock = localtime.clock_text(row.taken_at, zone)
    return f"{clock}: {row.sbp}/{row.dbp}, MOAA/S {row.moaas}, {row.dissociation}"


class LeftEarlyForm(forms.Form):
    note = forms.CharField(label=_("How and why the patient left"), max_length=500)
    prescriber_called = forms.BooleanField(label=_("The prescriber was called"))


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Where to, and why"), max_length=500)


class WasteForm(LotForm):
    quantity = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2)
    reason = forms.CharField(label=_("Why"), max_length=240)
