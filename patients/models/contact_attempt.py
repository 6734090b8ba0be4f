"""Somebody tried to reach the patient."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class ContactAttemptQuerySet(AboutPatientQuerySet["ContactAttempt"]):
    VIEW = Permission.PATIENT_VIEW


class ContactAttempt(AboutPatient):
    """One call, text, e-mail or letter to a patient whose course waits for an answer."""

    APPEND_ONLY = True

    class Means(models.TextChoices):
        PHONE = "PHONE", _("Phone")
        SMS = "SMS", _("Text message")
        EMAIL = "EMAIL", _("E-mail")
        LETTER = "LETTER", _("Letter")

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="attempts"
    )
    means = models.CharField(max_length=6, choices=Means.choices)
    tried_at = models.DateTimeField()
    tried_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reached = models.BooleanField(default=False)
    note = models.CharField(max_length=240, blank=True)

    objects: ClassVar[ContactAttemptQuerySet] = ContactAttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(means__in=["PHONE", "SMS", "EMAIL", "LETTER"]),
                name="contact_attempt_means_is_known",
            )
        ]
