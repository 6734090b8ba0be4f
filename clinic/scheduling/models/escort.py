from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord
from patients.models.about_patient import AboutPatientQuerySet


class EscortQuerySet(AboutPatientQuerySet["Escort"]):
    VIEW = Permission.APPOINTMENT_VIEW
    OWN = True

    def current(self) -> Self:
        """The one named last for each visit."""
        return self.filter(replaced_at=None)


class Escort(PatientRecord):
    """The adult who promised to take the patient home after a visit [S11] [S12].

    A promise is for one visit at one time: a moved visit needs a new one. Whether it suffices is the gate's to say
    (G10, G26): an escort without a phone, under age, or a rideshare alone does not.
    """

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, related_name="escorts"
    )
    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, related_name="escorts"
    )
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=32)
    relation = models.CharField(max_length=60, blank=True)
    adult = models.BooleanField()
    rideshare_only = models.BooleanField(default=False)
    promised_at = models.DateTimeField()
    reached_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When somebody of the clinic spoke with them.")
    )
    reached_by = models.CharField(max_length=80, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[EscortQuerySet] = EscortQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(replaced_at=None),
                name="one_current_escort_per_appointment",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(phone=""), name="escort_has_a_name_and_a_phone"
            ),
            models.CheckConstraint(
                condition=Q(reached_at=None, reached_by="")
                | (Q(reached_at__isnull=False) & ~Q(reached_by="")),
                name="reaching_an_escort_has_who_and_when",
            ),
        ]
