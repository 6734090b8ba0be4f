"""The forms of the checks before a dose: shape only, one class a kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import CheckKind, DosingSession
from sessions.views.medications_form import MedicationsForm
from sessions.views.moments import WallForm, WallMomentField
from sessions.views.yes_no import YES_NO, yes_no


class WeightForm(WallForm):
    weight = forms.DecimalField(label=_("Weight"), min_value=0, max_digits=6, decimal_places=2)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("kg", "kg"), ("lb", "lb")])
    again = forms.DecimalField(
        label=_("Weight once more"),
        required=False,
        help_text=_("Asked for a first weight, and after a jump of more than a tenth."),
    )
    height_cm = forms.DecimalField(label=_("Height in cm"), required=False)


class SaturationForm(WallForm):
    spo2 = forms.IntegerField(label=_("Usual saturation, %"))
    why = forms.CharField(label=_("Where it is documented"), max_length=200)


class IntakeForm(WallForm):
    solids_at = WallMomentField(label=_("Last solid food"), required=False)
    fatty = forms.TypedChoiceField(
        label=_("Was it a fatty meal?"),
        choices=[("", _("Nobody knows")), *YES_NO],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    liquids_at = WallMomentField(label=_("Last drink"), required=False)


class PregnancyForm(WallForm):
    result = forms.ChoiceField(
        label=_("Urine test"),
        choices=[
            ("NEGATIVE", _("Negative")),
            ("POSITIVE", _("Positive")),
            ("REFUSED", _("Refused")),
        ],
        widget=forms.RadioSelect,
    )
    tested_at = WallMomentField(label=_("Tested"), required=False, help_text=_("Empty: just now."))


class SobrietyForm(WallForm):
    no_signs = yes_no(_("I see no sign of intoxication"))
    alcohol_at = WallMomentField(label=_("Last alcohol"), required=False)
    alcohol_long_ago = forms.BooleanField(label=_("No alcohol in the last week"), required=False)
    cannabis_at = WallMomentField(label=_("Last cannabis"), required=False)
    cannabis_long_ago = forms.BooleanField(label=_("No cannabis in the last week"), required=False)
    breath = forms.ChoiceField(
        label=_("Breath alcohol"),
        choices=[("", _("Not tested")), ("NEGATIVE", _("Negative")), ("POSITIVE", _("Positive"))],
        required=False,
    )


class MentalStateForm(WallForm):
    psychotic = yes_no(_("Psychotic signs today"))
    manic = yes_no(_("Manic signs today"))


class ReadBackForm(WallForm):
    mg = forms.DecimalField(label=_("Dose in the syringe, mg"))
    strength = forms.DecimalField(label=_("Strength on the label, mg per mL or piece"))
    route = forms.ChoiceField(
        label=_("Route"),
        choices=[
            ("IV", _("Into a vein")),
            ("IM", _("Into a muscle")),
            ("SL_RDT", _("Tablet in the mouth")),
            ("SL_TROCHE", _("Troche in the mouth")),
        ],
    )


class TimeOutForm(ReadBackForm):
    name_and_birth_date = yes_no(_("The patient said name and birth date, and both are right"))
    field_order = ("name_and_birth_date", "mg", "strength", "route")


FORMS: dict[CheckKind, type[WallForm]] = {
    CheckKind.WEIGHT: WeightForm,
    CheckKind.SATURATION: SaturationForm,
    CheckKind.INTAKE: IntakeForm,
    CheckKind.PREGNANCY: PregnancyForm,
    CheckKind.SOBRIETY: SobrietyForm,
    CheckKind.MENTAL_STATE: MentalStateForm,
    CheckKind.MEDICATIONS: MedicationsForm,
    CheckKind.TIME_OUT: TimeOutForm,
    CheckKind.READ_BACK: ReadBackForm,
}


def form_of(kind: CheckKind, session: DosingSession, data: Any = None) -> WallForm:
    """The form of one check of this session."""
    form = FORMS[kind](data, zone=session.site.timezone, auto_id=f"{kind}_%s")
    if isinstance(form, MedicationsForm):
        form.ask_about(session.patient_id)
    return form
