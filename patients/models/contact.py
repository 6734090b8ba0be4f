"""People around the patient."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class ContactQuerySet(AboutPatientQuerySet["Contact"]):
    VIEW = Permission.PATIENT_VIEW

    def current(self) -> ContactQuerySet:
        return self.filter(ended_at=None)


class Contact(AboutPatient):
    """Somebody to call, or who takes the patient home. Told nothing unless ``may_be_told``."""

    class Relationship(models.TextChoices):
        PARTNER = "PARTNER", _("Partner")
        PARENT = "PARENT", _("Parent")
        CHILD = "CHILD", _("Child")
        SIBLING = "SIBLING", _("Sibling")
        FRIEND = "FRIEND", _("Friend")
        GUARDIAN = "GUARDIAN", _("Guardian")
        CLINICIAN = "CLINICIAN", _("Clinician elsewhere")
        OTHER = "OTHER", _("Other")

    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=10, choices=Relationship.choices)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    is_emergency = models.BooleanField(default=False)
    is_escort = models.BooleanField(default=False)
    may_be_told = models.BooleanField(
        default=False,
        help_text=_("The patient agreed that this person hears about the treatment."),
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="contact_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(is_emergency=False, is_escort=False) | ~Q(phone=""),
                name="emergency_contact_and_escort_have_a_phone",
            ),
            models.CheckConstraint(
                condition=Q(
                    relationship__in=[
                        "PARTNER",
                        "PARENT",
                        "CHILD",
                        "SIBLING",
                        "FRIEND",
                        "GUARDIAN",
                        "CLINICIAN",
                        "OTHER",
                    ]
                ),
                name="contact_relationship_is_known",
            ),
        ]
