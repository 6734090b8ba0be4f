"""How long before a dose something is left out: asked for, and confirmed or not by a prescriber."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class MedicationHoldQuerySet(AboutPatientQuerySet["MedicationHold"]):
    def standing(self) -> Self:
        """Without what was taken back."""
        return self.filter(withdrawn_at=None)

    def confirmed(self) -> Self:
        """Standing, and a prescriber has agreed."""
        return self.standing().filter(confirmed_at__isnull=False)


class MedicationHold(AboutPatient):
    """From ``starts_at`` until the dose at ``dose_at`` the patient takes none of one medication.

    It is only a question until a prescriber confirms it (domain/04 section 4.4): before that nobody tells
    the patient. ``hours`` is what the prescriber chose, from ``starts_at`` to the dose.
    """

    medication = models.ForeignKey(
        "patients.Medication", on_delete=models.PROTECT, related_name="holds"
    )
    rule_code = models.CharField(max_length=24)
    dose_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=240, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[MedicationHoldQuerySet] = MedicationHoldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["medication", "dose_at"],
                condition=Q(withdrawn_at=None),
                name="one_hold_for_each_medication_and_dose",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("dose_at")), name="a_hold_starts_before_its_dose"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="a_confirmed_hold_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_because=""),
                name="a_withdrawn_hold_says_who_when_and_why",
            ),
        ]
