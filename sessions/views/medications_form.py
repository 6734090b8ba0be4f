"""The medications gone through with the patient, one line each, as they stand on the record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from patients.models import InteractionCheck, Medication
from sessions.actions.medication_check import key_of
from sessions.views.moments import WallForm, WallMomentField
from sessions.views.yes_no import yes_no


class MedicationsForm(WallForm):
    """Whether the list is right, whether anybody is ill, and when the last of each was taken."""

    complete = yes_no(lazy("This list is everything the patient takes"))
    ill = yes_no(lazy("The patient is ill today, or was since the last visit"))
    illness = forms.CharField(label=lazy("With what"), max_length=500, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, zone=zone, **kwargs)
        self.zone = zone

    def ask_about(self, patient_id: UUID) -> None:
        """One line for each medication of the record; the page remembers which reading it showed."""
        for row in Medication.objects.current().filter(patient=patient_id).order_by("name", "pk"):
            field = WallMomentField(
                label=_("Last %(name)s") % {"name": row.name},
                required=False,
                help_text=" ".join(filter(None, (row.dose, row.frequency))),
            )
            field.zone = self.zone
            self.fields[key_of(row.pk)] = field
        newest = InteractionCheck.objects.filter(patient=patient_id).newest().first()
        self.initial["seen"] = str(newest.pk) if newest else ""
        first = ["complete", *(name for name in self.fields if name.startswith("taken_"))]
        self.order_fields([*first, "ill", "illness", "seen"])
