"""A letter that leaves the house: to whom, its words as they were set, and the hash of the paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class OutwardLetterQuerySet(AboutPatientQuerySet["OutwardLetter"]):
    VIEW = Permission.SCREENING_VIEW


class OutwardLetter(AboutPatient):
    """Back to whoever can help, when this treatment is not the right one. Written once, never changed.

    ``content`` is every word on the paper; set again with ``created_at`` it gives the same bytes, which
    ``sha256`` proves. ``agreed`` says that the patient agreed to what is told about substances.
    """

    APPEND_ONLY = True

    course = models.ForeignKey("patients.Course", on_delete=models.PROTECT, related_name="+")
    screening = models.ForeignKey("patients.Screening", on_delete=models.PROTECT, related_name="+")
    addressed_to = models.CharField(max_length=300)
    reasons = models.JSONField(help_text="Codes of the exclusions that are told.")
    agreed = models.BooleanField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OutwardLetterQuerySet] = OutwardLetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="outward_letter_has_its_digest"
            ),
            models.CheckConstraint(
                condition=~Q(addressed_to=""), name="outward_letter_is_addressed"
            ),
        ]
