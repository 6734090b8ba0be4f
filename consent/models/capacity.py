"""A prescriber's judgement of the capacity to consent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clinic.accounts.permissions import Permission
from consent.models.consent import Consent
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class CapacityAttestationQuerySet(AboutPatientQuerySet["CapacityAttestation"]):
    VIEW = Permission.CONSENT_VIEW


class CapacityAttestation(AboutPatient):
    """The four abilities, each by itself (domain/07 section 7.5). A later one overrules an earlier."""

    APPEND_ONLY = True

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="attestations")
    understands = models.BooleanField()
    appreciates = models.BooleanField()
    reasons = models.BooleanField()
    expresses_a_choice = models.BooleanField()
    note = models.TextField(blank=True)
    attested_at = models.DateTimeField()
    attested_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[CapacityAttestationQuerySet] = CapacityAttestationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    understands=True, appreciates=True, reasons=True, expresses_a_choice=True
                )
                | Q(note__regex=r"\S"),
                name="doubt_about_capacity_has_a_note",
            )
        ]

    @property
    def has_capacity(self) -> bool:
        """All four abilities are there."""
        return self.understands and self.appreciates and self.reasons and self.expresses_a_choice
