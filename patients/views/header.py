"""What stands at the top of every page about one patient."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clinic.accounts.pages import SignedInRequest
from clinic.accounts.permissions import Permission
from patients.models import Allergy, AllergyCheck, Patient


@dataclass(frozen=True)
class Header:
    """``allergies`` is empty for readers without the chart."""

    patient: Patient
    allergies: str
    allergies_not_asked: bool = False


def find(request: SignedInRequest, pk: UUID) -> Patient:
    """The patient, if the reader may know of them; otherwise there is no such page."""
    patients = Patient.objects.visible_to(request.user).select_related("site", "account")
    return get_object_or_404(patients, pk=pk)


def header_of(request: SignedInRequest, patient: Patient) -> Header:
    """Name, birth date, record; and the allergies for whoever reads the chart."""
    if not request.user.may(Permission.CHART_VIEW, patient.site_id):
        return Header(patient, "")
    found = Allergy.objects.visible_to(request.user).current().filter(patient=patient)
    said = ", ".join(
        f"{allergy.name}: {allergy.reaction}" if allergy.reaction else allergy.name
        for allergy in found.order_by("name")
    )
    if said:
        return Header(patient, said)
    asked = AllergyCheck.objects.visible_to(request.user).filter(patient=patient).exists()
    return Header(patient, _("None known") if asked else _("Not asked"), not asked)
