"""What every record about one patient shares: the patient, the site, and who may see it."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord, RecordQuerySet
from clinic.core.actor import Actor

M = TypeVar("M", bound=models.Model, covariant=True)


class AboutPatientQuerySet(RecordQuerySet[M]):
    """Visible to roles with ``VIEW`` at the record's site, and to the patient where ``OWN`` says so."""

    VIEW: ClassVar[Permission] = Permission.CHART_VIEW
    OWN: ClassVar[bool] = False

    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(self.VIEW)
        if sites is None:
            return self
        allowed = Q(site_id__in=sites)
        own = actor.patient_id()
        if self.OWN and own is not None:
            allowed |= Q(patient_id=own)
        return self.filter(allowed)


class AboutPatient(PatientRecord):
    """A record about one patient, made at one site."""

    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
