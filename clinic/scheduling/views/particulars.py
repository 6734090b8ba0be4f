"""What is not asked of most visits: by video, with a shared nurse, against a rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.core.errors import DomainError
from clinic.policy.terms.booking import SOFT_RULES
from clinic.scheduling.models import Appointment
from clinic.scheduling.policies.booking import Override, RulesInTheWay

RULES = {
    "outside-hours": _("The opening hours"),
    "not-on-duty": _("The roster"),
    "room-kind": _("The kind of room"),
    "equipment": _("What the room must have"),
}


class Particulars(forms.Form):
    """Fields for the form that books a visit; `override` is shown only once a soft rule has said no."""

    mode = forms.ChoiceField(
        label=_("How"), choices=Appointment.Mode.choices, required=False, initial="IN_PERSON"
    )
    patient_jurisdiction = forms.CharField(
        label=_("Where the patient is then"),
        required=False,
        max_length=10,
        help_text=_("Of a video visit: country and state, like US-NM."),
    )
    share_nurse = forms.BooleanField(
        label=_("The nurse watches another chair as well"), required=False
    )
    override = forms.MultipleChoiceField(
        label=_("Put aside"),
        required=False,
        choices=[(code, RULES[code]) for code in SOFT_RULES],
        widget=forms.CheckboxSelectMultiple,
    )
    override_reason = forms.CharField(label=_("Why?"), required=False, max_length=500)
    overridable = False

    def extras(self) -> dict[str, Any]:
        """What `book` takes besides time, place and team."""
        typed = self.cleaned_data
        by_video = typed.get("mode") == Appointment.Mode.VIDEO
        aside = frozenset(typed["override"])
        return {
            "mode": typed.get("mode") or Appointment.Mode.IN_PERSON,
            "patient_jurisdiction": typed["patient_jurisdiction"] if by_video else "",
            "share_nurse": typed["share_nurse"],
            "override": Override(typed["override_reason"], aside) if aside else None,
        }

    def offer_override(self, error: DomainError | None) -> None:
        """After a refusal: ask about the soft rules among those in the way, and those ticked already."""
        asked = set(self.cleaned_data.get("override", ()))
        if isinstance(error, RulesInTheWay):
            asked |= error.codes & set(SOFT_RULES)
        field = self.fields["override"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(code, RULES[code]) for code in SOFT_RULES if code in asked]
        self.overridable = bool(asked)

    @property
    def particulars_wrong(self) -> bool:
        return bool({"mode", "patient_jurisdiction", "share_nurse"} & self.errors.keys())
